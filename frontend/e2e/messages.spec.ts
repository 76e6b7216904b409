/** The list of messages, and the thread with one person. */
import type { APIRequestContext, Page } from "@playwright/test";

import { accountId, graphql, type Json } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";
import { test } from "./sharedPage";

const SEND = `mutation ($text: SendSmsInput!) {
  sendSms(input: $text) { __typename ... on SendSmsSuccess { smsMessage { id } } }
}`;

/** Sends a text of the demo account by the API; returns its ID. */
async function send(request: APIRequestContext, demo: Demo, to: string, body: string): Promise<string> {
  const senderId = await accountId(request, demo, "demo-northern");
  const text = { senderId, to, body, idempotencyKey: `${to} ${body}` };
  const { sendSms } = await graphql(request, demo, SEND, { text });
  expect(sendSms.__typename).toBe("SendSmsSuccess");
  return sendSms.smsMessage.id;
}

const row = (page: Page, number: string) => page.getByRole("row").filter({ hasText: number });
const thread = (page: Page, number: string) => page.getByRole("region", { name: `Texts to ${number}` });
const texts = (page: Page, number: string) => thread(page, number).getByRole("listitem");

test("a row opens the thread with its person, which has an address and the text's facts", async ({
  page,
  signIn,
  request,
  demo,
}) => {
  await send(request, demo, "4065550171", "The first one");
  const id = await send(request, demo, "4065550171", "The second one");
  await signIn("ACCOUNT_SENDER");
  await page.goto("/?status=DELIVERED");
  await expect(row(page, "(406) 555-0171")).toHaveCount(2);
  // The whole row is the link.
  await row(page, "The second one").click();
  await expect(page.getByRole("heading", { name: "Texts to (406) 555-0171" })).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(`/messages/${id}`);
  await expect(texts(page, "(406) 555-0171")).toHaveCount(2);
  const newest = texts(page, "(406) 555-0171").last();
  await expect(newest).toContainText("The second one");
  await expect(newest).toContainText("Default Location (406) 555-0120");
  await expect(newest).toContainText("1 text");
  await expect(newest).toContainText("Delivered");
  await expect(newest).toHaveAttribute("aria-current", "true");
  // The list stays, with its filter and the current row.
  await expect(row(page, "The second one").getByRole("link")).toHaveAttribute("aria-current", "true");

  await page.reload();
  await expect(texts(page, "(406) 555-0171")).toHaveCount(2);
  await page.getByRole("link", { name: "Close the thread" }).click();
  await expect(thread(page, "(406) 555-0171")).toHaveCount(0);
  expect(page.url()).toMatch(/\/\?status=DELIVERED$/);
  await expect(row(page, "The second one").getByRole("link")).toBeFocused();
  await page.goBack();
  await expect(texts(page, "(406) 555-0171")).toHaveCount(2);
});

test("on a phone, the thread is a page of its own with a way back", async ({ page, signIn, request, demo }) => {
  await send(request, demo, "4065550172", "Hello");
  await signIn("ACCOUNT_SENDER");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/");
  await row(page, "(406) 555-0172").click();
  await expect(texts(page, "(406) 555-0172")).toHaveCount(1);
  await expect(page.getByRole("table")).toBeHidden();
  await page.getByRole("link", { name: "All messages" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("the text of a user names its sender, and Text again fills in the person and the place", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByLabel("Send to").fill("4065550173");
  await page.getByRole("combobox", { name: "Send From" }).click();
  await page.getByRole("radio", { name: /^Dublin/ }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("See you at nine.");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).last().click();
  await row(page, "(406) 555-0173").click();
  await expect(texts(page, "(406) 555-0173").last()).toContainText("Dublin (219) 555-0114 · Dan Desk · 1 text");

  await page.getByRole("button", { name: "Text again" }).click();
  await expect(page.getByLabel("Send to")).toHaveValue("(406) 555-0173");
  await expect(page.getByRole("combobox", { name: "Send From" })).toHaveText("Dublin: (219) 555-0114");
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("");
  // Nothing was typed: nothing is asked.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(texts(page, "(406) 555-0173")).toHaveCount(1);
});

test("a failed text says why, and can be edited and sent again", async ({ page, signIn, request, demo }) => {
  // The simulated carrier does not deliver to this number.
  const id = await send(request, demo, "+15005550009", "Your visit is at nien.");
  await signIn("ACCOUNT_SENDER");
  await page.goto(`/messages/${id}`);
  const failed = page.getByRole("listitem").filter({ hasText: "nien" });
  await expect(failed.locator(".failure")).toHaveText(/[a-z].* \(\d{4,5}\)$/);
  await failed.getByRole("button", { name: "Edit and send again" }).click();
  await expect(page.getByLabel("Send to")).toHaveValue("(500) 555-0009");
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Your visit is at nien.");
  await page.getByLabel("Send to").fill("4065550174");
  await page.getByRole("textbox", { name: "Message" }).fill("Your visit is at nine.");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
});

test("filters are in the URL, combine, and are cleared at once", async ({ page, signIn, request, demo }) => {
  await send(request, demo, "4065550175", "A filtered one");
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search by phone number" }).fill("55");
  await expect(page.getByText("Type at least 4 digits")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search by phone number" }).fill("0175");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByLabel("Location", { exact: true }).selectOption("Default Location");
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Sent by" }).fill("nobody of this name");
  await expect(page.getByText("No matching messages")).toBeVisible();
  const { searchParams } = new URL(page.url());
  expect([searchParams.get("to"), searchParams.get("by")]).toEqual(["0175", "nobody of this name"]);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await expect(row(page, "A filtered one")).toHaveCount(1);
  await expect(page.getByRole("searchbox", { name: "Search by phone number" })).toHaveValue("");
});

test("Export CSV downloads the filtered messages", async ({ page, signIn, request, demo }) => {
  await send(request, demo, "4065550176", "An exported one");
  await signIn("ACCOUNT_SENDER");
  await page.goto("/?to=0176");
  await expect(row(page, "An exported one")).toHaveCount(1);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export CSV" }).click(),
  ]);
  const stream = await download.createReadStream();
  let content = "";
  for await (const chunk of stream) content += String(chunk);
  const lines = content.trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/sentAt,recipient,/);
  expect(lines[1]).toContain("An exported one");
});

test("a queued text can be canceled, and a sent one cannot", async ({ page, signIn, request, demo }) => {
  const senderId = await accountId(request, demo, "demo-northern");
  // A number sends one text after the other: the last ones wait.
  const sends = Array.from(
    { length: 25 },
    (_, index) => `s${index}: sendSms(input: { senderId: "${senderId}", to: "4065550${180 + (index === 24 ? 1 : 0)}",
      body: "Text ${index}", idempotencyKey: "cancel ${index}" }) { ... on SendSmsSuccess { smsMessage { id } } }`,
  );
  const answers = await graphql(request, demo, `mutation { ${sends.join(" ")} }`);
  await signIn("ACCOUNT_SENDER");
  await page.goto(`/messages/${answers.s24.smsMessage.id}`);
  await page.getByRole("button", { name: "Cancel text" }).click();
  await expect(page.getByText("Text canceled.")).toBeVisible();
  await expect(texts(page, "(406) 555-0181").last()).toContainText("Canceled");
  await expect(page.getByRole("button", { name: "Cancel text" })).toHaveCount(0);
  // The number's other texts would delay those of other tests.
  const ids = Object.values<Json>(answers).map(({ smsMessage }) => smsMessage.id);
  const cancels = ids.map((id, index) => `c${index}: cancelSms(input: { id: "${id}" }) { userErrors { code } }`);
  await graphql(request, demo, `mutation { ${cancels.join(" ")} }`);
});
