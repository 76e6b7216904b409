/** The composer for account users. */
import type { Page } from "@playwright/test";

import { change, type Json } from "./api";
import { expect } from "./fixtures";
import { test } from "./sharedPage";

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

test("the picker lists every location with its number and status, as in the source document", async ({
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

test("the keyboard alone suffices to send a text and follow it until it is delivered", async ({
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

  // The list opens at the chosen row; the arrow keys skip disabled rows.
  await press("ArrowDown");
  const radio = (name: string) => row(page, name).getByRole("radio");
  await expect(radio("Default Location")).toBeFocused();
  await press("ArrowDown");
  await expect(radio("Anne Arbor")).toBeFocused();
  // Esc closes the list, not the dialog, and keeps the choice.
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

test("Add Number asks first; the open list shows the number as pending, then approved", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await picker(page).click();
  const requested: string[] = [];
  page.on("request", (request) => {
    if (request.postData()?.includes("mutation RequestSmsNumber")) requested.push(request.url());
  });
  await page.getByRole("button", { name: "Add Number for Powell" }).press("Enter");
  await expect(row(page, "Powell")).toContainText("The carrier may charge for each number.");
  const confirm = page.getByRole("button", { name: "Request number for Powell" });
  await expect(confirm).toBeFocused();
  expect(requested).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(row(page, "Powell")).toHaveText("Powell: Number PendingSMS Pending");
  await expect(row(page, "Powell").getByRole("radio")).toBeDisabled();
  await expect(page.getByRole("dialog", { name: "Locations and queues" })).toBeFocused();
  await expect(page.getByText("A number for Powell has been requested.")).toBeVisible();
  await expect(row(page, "Powell")).toContainText("SMS Approved", { timeout: 40_000 });
  await row(page, "Powell").getByRole("radio").click();
  await expect(picker(page)).toHaveText(/^Powell: \(\d{3}\) \d{3}-\d{4}$/);
});

test("Send is never disabled: it lists the errors with links to their fields", async ({
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
  // The server's error is shown at its field, and the draft stays.
  await page.getByLabel("Send to").fill("9005550120");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByLabel("Send to")).toHaveAccessibleDescription(/phone number|premium/);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Hello");
});

test("the message field shows the text's size, and the characters that make it Unicode", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  const message = page.getByRole("textbox", { name: "Message" });
  await message.fill("a".repeat(161));
  await expect(message).toHaveAccessibleDescription("2 texts · 145 left");
  await message.fill("Hello");
  await expect(message).toHaveAccessibleDescription("1 text · 155 left");
  // A family is one character of a screen, and eleven code units of a text.
  await message.fill("“Hi” 👨‍👩‍👧‍👦");
  await expect(message).toHaveAccessibleDescription("1 text · 54 left · “ ” 👨‍👩‍👧‍👦 shorten each text to 70 characters");
  await message.fill("Zoë’s visit. ".repeat(6));
  await expect(message).toHaveAccessibleDescription("2 texts · 56 left · ë ’ shorten each text to 67 characters");
  await message.fill("9\u202fo'clock");
  await expect(message).toHaveAccessibleDescription(
    "1 text · 61 left · an invisible character shortens each text to 70 characters",
  );
});

test("a text to an opted-out recipient is refused with an explanation (4080), and the draft stays", async ({
  page,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  // The demo has already texted this number, and the carrier reported its opt-out.
  await page.getByLabel("Send to").fill("+15005550004");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("The recipient has opted out of texts from this number.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Hello");
});

test("Discard asks before it deletes a draft", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  await page.getByRole("textbox", { name: "Message" }).fill("A long text");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keep writing" }).click();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("A long text");
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("dialog", { name: "Discard this text?" }).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // An empty draft closes without a question.
  await pressSendAText(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Secure Text, templates, and forms say that they are not enabled", async ({
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

test("after a lost response, the draft stays and a retry sends the text only once", async ({ page, signIn }) => {
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
  // Other tests send texts, which may fill the first page.
  await page.getByRole("searchbox", { name: "Search by phone number" }).fill("555-0177");
  await expect(page.getByRole("row", { name: /\(406\) 555-0177/ })).toHaveCount(1);
});

const message = (page: Page) => page.getByRole("textbox", { name: "Message" });

test("no field turns red because the focus left it", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await openComposer(page);
  const invalid = page.locator("[aria-invalid=true]");
  await page.getByRole("button", { name: "What's the difference?" }).click();
  await expect(page.getByText("It is not encrypted")).toBeVisible();
  await picker(page).click();
  await expect(page.getByText("Select an SMS Approved Location below.")).toBeVisible();
  await page.keyboard.press("Escape");
  await message(page).focus();
  await page.getByLabel("Send to").focus();
  await expect(invalid).toHaveCount(0);
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(invalid).toHaveCount(2);
  // From now on, errors follow the input.
  await message(page).fill("Hello");
  await expect(invalid).toHaveCount(1);
  await message(page).fill("");
  await expect(invalid).toHaveCount(2);
});

test("a first text takes two clicks and two fields", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  let clicks = 0;
  await page.exposeFunction("countClick", () => void clicks++);
  await page.evaluate(() =>
    document.addEventListener("click", () => (window as unknown as { countClick: () => void }).countClick(), true),
  );
  await pressSendAText(page);
  // The composer focuses the first field; Tab leads to the others.
  await page.keyboard.type("4065550167");
  for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press("Tab");
  await page.keyboard.type("See you at nine.");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  expect(clicks).toBe(2);
});

test("with ALWAYS_ASK, nothing is preselected and the user chooses a location", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await change(page, "Composer", ({ account }: Json) => (account.effectiveSenderPreselection = "ALWAYS_ASK"));
  await openComposer(page);
  await expect(picker(page)).toHaveText("-- Please Select Location --");
  await page.getByLabel("Send to").fill("4065550169");
  await message(page).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a number to send from.");
  await picker(page).click();
  await page.getByRole("radio", { name: /^Dublin/ }).click();
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  // Each text asks again.
  await page.getByRole("button", { name: "Send another text" }).click();
  await expect(picker(page)).toHaveText("-- Please Select Location --");
});
