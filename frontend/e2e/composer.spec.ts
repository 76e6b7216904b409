/** The dialog Send a Text Message as a practice's people meet it. */
import type { Page } from "@playwright/test";

import { expect, test } from "./fixtures";

async function openComposer(page: Page): Promise<void> {
  await page.goto("/");
  await pressSendAText(page);
}

async function pressSendAText(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Send a text" }).click();
  await expect(page.getByLabel("Send to")).toBeFocused();
}

const picker = (page: Page) => page.getByRole("combobox", { name: "Send From" });
const rows = (page: Page) => page.locator(".picker-row");
const row = (page: Page, name: string) => rows(page).filter({ hasText: name });

test("the picker lists every location with its number and status, as the source draws it", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await picker(page).click();
  await expect(page.getByText("Select an SMS Approved Location below.")).toBeVisible();
  await expect(rows(page)).toHaveText([
    "Default Location: (406) 555-0120SMS Approved",
    "Anne Arbor (Northern Office and Urgent Care): (704) 555-0127SMS Approved",
    /^Columbus: (Number PendingSMS Pending|.*SMS Approved)$/,
    "Dublin: (219) 555-0114SMS Approved",
    /^Powell: /,
    "Worthington: (229) 555-0109SMS Approved",
  ]);
});

test("a first text is sent by keyboard alone, and followed until it is delivered", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages");
  const press = (key: string) => page.keyboard.press(key);
  await page.getByRole("button", { name: "Send a text" }).focus();
  await press("Enter");
  await expect(page.getByLabel("Send to")).toBeFocused();
  await page.keyboard.type("4065550199");
  await expect(page.getByLabel("Send to")).toHaveValue("(406) 555-0199");
  await press("Tab");
  await expect(picker(page)).toBeFocused();

  // Opens at the row that is chosen; the arrows pass what cannot be chosen.
  await press("ArrowDown");
  const radio = (name: string) => row(page, name).getByRole("radio");
  await expect(radio("Default Location")).toBeFocused();
  await press("ArrowDown");
  await expect(radio("Anne Arbor")).toBeFocused();
  // Esc closes the list and keeps the dialog; what the arrows chose stays.
  await press("Escape");
  await expect(picker(page)).toBeFocused();
  await expect(picker(page)).toHaveText("Anne Arbor (Northern Office and Urgent Care): (704) 555-0127");
  await press("Enter");
  await expect(radio("Anne Arbor")).toBeFocused();
  await press("ArrowUp");
  await press("Enter");
  await expect(picker(page)).toBeFocused();
  await expect(picker(page)).toHaveText("Default Location: (406) 555-0120");

  await press("Tab"); // Template
  await press("Tab"); // Form
  await press("Tab");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await page.keyboard.type("See you at nine.");
  await press("Tab");
  await expect(page.getByRole("button", { name: "Discard" })).toBeFocused();
  await press("Tab");
  await press("Enter");
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  await press("Escape");
  await expect(page.getByRole("button", { name: "Send a text" })).toBeFocused();
  await expect(page.getByRole("row", { name: /\(406\) 555-0199/ })).toContainText("Delivered");
});

test("Add Number requests one in place; it is pending, then approved, while the list is open", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await picker(page).click();
  await page.getByRole("button", { name: "Add Number for Powell" }).click();
  await expect(row(page, "Powell")).toHaveText("Powell: Number PendingSMS Pending");
  await expect(row(page, "Powell").getByRole("radio")).toBeDisabled();
  await expect(page.getByRole("dialog", { name: "Locations and queues" })).toBeFocused();
  await expect(page.getByText("A number for Powell has been requested.")).toBeVisible();
  await expect(row(page, "Powell")).toContainText("SMS Approved", { timeout: 40_000 });
  await row(page, "Powell").getByRole("radio").click();
  await expect(picker(page)).toHaveText(/^Powell: \(\d{3}\) \d{3}-\d{4}$/);
});

test("Send is never silently off: it lists what is wrong, and leads there", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("2 things need your attention");
  await page.getByRole("link", { name: "Enter a message." }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByLabel("Send to").fill("406 555");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(summary).toContainText("Enter a ten-digit phone number");
  // What only the server knows stands at its field, and the draft is still there.
  await page.getByLabel("Send to").fill("9005550120");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByLabel("Send to")).toHaveAccessibleDescription(/phone number|premium/);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Hello");
});

test("the size of a text is told as it grows, and what makes it Unicode", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("a".repeat(161));
  await expect(message).toHaveAccessibleDescription(
    "161 characters, 2 segments · 145 characters left in this segment",
  );
  await message.fill("Zoë’s visit");
  await expect(message).toHaveAccessibleDescription(/1 segment · .* · With ë ’, a segment holds 70 characters/);
});

test("who has asked not to be texted is not: 4080 in words, and the draft stays", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  // The demo's story has texted this number already, and the carrier has said that it wants no more.
  await page.getByLabel("Send to").fill("+15005550004");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("The recipient has opted out of texts from this number.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Hello");
});

test("Discard asks before anything written is lost", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await page.getByRole("textbox", { name: "Message" }).fill("A long text");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("A long text");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("dialog", { name: "Discard this text?" }).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // What is empty is closed at once.
  await pressSendAText(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Secure Text, templates and forms are there, and say that they are not switched on", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await page.getByRole("button", { name: "What's the difference?" }).click();
  await expect(page.getByText("It is not encrypted")).toBeVisible();
  await page.getByRole("button", { name: "Template" }).click();
  await expect(page.getByText("No templates are enabled")).toBeVisible();
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await expect(page.getByText("No forms are enabled")).toBeVisible();
  await page.getByRole("radio", { name: "Secure Text" }).check();
  await expect(page.getByText("Secure Text is not enabled for this account.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Send SMS Text" })).toHaveCount(0);
});

test("a lost answer keeps the draft, and the text goes out once", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await page.getByLabel("Send to").fill("4065550177");
  await page.getByRole("textbox", { name: "Message" }).fill("Only once");
  let isLost = false;
  await page.route("**/graphql", async (route) => {
    const isSend = route.request().postData()?.includes("sendSms") ?? false;
    if (!isSend || isLost) return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("The connection was lost before the server confirmed your text.")).toBeVisible();
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("row", { name: /\(406\) 555-0177/ })).toHaveCount(1);
});
