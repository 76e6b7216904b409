/** What users see while the server is slow, and after the network was gone. */
import type { Page } from "@playwright/test";

import { expect } from "./fixtures";
import { test } from "./sharedPage";

/** Holds back every GraphQL answer; returns the function that lets them go. */
async function hold(page: Page): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/graphql", async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test("a slow page shows a skeleton until its rows arrive", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports");
  await expect(page.getByRole("table").first()).toBeVisible();
  const release = await hold(page);
  await page.getByRole("navigation").getByRole("link", { name: "Accounts" }).first().click();
  const skeleton = page.locator(".skeleton").first();
  await expect(skeleton).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Loading…" })).toHaveCount(1);
  await expect(page.getByRole("table")).toHaveCount(0);
  release();
  await expect(page.getByRole("table", { name: "Accounts" })).toBeVisible();
  await expect(skeleton).toHaveCount(0);
});

test("a list says that it searches, keeps its rows meanwhile, and then counts", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/accounts");
  const filters = page.getByRole("search", { name: "Filters" });
  await expect(filters.getByRole("status")).toHaveText(/^\d+ accounts$/);
  const release = await hold(page);
  await page.getByRole("searchbox", { name: /^Search name/ }).fill("Riverbend");
  await expect(filters.getByRole("status")).toHaveText("Searching…");
  expect(await page.getByRole("table").getByRole("row").count()).toBeGreaterThan(2);
  release();
  await expect(filters.getByRole("status")).toHaveText("1 account");
});

test("a page that failed without a network loads once the network is back", async ({ page, signIn, context }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports");
  await expect(page.getByRole("table").first()).toBeVisible();
  await page.route("**/graphql", (route) => route.abort());
  await page.getByRole("navigation").getByRole("link", { name: "Accounts" }).first().click();
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  await context.setOffline(true);
  await page.unroute("**/graphql");
  await expect(page.getByRole("table")).toHaveCount(0);
  await context.setOffline(false);
  await expect(page.getByRole("table", { name: "Accounts" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});
