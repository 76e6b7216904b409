/** A screen state that tests visit: the user's role, and the steps that lead to it. */
import type { APIRequestContext, Page } from "@playwright/test";

import { expect } from "../fixtures";
import type { Demo } from "../server";

const QUIET = 60;

declare global {
  interface Window {
    /** Added by `watchFetches`. */
    fetches: { pending: number; quietSince: number };
  }
}

export interface Scene {
  page: Page;
  request: APIRequestContext;
  demo: Demo;
}

export interface State {
  name: string;
  /** Omit for a visitor who is not signed in. */
  role?: "PARTNER_ADMIN" | "PARTNER_SUPPORT" | "ACCOUNT_ADMIN" | "ACCOUNT_SENDER";
  /** Elements that are not Textgate's, as a CSS selector. */
  exclude?: string;
  open: (scene: Scene) => Promise<void>;
}

/** Opens a page and waits until its data is loaded. */
export async function visit(page: Page, path: string, title: string | RegExp): Promise<void> {
  await watchFetches(page);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await settled(page);
}

const watching = new WeakSet<Page>();

/** Counts a page's pending fetches. "networkidle" takes half a second, and never comes while a page polls. */
async function watchFetches(page: Page): Promise<void> {
  if (watching.has(page)) return;
  watching.add(page);
  await page.addInitScript(() => {
    const counter = { pending: 0, quietSince: 0 };
    window.fetches = counter;
    const originalFetch = window.fetch;
    window.fetch = async (...request) => {
      counter.pending++;
      try {
        return await originalFetch(...request);
      } finally {
        counter.quietSince = performance.now();
        counter.pending--;
      }
    };
  });
}

/** Waits until no fetch is pending and no skeleton is visible. */
export async function settled(page: Page): Promise<void> {
  // A click or a rendered response may trigger another fetch.
  await page.evaluate(() => (window.fetches.quietSince = performance.now()));
  await page.waitForFunction(
    (quiet) => window.fetches.pending === 0 && performance.now() - window.fetches.quietSince > quiet,
    QUIET,
  );
  await expect(page.locator(".skeleton")).toHaveCount(0);
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" }).first().click();

/** Expects a visible error summary. */
export const refused = (page: Page) => expect(page.locator("[role=alert]").last()).toBeVisible();

export const dialog = (page: Page, name: string | RegExp) =>
  expect(page.getByRole("dialog", { name })).toBeVisible();
