/** Two tabs of one browser: who signs in where, and what the audit log says of it. */
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

import { ask } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";

export interface Person {
  role: string;
  name: string;
  email: string;
  password: string;
}

const NAMES: Record<string, string> = {
  PARTNER_ADMIN: "Grace Admin",
  ACCOUNT_ADMIN: "Nora Manager",
  ACCOUNT_SENDER: "Dan Desk",
};

export function person(demo: Demo, role: string): Person {
  const found = demo.users.find((each) => each.role === role);
  const name = NAMES[role];
  if (!found || !name) throw new Error(`the demo has nobody who is ${role}`);
  return { ...found, name };
}

/** Fills in the form that is on the page, or on what covers it. */
export async function fillIn(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** From the page of nobody to the first page of somebody. */
export async function signInAs(page: Page, who: Person): Promise<void> {
  await page.goto("/");
  await fillIn(page, who);
  await shows(page, who);
}

export const shows = (page: Page, { name }: Person) =>
  expect(page.locator(".shell-head a[href='/profile']")).toHaveText(name);

export async function signOutOf(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
}

/** Another person takes over the browser's session in this tab. */
export async function changeTo(page: Page, who: Person): Promise<void> {
  await page.goto("/");
  await signOutOf(page);
  await fillIn(page, who);
  await shows(page, who);
}

/** The pages that this context opens hear nothing from other tabs. */
export async function deafen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    class Deaf {
      postMessage() {}
      addEventListener() {}
      removeEventListener() {}
    }
    Object.assign(window, { BroadcastChannel: Deaf });
  });
}

export interface Entry {
  action: string;
  actorName: string;
  requestId: string | null;
}

const ENTRIES = `query ($since: DateTime!, $after: String) {
  auditLog(first: 100, after: $after, filter: { since: $since }) {
    nodes { action actorName requestId }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** The ids of the requests that a browser's tabs make from now on; other tests change things at the same time. */
export function requestsOf(context: BrowserContext): Set<string> {
  const ids = new Set<string>();
  context.on("response", (response) => ids.add(response.headers()["x-request-id"] ?? ""));
  return ids;
}

/** What the audit log has from this moment on, of these requests or of all. */
export async function entriesSince(
  request: APIRequestContext,
  demo: Demo,
  since: string,
  of?: ReadonlySet<string>,
): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const { auditLog } = await ask(request, demo, ENTRIES, { since, after });
    found.push(...auditLog.nodes);
    if (!auditLog.pageInfo.hasNextPage) return of ? found.filter(({ requestId }) => of.has(requestId ?? "")) : found;
    after = auditLog.pageInfo.endCursor;
  }
}
