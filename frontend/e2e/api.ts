/** Direct API requests for test data, and changed or faked responses for pages. */
import type { APIRequestContext, Page } from "@playwright/test";

import { expect } from "./fixtures";
import type { Demo } from "./server";

export type Json = any;

/** Runs a GraphQL operation with the token of the demo's first partner; fails on errors. */
export async function graphql(
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

/** The ID of a demo account by its external ID. */
export async function accountId(
  request: APIRequestContext,
  demo: Demo,
  externalId: string,
): Promise<string> {
  const query = "query ($id: String!) { accountByExternalId(externalId: $id) { id } }";
  return (await graphql(request, demo, query, { id: externalId })).accountByExternalId.id;
}

const CREATE = `mutation ($account: CreateAccountInput!) { createAccount(input: $account) { account { id } } }`;
export const ADDRESS = { address1: "12 High Street", city: "Columbus", state: "OH", postalCode: "43215", countryCode: "US" };
const AT_ONCE = 30;

/** Creates an account with these locations; returns its ID. Tests that change an account need one of their own. */
export async function accountWith(request: APIRequestContext, demo: Demo, name: string, locations: string[], details = {}) {
  const account = { externalId: name, name, website: "https://practice.example.org", address: ADDRESS, ...details };
  const id: string = (await graphql(request, demo, CREATE, { account })).createAccount.account.id;
  const adds = locations.map((location, index) => `l${index}: createLocation(input: { accountId: $id, name: "${location}" }) { location { id } }`);
  // A document has at most 30 aliases.
  for (let from = 0; from < adds.length; from += AT_ONCE) {
    await graphql(request, demo, `mutation ($id: ID!) { ${adds.slice(from, from + AT_ONCE).join(" ")} }`, { id });
  }
  return id;
}

/** Whether a request body contains this operation. */
const isFor = (body: string | null, operation: string) =>
  new RegExp(`(query|mutation) ${operation}\\b`).test(body ?? "");

/** Edits the data in the server's responses to an operation. */
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

/** Fakes the response to an operation. */
export async function answer(page: Page, operation: string, data: Json): Promise<void> {
  await page.route("**/graphql", async (route) => {
    if (!isFor(route.request().postData(), operation)) return route.fallback();
    return route.fulfill({ json: { data } });
  });
}

/** Makes every request of an operation fail: aborted, or with status 500. */
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

/** Fakes an error of /auth/… with this code. */
export async function refuse(page: Page, path: string, status: number, code: string): Promise<void> {
  const error = { code, message: "It was refused.", requestId: "0".repeat(32) };
  await page.route(`**/auth/${path}`, (route) => route.fulfill({ status, json: { error } }));
}
