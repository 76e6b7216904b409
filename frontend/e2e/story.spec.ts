/** Stories of the source document: missing details, verification, a delivered text, and the portal. */
import type { APIRequestContext } from "@playwright/test";

import { accountWith, graphql } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";
import { test } from "./sharedPage";

test("the pop-up asks for missing details, verification follows, and a text is delivered", async ({
  page,
  signIn,
}) => {
  test.slow();
  await signIn("PARTNER_ADMIN");
  await page.goto("/accounts");
  await page.getByRole("searchbox").fill("Riverbend");
  await page.getByRole("link", { name: "Riverbend Pediatrics" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Riverbend Pediatrics");
  await page.getByRole("button", { name: "Send a text" }).click();

  // No number is approved: the pop-up opens automatically, and asks only for missing details.
  const popup = page.getByRole("dialog", { name: "Update Business Information" });
  await expect(popup.getByRole("textbox").or(popup.getByRole("combobox"))).toHaveCount(2);
  await popup.getByRole("button", { name: "Submit business information" }).click();
  await expect(popup.getByRole("alert")).toContainText("ZIP or postal code is required.");
  await popup.getByLabel("ZIP or postal code").fill("nowhere");
  await popup.getByLabel("Country").selectOption("US");
  await popup.getByRole("button", { name: "Submit business information" }).click();
  await expect(popup.getByLabel("ZIP or postal code")).toHaveAccessibleDescription(/ZIP/);
  await popup.getByLabel("ZIP or postal code").fill("43065");
  await popup.getByText("Already on file").click();
  await expect(popup.getByText("from partner").first()).toBeVisible();
  await popup.getByRole("button", { name: "Submit business information" }).click();
  await expect(popup.getByText("takes 2-3 business days")).toBeVisible();
  await popup.getByRole("button", { name: "Close" }).last().click();

  const picker = page.getByRole("combobox", { name: "Send From" });
  await expect(picker).toHaveText("Default Location: Number Pending");
  await expect(picker).toHaveText(/Default Location: \(\d{3}\)/, { timeout: 40_000 });
  await page.getByLabel("Send to").fill("4065550144");
  await page.getByRole("textbox", { name: "Message" }).fill("Your visit is tomorrow at 9.");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
});

test("a rejection shows its reason and fix, and fixed details are verified again", async ({
  page,
  signIn,
}) => {
  test.slow();
  await signIn("PARTNER_ADMIN");
  await page.goto("/verifications");
  const row = page.getByRole("row", { name: /Olentangy Dermatology/ });
  await expect(row).toContainText("The address is not valid.");
  await row.getByRole("link", { name: /Fix/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Olentangy Dermatology");
  // The carrier's reason is at its field, which is the first one, until the field changes.
  await expect(page.getByText("Business details: action needed")).toBeVisible();
  const address = page.getByRole("main").getByRole("textbox").first();
  await expect(address).toHaveAccessibleName("Address");
  await expect(address).toHaveAccessibleDescription(/The address is not valid/);
  await address.fill("4830 Olentangy River Road");
  await expect(address).toHaveAccessibleDescription("");
  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByText("Verification requested again.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Edit SMS Business Details" })).toBeFocused();
  await page.getByRole("link", { name: /^Numbers/ }).click();
  await expect(page.getByText("SMS Approved")).toBeVisible({ timeout: 40_000 });
});

const CREATE = `mutation ($account: CreateAccountInput!) { createAccount(input: $account) { account { id } } }`;
const SEND = `mutation ($text: SendSmsInput!) { sendSms(input: $text) { __typename } }`;
const ADDRESS = { city: "Columbus", state: "OH", postalCode: "43215", countryCode: "US" };

/** Creates an account; returns its ID once a text from its default location has this outcome. */
async function accountWithOutcome(request: APIRequestContext, demo: Demo, name: string, address1: string, outcome: string) {
  const account = { externalId: name, name, website: "https://practice.example.org", address: { ...ADDRESS, address1 } };
  const id: string = (await graphql(request, demo, CREATE, { account })).createAccount.account.id;
  const text = { senderId: id, to: "4065550177", body: "Hello", idempotencyKey: name };
  await expect(async () => {
    expect((await graphql(request, demo, SEND, { text })).sendSms.__typename).toBe(outcome);
  }).toPass({ timeout: 40_000 });
  return id;
}

test("unchanged details after a rejection do not request verification, and the page says so", async ({
  page,
  request,
  demo,
  signIn,
}) => {
  test.slow();
  const id = await accountWithOutcome(request, demo, "Unchanged Practice", "PO Box 12", "BusinessDetailsInsufficientError");
  await signIn("PARTNER_ADMIN");
  await page.goto(`/accounts/${id}`);
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByLabel("Send to").fill("4065550144");
  await page.getByRole("textbox", { name: "Message" }).fill("Your visit is tomorrow at 9.");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  const popup = page.getByRole("dialog", { name: "Update Business Information" });
  await expect(popup.getByText("The address is not valid.")).toBeVisible();
  await popup.getByRole("button", { name: "Submit business information" }).click();
  await expect(popup.getByText("Verification was not requested again")).toBeVisible();
  await expect(popup.getByText("2-3 business days")).toHaveCount(0);
  await popup.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Your visit is tomorrow at 9.");
});

test("Add Number first asks for missing details, then requests the number", async ({
  page,
  request,
  demo,
  signIn,
}) => {
  test.slow();
  const id = await accountWithOutcome(request, demo, "Growing Practice", "12 High Street", "SendSmsSuccess");
  const more = `mutation ($account: ID!) {
    createLocation(input: { accountId: $account, name: "Annex" }) { location { id } }
    updateBusinessDetails(input: { accountId: $account, address: { postalCode: null } }) { account { id } } }`;
  await graphql(request, demo, more, { account: id });
  await signIn("PARTNER_ADMIN");
  await page.goto(`/accounts/${id}`);
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByRole("combobox", { name: "Send From" }).click();
  await page.getByRole("radiogroup").getByRole("button", { name: "Add Number for Annex" }).click();
  await page.getByRole("button", { name: "Request number for Annex" }).click();
  const popup = page.getByRole("dialog", { name: "Update Business Information" });
  await popup.getByLabel("ZIP or postal code").fill("43215");
  await popup.getByRole("button", { name: "Submit business information" }).click();
  await expect(popup.getByText("A number for Annex has been requested.")).toBeVisible();
  await popup.getByRole("button", { name: "Close" }).last().click();
  const numbers = `query ($id: ID!) { account(id: $id) { smsNumbers { totalCount } } }`;
  expect((await graphql(request, demo, numbers, { id })).account.smsNumbers.totalCount).toBe(2);
});

test("an admin edits the partner's business details and sees the green banner", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  await page.getByRole("link", { name: "Business Details" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Business Details");
  await expect(page.getByText("jjsmith@partnersite.com")).toBeVisible();
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Suite, floor, or building").fill("Suite 6556");
  await page.getByRole("button", { name: /^Save/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Successfully edited" })).toHaveText(
    "Successfully edited Business Details for updox-businessdev",
  );
  await expect(page.getByText("123 Main Street, Suite 6556, Anywhere, AL 44444, US")).toBeVisible();
  await expect(page.getByText("less than a minute ago")).toBeVisible();
});

test("the menu has the source document's entries, and each leads to its page", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  const entries = page.getByRole("navigation", { name: "Menu" }).getByRole("link");
  await expect(entries).toHaveText([
    // Other tests' requests may be counted.
    /^Home(\d+ needs? action)?$/,
    "Accounts",
    "Reports",
    /^Account Verification/,
    "Business Details",
    "Users",
    "Webhooks",
    "API Tokens",
    "Settings",
    "Audit Log",
    "API Explorer",
  ]);
  for (const [index, text] of (await entries.allTextContents()).slice(0, -1).entries()) {
    // Without the number of rows that need action.
    const title = text.replace(/\d.*/, "");
    await entries.nth(index).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page).toHaveTitle(`${title} · Textgate`);
  }
});

test("partner support sees accounts, but no action that it may not perform", async ({ page, request, demo, signIn }) => {
  await accountWith(request, demo, "Supported Practice", ["Powell"]);
  await signIn("PARTNER_SUPPORT");
  await page.goto("/accounts?q=Supported+Practice");
  await page.getByRole("link", { name: "Supported Practice" }).click();
  await expect(page.getByRole("row", { name: /Powell/ })).toContainText("No number");
  for (const name of ["Send a text", "Add location", "Add Number for Powell"]) {
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  }
  await expect(page.getByRole("main").getByRole("checkbox")).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Tabs of the account" }).getByRole("link")).toHaveText([
    /^Numbers/,
    "Details",
  ]);
  await page.getByRole("link", { name: "Details", exact: true }).click();
  await expect(page.getByRole("heading", { name: "SMS Business Details" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Edit/ })).toHaveCount(0);
  // Addresses of what support may not see or do.
  const account = new URL(page.url()).pathname.replace("/details", "");
  for (const tab of ["messages", "users", "activity"]) {
    await page.goto(`${account}/${tab}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  }
  await page.goto(`${account}/details/edit`);
  await expect(page.getByRole("heading", { name: "SMS Business Details" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
  await page.goto("/audit-log");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
});
