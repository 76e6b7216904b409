/** The API beside the page: what a test needs to be there, and answers as the server could give them too. */
import type { APIRequestContext, Page } from "@playwright/test";

import { expect } from "./fixtures";
import type { Demo } from "./server";

export type Json = any;

/** Asks as the program of the demo's first partner, or of another; fails on errors. */
export async function ask(
  request: APIRequestContext,
  demo: Demo,
  query: string,
  variables: object = {},
): Promise<Json> {
  const answer = await request.post(`${demo.url}/graphql`, {
    headers: { Authorization: `Bearer ${demo.credentials[0]?.token}` },
    data: { query, variables },
  });
  const { data, errors } = (await answer.json()) as Json;
  expect(errors).toBeUndefined();
  return data;
}

/** The id of one of the demo's accounts, by the partner's own. */
export async function accountId(
  request: APIRequestContext,
  demo: Demo,
  externalId: string,
): Promise<string> {
  const query = "query ($id: String!) { accountByExternalId(externalId: $id) { id } }";
  return (await ask(request, demo, query, { id: externalId })).accountByExternalId.id;
}

/** Whether a request asks for this operation. */
const isFor = (body: string | null, operation: string) =>
  new RegExp(`(query|mutation) ${operation}\\b`).test(body ?? "");

/** Changes the data of the server's answers to one operation before the page gets them. */
export async function change(
  page: Page,
  operation: string,
  edit: (data: Json) => void,
): Promise<void> {
  await page.route("**/graphql", async (route) => {
    if (!isFor(route.request().postData(), operation)) return route.fallback();
    const response = await route.fetch();
    const answer = (await response.json()) as Json;
    edit(answer.data);
    return route.fulfill({ response, json: answer });
  });
}

/** Answers an operation without asking the server. */
export async function answer(page: Page, operation: string, data: Json): Promise<void> {
  await page.route("**/graphql", async (route) => {
    if (!isFor(route.request().postData(), operation)) return route.fallback();
    return route.fulfill({ json: { data } });
  });
}

/** Breaks every request of an operation: no answer at all, or the server's own failure. */
export async function fail(page: Page, operation: string, how: "abort" | 500): Promise<void> {
  await page.route("**/graphql", async (route) => {
    if (!isFor(route.request().postData(), operation)) return route.fallback();
    if (how === "abort") return route.abort();
    const extensions = { code: "INTERNAL", requestId: "0123456789abcdef0123456789abcdef" };
    return route.fulfill({
      status: 500,
      json: { errors: [{ message: "Something went wrong.", extensions }] },
    });
  });
}

/** A refusal of /auth/… with this code. */
export async function refuse(page: Page, path: string, status: number, code: string): Promise<void> {
  const error = { code, message: "It was refused.", requestId: "0".repeat(32) };
  await page.route(`**/auth/${path}`, (route) => route.fulfill({ status, json: { error } }));
}
