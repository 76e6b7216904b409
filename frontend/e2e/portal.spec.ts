/** The pages of accounts: edits have addresses, numbers are requested only after a question, lists fit. */
import type { APIRequestContext } from "@playwright/test";

import { ADDRESS, accountWith, accountId, graphql } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";
import { test } from "./sharedPage";
import { settled, visit } from "./states/state";

const NORTHERN = "Northern Family Practice";
const COUNT = "query ($id: ID!) { account(id: $id) { smsNumbers { totalCount } } }";

/** Creates an account with these locations besides its default one; returns its ID. */
const numbersOf = async (request: APIRequestContext, demo: Demo, id: string): Promise<number> =>
  (await graphql(request, demo, COUNT, { id })).account.smsNumbers.totalCount;

test("an edit has an address: reload keeps it, Back leaves it, and Back after it does not return", async ({
  page,
  signIn,
  request,
  demo,
}) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountId(request, demo, "demo-northern");
  await visit(page, `/accounts/${id}`, NORTHERN);
  for (const [path, form, field] of [
    [`/accounts/${id}/details`, "edit", "Business name"],
    [`/accounts/${id}/details`, "account", "Phone number"],
    ["/business-details", "edit", "Legal name"],
  ] as const) {
    await visit(page, path, /./);
    const link = page.locator(`main a[href="${path}/${form}"]`);
    await link.click();
    await expect(page).toHaveURL(`${path}/${form}`);
    await page.reload();
    await expect(page.getByLabel(field, { exact: true })).toBeVisible();
    await page.goBack();
    await expect(page).toHaveURL(path);
    await expect(page.getByLabel(field, { exact: true })).toHaveCount(0);
    await link.click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect(page).toHaveURL(path);
    await page.goForward();
    await expect(page).toHaveURL(`${path}/${form}`);
  }
});

test("an address of earlier versions still opens the form", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountId(request, demo, "demo-northern");
  await page.goto(`/accounts/${id}?edit=details`);
  await expect(page).toHaveURL(`/accounts/${id}/details/edit`);
  await expect(page.getByLabel("Business name")).toBeVisible();
});

test("each tab of an account has an address, and unknown ones lead nowhere", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountId(request, demo, "demo-northern");
  await visit(page, `/accounts/${id}`, NORTHERN);
  const tabs = page.getByRole("navigation", { name: "Tabs of the account" });
  for (const [name, path] of [
    ["Details", "/details"],
    ["Messages", "/messages"],
    ["Users", "/users"],
    ["Activity", "/activity"],
    ["Numbers", ""],
  ] as const) {
    const tab = tabs.getByRole("link", { name });
    await tab.click();
    await expect(page).toHaveURL(`/accounts/${id}${path}`);
    await expect(tab).toHaveAttribute("aria-current", "page");
    await expect(page).toHaveTitle(`${name} · ${NORTHERN} · Textgate`);
    await settled(page);
    await expect(tab).toBeFocused();
  }
  await page.goBack();
  await expect(tabs.getByRole("link", { name: "Activity" })).toHaveAttribute("aria-current", "page");
  await page.goto(`/accounts/${id}/nothing`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
});

test("Add Number asks first: Cancel requests nothing", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountWith(request, demo, "Asking Practice", ["Annex"]);
  await visit(page, `/accounts/${id}`, "Asking Practice");
  const add = page.getByRole("button", { name: "Add Number for Annex" });
  await add.click();
  const asked = page.getByRole("dialog", { name: "Add a number for Annex?" });
  await expect(asked).toContainText("may charge");
  await expect(asked).toContainText("2-3 business days");
  await expect(asked).toContainText("“Request numbers”");
  await asked.getByRole("button", { name: "Cancel" }).click();
  await expect(add).toBeFocused();
  await expect(page.getByRole("row", { name: /Annex/ })).toContainText("No number");
  expect(await numbersOf(request, demo, id)).toBe(0);
  await add.click();
  await asked.getByRole("button", { name: "Add Number" }).click();
  await expect(page.getByText("Requested: Annex.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Annex/ })).toContainText("SMS Pending");
  expect(await numbersOf(request, demo, id)).toBe(1);
});

test("several numbers are requested at once", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountWith(request, demo, "Several Practice", ["Dublin", "Hilliard", "Powell"]);
  await visit(page, `/accounts/${id}`, "Several Practice");
  await page.getByLabel("Select all on this page").check();
  await expect(page.getByRole("button", { name: "Add 4 numbers" })).toBeVisible();
  await page.getByLabel("Select Powell").uncheck();
  await page.getByRole("button", { name: "Add 3 numbers" }).click();
  const asked = page.getByRole("dialog", { name: "Add 3 numbers?" });
  await expect(asked).toContainText("Default Location, Dublin, and Hilliard");
  await asked.getByRole("button", { name: "Add 3 numbers" }).click();
  await expect(page.getByText("Requested: Default Location, Dublin, and Hilliard.")).toBeVisible();
  expect(await numbersOf(request, demo, id)).toBe(3);
  await expect(page.getByRole("row", { name: /Powell/ })).toContainText("No number");
  await expect(page.getByRole("button", { name: /^Add \d/ })).toHaveCount(0);
});

test("a refused request leads to the form, which asks for the missing details first", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const address = { ...ADDRESS, postalCode: null };
  const id = await accountWith(request, demo, "Incomplete Practice", ["Annex"], { address });
  await visit(page, `/accounts/${id}`, "Incomplete Practice");
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("button", { name: "Add 2 numbers" }).click();
  const asked = page.getByRole("dialog");
  await asked.getByRole("button", { name: "Add 2 numbers" }).click();
  await expect(asked.getByText("Still missing: ZIP or postal code.")).toBeVisible();
  await expect(asked).toContainText("Default Location and Annex");
  expect(await numbersOf(request, demo, id)).toBe(0);
  await asked.getByRole("link", { name: "Fix details" }).click();
  await expect(page).toHaveURL(`/accounts/${id}/details/edit`);
  const first = page.getByRole("main").getByRole("textbox").first();
  await expect(first).toHaveAccessibleName("ZIP or postal code");
  await first.fill("43215");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Business details saved. Verification requested.")).toBeVisible();
  await expect(page.getByText("Business details: complete")).toBeVisible();
  expect(await numbersOf(request, demo, id)).toBe(1);
});

test("71 locations come in pages, and a search finds one of them", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const names = Array.from({ length: 70 }, (_, index) => `Site ${index + 100}`);
  const id = await accountWith(request, demo, "Large Practice", names);
  await visit(page, `/accounts/${id}`, "Large Practice");
  const rows = page.locator("tbody tr");
  await expect(page.getByText("71 locations and queues")).toBeVisible();
  await expect(rows).toHaveCount(50);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(rows).toHaveCount(21);
  await page.getByLabel("Search name, ID, or number").fill("167 site");
  await expect(rows).toHaveCount(1);
  await expect(page.getByText("1 location or queue")).toBeVisible();
  await expect(page).toHaveURL(`/accounts/${id}?q=167+site`);
  await page.getByLabel("Number", { exact: true }).selectOption("Approved");
  await expect(page.getByText("No matching locations or queues")).toBeVisible();
  await page.goBack();
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveText([/Site 167/]);
});

test("at 1280 pixels, no list of the portal is cut off, and rows have one line", async ({ page, signIn, request, demo }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountId(request, demo, "demo-rejected");
  for (const path of ["/accounts", "/verifications", `/accounts/${id}`, `/accounts/${id}/users`]) {
    await visit(page, path, /./);
    const list = page.locator(".scroll").first();
    if (!(await list.isVisible())) continue;
    expect(await list.evaluate((element) => element.scrollWidth - element.clientWidth), path).toBeLessThanOrEqual(0);
    const heights = await list.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.clientHeight));
    expect(Math.max(...heights), path).toBeLessThanOrEqual(44);
  }
});
