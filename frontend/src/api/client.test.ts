// @vitest-environment node
import { afterEach, expect, test, vi } from "vitest";

import { ApiError, createClient, type Document } from "./client";

const DOCUMENT = { toString: () => "{ viewer { name } }" } as Document<
  { viewer: { name: string } },
  Record<string, never>
>;

const ADA = { data: { viewer: { name: "Ada" } } };

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Response(text, { status, headers });
}

function serve(...answers: (Response | Error)[]) {
  const fetchMock = vi.fn((_url: string, _init: RequestInit) => {
    const next = answers.shift() ?? new Error("too many requests");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  vi.stubGlobal("fetch", fetchMock);
  return fetchMock;
}

afterEach(() => void vi.unstubAllGlobals());

async function refusal(response: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await response.catch((caught: unknown) => caught);
  if (!(error instanceof ApiError)) throw new Error(`no ApiError: ${String(error)}`);
  return error;
}

test("the document and its variables are posted as JSON, with the authentication header", async () => {
  const fetchMock = serve(answer(200, ADA));
  const headers = () => Promise.resolve({ Authorization: "Bearer tge_1" });
  await expect(createClient({ url: "/graphql", headers }).request(DOCUMENT, {})).resolves.toEqual(
    ADA.data,
  );
  const [url, init] = fetchMock.mock.calls[0] ?? [];
  expect(url).toBe("/graphql");
  expect(init).toMatchObject({ method: "POST", headers: { Authorization: "Bearer tge_1" } });
  expect(JSON.parse(String(init?.body))).toEqual({ query: "{ viewer { name } }", variables: {} });
});

test("an error has the server's code, message, and request ID", async () => {
  const extensions = { code: "FORBIDDEN", requestId: "r1" };
  serve(answer(403, { errors: [{ message: "Not for you", extensions }] }));
  const error = await refusal(createClient({ url: "/graphql" }).request(DOCUMENT, {}));
  expect(error).toMatchObject({ code: "FORBIDDEN", message: "Not for you", requestId: "r1" });
});

test("an error without a code is INTERNAL", async () => {
  serve(answer(200, { data: null, errors: [{ message: "Oh" }] }));
  const error = await refusal(createClient({ url: "/graphql" }).request(DOCUMENT, {}));
  expect(error.code).toBe("INTERNAL");
});

test("a rate-limited request says when to retry", async () => {
  const body = { errors: [{ message: "Slow down", extensions: { code: "RATE_LIMITED" } }] };
  serve(answer(429, body, { "Retry-After": "7" }));
  const error = await refusal(createClient({ url: "/graphql" }).request(DOCUMENT, {}));
  expect(error).toMatchObject({ code: "RATE_LIMITED", retryAfter: 7 });
});

test.each([
  ["no response", new TypeError("Failed to fetch")],
  ["a proxy's page", answer(502, "<html>Bad gateway</html>")],
])("%s is a NETWORK error", async (_, outcome) => {
  serve(outcome);
  const error = await refusal(createClient({ url: "/graphql" }).request(DOCUMENT, {}));
  expect(error.code).toBe("NETWORK");
});

test("an aborted request rejects with the browser's AbortError", async () => {
  const controller = new AbortController();
  controller.abort();
  serve(new DOMException("aborted", "AbortError"));
  const response = createClient({ url: "/graphql" }).request(DOCUMENT, {}, controller.signal);
  await expect(response).rejects.toMatchObject({ name: "AbortError" });
});

const OVER = () =>
  answer(401, { errors: [{ message: "Sign in", extensions: { code: "UNAUTHENTICATED" } }] });

test("a request refused without a session is repeated after sign-in", async () => {
  const fetchMock = serve(OVER(), answer(200, ADA));
  const onRefused = vi.fn(() => Promise.resolve(true));
  const onAnswer = vi.fn();
  const client = createClient({ url: "/graphql", onRefused, onAnswer });
  await expect(client.request(DOCUMENT, {})).resolves.toEqual(ADA.data);
  expect(onRefused).toHaveBeenCalledTimes(1);
  expect(fetchMock.mock.calls[1]?.[1].body).toBe(fetchMock.mock.calls[0]?.[1].body);
  expect(onAnswer).toHaveBeenCalledTimes(1);
});

test("without a new sign-in, the request stays refused", async () => {
  serve(OVER());
  const client = createClient({ url: "/graphql", onRefused: () => Promise.resolve(false) });
  expect((await refusal(client.request(DOCUMENT, {}))).code).toBe("UNAUTHENTICATED");
});
