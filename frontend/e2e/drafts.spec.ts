/** Drafts: they survive Back and a reload, and end with the session. */
import type { Page } from "@playwright/test";

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

const message = (page: Page) => page.getByRole("textbox", { name: "Message" });
const drafts = (page: Page) => page.evaluate(() => sessionStorage.length);

/** Writes a draft with real key presses: browsers ask about a page only after its user has used it. */
async function writeDraft(page: Page): Promise<void> {
  await openComposer(page);
  await page.keyboard.type("4065550168");
  await message(page).fill("Your results are in.");
}

async function expectDraft(page: Page): Promise<void> {
  await expect(page.getByLabel("Send to")).toHaveValue("(406) 555-0168");
  await expect(message(page)).toHaveValue("Your results are in.");
}

test("Back asks before it leaves a draft, and the draft stays", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await writeDraft(page);
  const question = page.getByRole("dialog", { name: "Leave this text?" });
  await page.goBack();
  await question.getByRole("button", { name: "Keep writing" }).click();
  await expect(question).toHaveCount(0);
  await expectDraft(page);
  await page.goBack();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(new URL(page.url()).search).toBe("");

  await pressSendAText(page);
  await expectDraft(page);
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await page.getByRole("dialog", { name: "Discard this text?" }).getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await pressSendAText(page);
  await expect(message(page)).toHaveValue("");
  // Without a draft, Back closes the composer and asks nothing.
  await page.goBack();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await drafts(page)).toBe(0);
});

test("a reload asks, and keeps the draft and its idempotency key", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  const keys: string[] = [];
  let isLost = false;
  await page.route("**/graphql", async (route) => {
    const body = route.request().postData() ?? "";
    if (!body.includes("mutation SendSms")) return route.continue();
    keys.push(JSON.parse(body).variables.input.idempotencyKey);
    if (isLost) return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
  await writeDraft(page);
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("The connection was lost before the server confirmed your text.")).toBeVisible();

  const asked: string[] = [];
  page.once("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(["beforeunload"]);
  await expectDraft(page);
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(await drafts(page)).toBe(0);
  await page.getByRole("button", { name: "Close" }).last().click();
  await expect(page.getByRole("row", { name: /\(406\) 555-0168/ })).toHaveCount(1);
});

test("a draft ends with the session, and returns when the same user continues", async ({ page, signIn, demo }) => {
  await signIn("ACCOUNT_SENDER");
  await writeDraft(page);
  expect(await drafts(page)).toBe(1);
  const { user } = await (await page.request.get("/auth/session")).json();
  await page.context().clearCookies();
  await page.evaluate(
    (news) => new BroadcastChannel("textgate:session").postMessage(news),
    { kind: "signed-out", id: user.id },
  );
  const cover = page.getByRole("dialog", { name: "Sign in to continue" });
  await expect(cover).toBeVisible();
  expect(await drafts(page)).toBe(0);
  const { password = "" } = demo.users.find(({ role }) => role === "ACCOUNT_SENDER") ?? {};
  await cover.getByLabel("Password").fill(password);
  await cover.getByRole("button", { name: "Sign in" }).click();
  await expect(cover).toHaveCount(0);
  await expectDraft(page);
  expect(await drafts(page)).toBe(1);
});
