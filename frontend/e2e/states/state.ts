/** A state of a screen that tests visit: who sees it, and what brings it about. */
import type { APIRequestContext, Page } from "@playwright/test";

import { expect } from "../fixtures";
import type { Demo } from "../server";

const QUIET = 60;

export interface Scene {
  page: Page;
  request: APIRequestContext;
  demo: Demo;
}

export interface State {
  name: string;
  /** Nobody is signed in without it. */
  role?: "PARTNER_ADMIN" | "PARTNER_SUPPORT" | "ACCOUNT_ADMIN" | "ACCOUNT_SENDER";
  open: (scene: Scene) => Promise<void>;
}

/** Goes to an address and waits until its page is there, with all that it reads. */
export async function visit(page: Page, path: string, title: string | RegExp): Promise<void> {
  await watchFetches(page);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await settled(page);
}

const watching = new WeakSet<Page>();

/** Counts what a page waits for: "networkidle" takes half a second, and polls never end. */
async function watchFetches(page: Page): Promise<void> {
  if (watching.has(page)) return;
  watching.add(page);
  await page.addInitScript(() => {
    const counter = { pending: 0, quietSince: 0 };
    Object.assign(window, { fetches: counter });
    const ask = window.fetch;
    window.fetch = async (...request) => {
      counter.pending++;
      try {
        return await ask(...request);
      } finally {
        counter.quietSince = performance.now();
        counter.pending--;
      }
    };
  });
}

/** Nothing is still to come. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction((quiet) => {
    const { fetches } = window as unknown as { fetches: { pending: number; quietSince: number } };
    // What has arrived is drawn, and may ask for more.
    return fetches.pending === 0 && performance.now() - fetches.quietSince > quiet;
  }, QUIET);
  await expect(page.locator(".skeleton")).toHaveCount(0);
}

export const press = (page: Page, name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" }).first().click();

/** An errors' summary is shown and has the focus. */
export const refused = (page: Page) => expect(page.locator("[role=alert]").last()).toBeVisible();

export const dialog = (page: Page, name: string | RegExp) =>
  expect(page.getByRole("dialog", { name })).toBeVisible();
