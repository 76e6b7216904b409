/** Helpers for tests with two tabs: sign-in, sign-out, broadcasts, and audit log entries. */
import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

import { graphql } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";

export interface TestUser {
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

export function userOf(demo: Demo, role: string): TestUser {
  const user = demo.users.find((candidate) => candidate.role === role);
  const name = NAMES[role];
  if (!user || !name) throw new Error(`the demo has no user with the role ${role}`);
  return { ...user, name };
}

/** Fills in and submits the sign-in form of the page or its cover. */
export async function fillIn(page: Page, { email, password }: TestUser): Promise<void> {
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Opens the sign-in page and signs a user in. */
export async function signInAs(page: Page, user: TestUser): Promise<void> {
  await page.goto("/");
  await fillIn(page, user);
  await shows(page, user);
}

export const shows = (page: Page, { name }: TestUser) =>
  expect(page.getByRole("button", { name: `Menu of ${name}` })).toHaveCount(1);

export async function signOutOf(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Menu of / }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
}

/** Signs another user in in this tab, which changes the browser's session. */
export async function changeTo(page: Page, user: TestUser): Promise<void> {
  await page.goto("/");
  await signOutOf(page);
  await fillIn(page, user);
  await shows(page, user);
}

/** Disables broadcasts between tabs in pages that this context opens. */
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

/** Collects the IDs of this browser's requests, because other tests run at the same time. */
export function requestsOf(context: BrowserContext): Set<string> {
  const ids = new Set<string>();
  context.on("response", (response) => ids.add(response.headers()["x-request-id"] ?? ""));
  return ids;
}

/** Audit log entries since a time, of these requests only or of all. */
export async function entriesSince(
  request: APIRequestContext,
  demo: Demo,
  since: string,
  of?: ReadonlySet<string>,
): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let after: string | null = null; ; ) {
    const { auditLog } = await graphql(request, demo, ENTRIES, { since, after });
    entries.push(...auditLog.nodes);
    if (!auditLog.pageInfo.hasNextPage) return of ? entries.filter(({ requestId }) => of.has(requestId ?? "")) : entries;
    after = auditLog.pageInfo.endCursor;
  }
}
