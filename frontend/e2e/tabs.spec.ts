/** Two users in two tabs of one browser: a tab acts as the user that it shows, or not at all. */
import type { BrowserContext, Page, Request } from "@playwright/test";

import { expectAccessible } from "./accessibility";
import { fail } from "./api";
import { expect, test as base } from "./fixtures";
import type { Demo } from "./server";
import { changeTo, deafen, entriesSince, fillIn, userOf, requestsOf, shows, signInAs, signOutOf } from "./tabs";

let tests = 0;

// Each test has an IP address of its own: together they sign in more than 30 times a minute.
const test = base.extend({
  extraHTTPHeaders: async ({}, use, { workerIndex }) => {
    tests++;
    await use({ "X-Forwarded-For": `10.201.${workerIndex % 250}.${tests}` });
  },
});

const cover = (page: Page) => page.getByRole("dialog", { name: "Another user has signed in" });
const send = (page: Page) => page.getByRole("button", { name: "Send SMS Text" });

async function writeText(page: Page, to: string): Promise<void> {
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByLabel("Send to").fill(to);
  await page.getByRole("textbox", { name: "Message" }).fill("From the desk");
}

/** The HTTP statuses of the page's SendSms requests. */
function sends(page: Page): number[] {
  const statuses: number[] = [];
  const isSend = (request: Request) => /mutation SendSms\b/.test(request.postData() ?? "");
  page.on("response", (response) => {
    if (isSend(response.request())) statuses.push(response.status());
  });
  return statuses;
}

test("a tab is covered as soon as another user signs in in another tab, and later sends as its own user", async ({
  context,
  page: desk,
  request,
  demo,
}) => {
  const [dan, grace] = [userOf(demo, "ACCOUNT_SENDER"), userOf(demo, "PARTNER_ADMIN")];
  const since = new Date().toISOString();
  const own = requestsOf(context);
  await signInAs(desk, dan);
  await writeText(desk, "4065550121");
  const other = await context.newPage();
  await other.goto("/");
  await shows(other, dan);
  await signOutOf(other);
  await expect(desk.getByRole("dialog", { name: "Sign in to continue" })).toContainText(
    "You signed out in another tab.",
  );
  await fillIn(other, grace);
  await shows(other, grace);

  await expect(cover(desk)).toContainText(
    "Another tab of this browser is now signed in as Grace Admin. This page belongs to Dan Desk.",
  );
  await expect(cover(desk)).toContainText(
    "Nothing was sent as Grace Admin. To keep what you typed, sign in as Dan Desk. Continuing as Grace Admin discards it.",
  );
  // The user cannot dismiss the cover.
  await desk.keyboard.press("Escape");
  await expect(cover(desk)).toBeVisible();

  await cover(desk).getByRole("button", { name: "Sign in as Dan Desk" }).click();
  await expect(desk.getByLabel("Email address")).toHaveValue(dan.email);
  await expect(desk.getByLabel("Password")).toBeFocused();
  await desk.getByLabel("Password").fill(dan.password);
  await desk.keyboard.press("Enter");
  await expect(cover(desk)).toHaveCount(0);
  await expect(desk.getByRole("textbox", { name: "Message" })).toHaveValue("From the desk");
  await expect(cover(other)).toContainText("now signed in as Dan Desk");

  await send(desk).click();
  await expect(desk.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  const entries = await entriesSince(request, demo, since, own);
  expect(entries.filter(({ action }) => action === "SMS_SENT")).toMatchObject([{ actorName: "Dan Desk" }]);
});

/** Sends a text from a tab without broadcasts, after another user has signed in in a second tab. */
async function sendFromStaleTab(context: BrowserContext, desk: Page, demo: Demo, to: string) {
  const [dan, grace] = [userOf(demo, "ACCOUNT_SENDER"), userOf(demo, "PARTNER_ADMIN")];
  await deafen(context);
  await signInAs(desk, dan);
  await writeText(desk, to);
  // On a busy machine, a poll would be refused before the text is sent.
  for (const query of ["Composer", "Messages"]) await fail(desk, query, "abort");
  const other = await context.newPage();
  await changeTo(other, grace);
  const since = new Date().toISOString();
  const own = requestsOf(context);
  const statuses = sends(desk);
  await send(desk).click();
  return { dan, grace, other, since, own, statuses };
}

test("a tab without broadcasts is refused: no text is sent, and the other user's session continues", async ({
  context,
  page: desk,
  request,
  demo,
}) => {
  const { grace, since, own, statuses } = await sendFromStaleTab(context, desk, demo, "4065550122");
  await expect(cover(desk)).toContainText("now signed in as Grace Admin");
  expect(statuses).toEqual([409]);

  await cover(desk).getByRole("button", { name: "Continue as Grace Admin" }).click();
  await shows(desk, grace);
  expect(statuses).toEqual([409]);
  expect(await entriesSince(request, demo, since, own)).toEqual([]);
});

test("a waiting text is sent once, when its own user signs in again", async ({
  context,
  page: desk,
  request,
  demo,
}) => {
  const { dan, other, since, own, statuses } = await sendFromStaleTab(context, desk, demo, "4065550123");
  await changeTo(other, dan);
  // A return to the tab is enough.
  await desk.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(cover(desk)).toHaveCount(0);
  await expect(desk.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  expect(statuses).toEqual([409, 200]);
  const sent = (await entriesSince(request, demo, since, own)).filter(({ action }) => action === "SMS_SENT");
  expect(sent).toMatchObject([{ actorName: "Dan Desk" }]);
});

test("a waiting text is not sent when another user signs in on the cover", async ({
  context,
  page,
  request,
  demo,
}) => {
  const [dan, grace] = [userOf(demo, "ACCOUNT_SENDER"), userOf(demo, "PARTNER_ADMIN")];
  await signInAs(page, dan);
  await writeText(page, "4065550124");
  const statuses = sends(page);
  await page.context().clearCookies();
  await send(page).click();
  await expect(page.getByRole("dialog", { name: "Sign in to continue" })).toBeVisible();
  const since = new Date().toISOString();
  const own = requestsOf(context);
  await fillIn(page, grace);
  await shows(page, grace);
  await page.waitForLoadState("networkidle");
  expect(statuses).toEqual([401]);
  const entries = await entriesSince(request, demo, since, own);
  expect(entries.map(({ action }) => action)).toEqual(["SIGNED_IN"]);
});

test("sign-out in a covered tab does not end the other user's session", async ({
  context,
  page: desk,
  demo,
}) => {
  const [dan, grace] = [userOf(demo, "ACCOUNT_SENDER"), userOf(demo, "PARTNER_ADMIN")];
  await deafen(context);
  await signInAs(desk, dan);
  await fail(desk, "Messages", "abort");
  const other = await context.newPage();
  await changeTo(other, grace);
  await desk.getByRole("button", { name: `Menu of ${dan.name}` }).click();
  await desk.getByRole("button", { name: "Sign out" }).click();
  await expect(cover(desk)).toBeVisible();
  await other.reload();
  await shows(other, grace);
});

test("a tab shows that another user has signed in, and downloads no report of that user", async ({
  context,
  page: first,
  demo,
}) => {
  const [nora, grace] = [userOf(demo, "ACCOUNT_ADMIN"), userOf(demo, "PARTNER_ADMIN")];
  await deafen(context);
  await signInAs(first, nora);
  await first.goto("/reports");
  const button = first.getByRole("button", { name: "Download CSV" });
  await expect(button).toBeVisible();
  const other = await context.newPage();
  await changeTo(other, grace);
  const downloads: string[] = [];
  first.on("download", (file) => downloads.push(file.suggestedFilename()));
  await button.click();
  await expect(cover(first)).toBeVisible();
  expect(downloads).toEqual([]);

  await changeTo(other, nora);
  await first.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(cover(first)).toHaveCount(0);
  // The waiting download continues for its own user.
  await expect.poll(() => downloads).toHaveLength(1);

  await changeTo(other, grace);
  await first.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(cover(first)).toBeVisible();
});

test("a dialog that opens late stays under the cover", async ({ context, page: desk, demo }) => {
  const [dan, grace] = [userOf(demo, "ACCOUNT_SENDER"), userOf(demo, "PARTNER_ADMIN")];
  await signInAs(desk, dan);
  const other = await context.newPage();
  await changeTo(other, grace);
  await expect(cover(desk)).toBeVisible();
  // As a late response would open it.
  await desk.getByRole("button", { name: "Send a text", includeHidden: true }).dispatchEvent("click");
  await expect(desk.locator("dialog[open]")).toHaveCount(2);
  const isOnTop = () =>
    desk.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("dialog")?.className);
  await expect.poll(isOnTop).toBe("dialog opaque");
  await cover(desk).getByRole("button", { name: "Sign in as Dan Desk" }).click();
  await expect(desk.getByLabel("Password")).toBeFocused();
});

test("GraphiQL is covered, too, and returns for its own user", async ({
  context,
  page: explorer,
  demo,
}) => {
  const [nora, grace] = [userOf(demo, "ACCOUNT_ADMIN"), userOf(demo, "PARTNER_ADMIN")];
  const other = await context.newPage();
  await signInAs(other, nora);
  await explorer.goto("/graphiql");
  const answer = explorer.locator(".graphiql-response .view-lines");
  await answer.waitFor();
  await changeTo(other, grace);
  const alert = explorer.getByRole("alert").filter({ hasText: "Another user has signed in" });
  await expect(alert).toContainText("This page belongs to Nora Manager.");
  await expect(explorer.locator(".graphiql-query-editor")).toBeHidden();
  await expectAccessible(explorer, {}, ["light", "dark"]);
  await explorer.setViewportSize({ width: 320, height: 640 });
  expect(await explorer.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await explorer.setViewportSize({ width: 1280, height: 720 });
  await changeTo(other, nora);
  await expect(alert).toHaveCount(0);
  await explorer.getByRole("button", { name: /Execute query/ }).click();
  await expect(answer).toContainText('"data"');
});
