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
  const asked = vi.fn((_url: string, _init: RequestInit) => {
    const next = answers.shift() ?? new Error("asked too often");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  vi.stubGlobal("fetch", asked);
  return asked;
}

afterEach(() => void vi.unstubAllGlobals());

async function refusal(asking: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await asking.catch((caught: unknown) => caught);
  if (!(error instanceof ApiError)) throw new Error(`no ApiError: ${String(error)}`);
  return error;
}

test("the document and its variables are posted as JSON, with what proves who asks", async () => {
  const asked = serve(answer(200, ADA));
  const headers = () => Promise.resolve({ Authorization: "Bearer tge_1" });
  await expect(createClient({ url: "/graphql", headers }).ask(DOCUMENT, {})).resolves.toEqual(
    ADA.data,
  );
  const [url, init] = asked.mock.calls[0] ?? [];
  expect(url).toBe("/graphql");
  expect(init).toMatchObject({ method: "POST", headers: { Authorization: "Bearer tge_1" } });
  expect(JSON.parse(String(init?.body))).toEqual({ query: "{ viewer { name } }", variables: {} });
});

test("an error has the server's code, message and request", async () => {
  const extensions = { code: "FORBIDDEN", requestId: "r1" };
  serve(answer(403, { errors: [{ message: "Not for you", extensions }] }));
  const error = await refusal(createClient({ url: "/graphql" }).ask(DOCUMENT, {}));
  expect(error).toMatchObject({ code: "FORBIDDEN", message: "Not for you", requestId: "r1" });
});

test("an error without a code is the server's fault", async () => {
  serve(answer(200, { data: null, errors: [{ message: "Oh" }] }));
  const error = await refusal(createClient({ url: "/graphql" }).ask(DOCUMENT, {}));
  expect(error.code).toBe("INTERNAL");
});

test("who has to wait is told how long", async () => {
  const body = { errors: [{ message: "Slow down", extensions: { code: "RATE_LIMITED" } }] };
  serve(answer(429, body, { "Retry-After": "7" }));
  const error = await refusal(createClient({ url: "/graphql" }).ask(DOCUMENT, {}));
  expect(error).toMatchObject({ code: "RATE_LIMITED", retryAfter: 7 });
});

test.each([
  ["no answer", new TypeError("Failed to fetch")],
  ["a proxy's page", answer(502, "<html>Bad gateway</html>")],
])("%s is a matter of the network", async (_, given) => {
  serve(given);
  const error = await refusal(createClient({ url: "/graphql" }).ask(DOCUMENT, {}));
  expect(error.code).toBe("NETWORK");
});

test("whoever gives up gets the browser's word for it", async () => {
  const controller = new AbortController();
  controller.abort();
  serve(new DOMException("aborted", "AbortError"));
  const asking = createClient({ url: "/graphql" }).ask(DOCUMENT, {}, controller.signal);
  await expect(asking).rejects.toMatchObject({ name: "AbortError" });
});

const OVER = () =>
  answer(401, { errors: [{ message: "Sign in", extensions: { code: "UNAUTHENTICATED" } }] });

test("what was refused for want of a session is asked again once there is one", async () => {
  const asked = serve(OVER(), answer(200, ADA));
  const onRefused = vi.fn(() => Promise.resolve(true));
  const onAnswer = vi.fn();
  const client = createClient({ url: "/graphql", onRefused, onAnswer });
  await expect(client.ask(DOCUMENT, {})).resolves.toEqual(ADA.data);
  expect(onRefused).toHaveBeenCalledTimes(1);
  expect(asked.mock.calls[1]?.[1].body).toBe(asked.mock.calls[0]?.[1].body);
  expect(onAnswer).toHaveBeenCalledTimes(1);
});

test("without anybody who could sign in again it stays refused", async () => {
  serve(OVER());
  const client = createClient({ url: "/graphql", onRefused: () => Promise.resolve(false) });
  expect((await refusal(client.ask(DOCUMENT, {}))).code).toBe("UNAUTHENTICATED");
});
