/** Requests carry the cookie or the token, never both; responses stay unchanged. */
import { readFileSync } from "node:fs";

import { afterEach, expect, it, vi } from "vitest";

import { checkSession, createFetcher, HEARD, ViewerUnknown, parseToken, loadViewer } from "./client";
import { createMemory } from "./storage";

const VIEWER = { id: "user_1", name: "Grace Admin", role: "PARTNER_ADMIN", partner: { name: "Acme" } };

function answer(status: number, body: object) {
  // A response with 204 has no body.
  const content = status === 204 ? null : JSON.stringify(body);
  const fetch = vi.fn(async (_url: string, _init: RequestInit) => new Response(content, { status }));
  vi.stubGlobal("fetch", fetch);
  return () => fetch.mock.calls[0]?.[1] ?? {};
}

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it("authenticates with the cookie if there is no token", async () => {
  const sent = answer(200, { data: { viewer: VIEWER } });
  expect(await loadViewer(null)).toEqual(VIEWER);
  expect(sent().credentials).toBe("same-origin");
  expect(sent().headers).not.toHaveProperty("Authorization");
});

it("authenticates with the token and omits the cookie", async () => {
  const sent = answer(200, { data: { viewer: VIEWER } });
  await loadViewer("tg_secret");
  expect(sent().credentials).toBe("omit");
  expect(sent().headers).toHaveProperty("Authorization", "Bearer tg_secret");
  expect(sent().body).not.toContain("tg_secret");
});

it("marks the session as used for the app's pages, but not after a request with a token", async () => {
  answer(200, { data: { viewer: VIEWER } });
  await loadViewer("tg_secret");
  expect(localStorage.length).toBe(0);
  await loadViewer(null);
  expect(Number(localStorage.getItem(HEARD))).toBeGreaterThan(0);
  expect(readFileSync(`${import.meta.dirname}/../src/session.tsx`, "utf-8")).toContain(`"${HEARD}"`);
});

it("sends the operation's name unless it belongs to another document", async () => {
  const bodySentFor = async (operationName: string | null, query: string) => {
    const sent = answer(200, {});
    await createFetcher(null, null, vi.fn())({ query, operationName });
    return JSON.parse(String(sent().body));
  };
  const query = "query Who { viewer { id } } query Whose { viewer { name } }";
  expect(await bodySentFor("Who", query)).toEqual({ query, operationName: "Who" });
  for (const name of ["Wh", "viewer", "name"]) {
    expect(await bodySentFor(name, query)).toEqual({ query, operationName: null });
  }
  const remark = "# query Who\n{ viewer { id } }";
  expect(await bodySentFor("Who", remark)).toEqual({ query: remark, operationName: null });
  const broken = "query Who {";
  expect(await bodySentFor("Who", broken)).toEqual({ query: broken, operationName: "Who" });
  expect(await bodySentFor(null, query)).toEqual({ query, operationName: null });
});

it("distinguishes a missing session from an error, which has its code and request ID", async () => {
  answer(401, { errors: [{ message: "Who are you?" }] });
  await expect(loadViewer(null)).rejects.toMatchObject({ isUnauthenticated: true });
  const extensions = { code: "FORBIDDEN", requestId: "r-1" };
  answer(403, { errors: [{ message: "Not from here.", extensions }] });
  await expect(loadViewer("tg_x")).rejects.toMatchObject({
    isUnauthenticated: false,
    message: "Not from here. (FORBIDDEN, request r-1)",
  });
});

it("passes errors on unchanged, and reports the end of the session", async () => {
  const refusal = { errors: [{ message: "Sign in.", extensions: { code: "UNAUTHENTICATED" } }] };
  answer(401, refusal);
  const onRefused = vi.fn();
  expect(await createFetcher(null, "user_1", onRefused)({ query: "{ viewer { id } }" })).toEqual(refusal);
  expect(onRefused).toHaveBeenCalledExactlyOnceWith("over");
});

it("sends the page's user with the cookie, and reports another user's session", async () => {
  const refusal = { errors: [{ message: "No.", extensions: { code: "USER_CHANGED" } }] };
  const sent = answer(409, refusal);
  const onRefused = vi.fn();
  await createFetcher(null, "user_1", onRefused)({ query: "{ viewer { id } }" });
  expect(sent().headers).toHaveProperty("X-Textgate-User", "user_1");
  expect(onRefused).toHaveBeenCalledExactlyOnceWith("changed");
  for (const [status, expected] of [[200, null], [204, "over"], [401, "over"], [409, "changed"], [503, undefined]] as const) {
    const checked = answer(status, {});
    expect(await checkSession("user_1")).toBe(expected);
    expect(checked().headers).toEqual({ "X-Textgate-User": "user_1" });
  }
});

it("sends no user with a token", async () => {
  const sent = answer(200, {});
  await createFetcher("tg_secret", "user_1", vi.fn())({ query: "{ viewer { id } }" });
  expect(sent().headers).not.toHaveProperty("X-Textgate-User");
});

it("accepts a pasted token, and rejects characters that a header must not contain", () => {
  expect(parseToken("  Bearer tg_abc\n")).toBe("tg_abc");
  for (const odd of ["", "  ", "tg_abc def", "tg_ä", "tg_a\nX-Evil: 1"]) {
    expect(() => parseToken(odd)).toThrow(ViewerUnknown);
  }
});

it("keeps GraphiQL's data in memory, not in the browser's storage", () => {
  const memory = createMemory();
  memory.setItem("graphiql:tabState", "{}");
  expect(memory.getItem("graphiql:tabState")).toBe("{}");
  expect(localStorage.length + sessionStorage.length).toBe(0);
  memory.clear();
  expect(memory.length).toBe(0);
});
