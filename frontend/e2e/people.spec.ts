/** Users, profile, audit log, and reports. */
import { createHmac } from "node:crypto";

import type { Page } from "@playwright/test";

import { expectAccessible } from "./accessibility";
import { expect } from "./fixtures";
import { operate } from "./server";
import { test } from "./sharedPage";

const shown = (page: Page) => page.locator(":is(table.table, .empty):visible").first();

/** The code of an authenticator app (RFC 6238), `steps` half minutes from now. */
function codeOf(secret: string, steps = 0): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"));
  const key = Buffer.from((bits.join("").match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const moment = Buffer.alloc(8);
  moment.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(moment).digest();
  const start = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("an admin invites a user for an account, changes the role, deactivates, and invites again", async ({
  page,
  signIn,
}) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/users");
  const row = page.getByRole("row").filter({ hasText: "ada@northernfamilypractice.com" });

  await page.getByRole("button", { name: "Invite user" }).click();
  const invite = page.getByRole("dialog", { name: "Invite user" });
  await expect(invite.getByLabel("Email address")).toBeFocused();
  await invite.getByRole("button", { name: "Invite" }).click();
  await expect(invite.getByRole("alert")).toContainText("3 things need your attention");
  await expectAccessible(page);
  await invite.getByLabel("Email address").fill("admin@partnersite.com");
  await invite.getByLabel("Name").fill("Ada <b>Lovelace</b>");
  await expect(invite.getByLabel("Role").getByRole("option")).toHaveText([
    "Choose a role",
    "Administrator",
    "Support",
  ]);
  // The keyboard alone finds and chooses the account; Esc closes the results, not the dialog.
  const practice = invite.getByRole("combobox", { name: "Account" });
  await practice.focus();
  await page.keyboard.type("family");
  await expect(invite.getByRole("listbox").getByRole("option").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(practice).toHaveValue("");
  await page.keyboard.type("northern fam");
  await expect(practice).toHaveAttribute("aria-expanded", "true");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(practice).toHaveValue("Northern Family Practice");
  await expect(practice).toBeFocused();
  await invite.getByLabel("Role").selectOption("Practice staff");
  // The server's error is shown at its field, and the input stays.
  await invite.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(invite.getByLabel("Email address")).toHaveAccessibleDescription(
    "An active user already has this email address.",
  );
  await invite.getByLabel("Email address").fill("ada@northernfamilypractice.com");
  await invite.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(invite).toBeHidden();
  await expect(row).toContainText("Ada <b>Lovelace</b>");
  await expect(row).toContainText("Invited");

  await row.getByRole("button", { name: "Change role" }).click();
  const change = page.getByRole("dialog");
  await change.getByLabel("Role").selectOption("Practice manager");
  await change.getByRole("button", { name: "Change role" }).click();
  await expect(row).toContainText("Practice manager");
  await expect(row.getByRole("button", { name: "Change role" })).toBeFocused();

  await row.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(row).toContainText("Deactivated");
  // The clicked button is gone; the focus is on the button in its place.
  await expect(row.getByRole("button", { name: "Invite again" })).toBeFocused();

  await page.getByLabel("Status").selectOption("Deactivated");
  await expect(page).toHaveURL(/status=DEACTIVATED/);
  await row.getByRole("button", { name: "Invite again" }).click();
  const again = page.getByRole("dialog");
  await expect(again.getByLabel("Name")).toHaveValue("Ada <b>Lovelace</b>");
  await again.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(row).toBeHidden();
  await expectAccessible(page);
});

test("users cannot change their own role, and the page says so", async ({ page, signIn }) => {
  await signIn("ACCOUNT_ADMIN");
  await page.goto("/users");
  const own = page.getByRole("row").filter({ hasText: "manager@northernfamilypractice.com" });
  await expect(own).toContainText("You cannot change your own role");
  await expect(own.getByRole("button")).toHaveCount(0);
  // A practice manager sees only one account, and has no account filter.
  await expect(page.getByRole("combobox", { name: "Account" })).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: "@partnersite.com" })).toHaveCount(0);
});

test("a user accepts an invitation, turns on two-factor authentication, and changes the password", async ({ page }) => {
  // A separate user: a changed password would lock other tests out.
  const [email, password] = ["ingrid@partnersite.com", "a lighthouse at noon"];
  const invite = ["user", "invite", "updox-businessdev", email, "--show-link"];
  const output = operate(...invite, "--name", "Ingrid Invited", "--role", "PARTNER_SUPPORT");
  const link = /\S+#\S+/.exec(output.replaceAll(/\s*\n\s*/g, ""))?.[0] ?? "";
  await page.goto(`/set-password${link.slice(link.indexOf("#"))}`);
  await page.getByLabel("New password").fill(password);
  await page.getByLabel("Confirm password").fill(password);
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set.")).toBeVisible();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Ingrid Invited" }).click();
  await expect(page.getByText("View accounts, their locations")).toBeVisible();
  await expect(page.getByText("Send texts")).toBeHidden();
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("password");
  await page.getByLabel("Confirm password").fill("password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription(/Password must have at least 15 characters\./);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Turn on two-factor authentication" }).click();
  const add = page.getByRole("dialog");
  await expect(add.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await add.locator("code").innerText()).replaceAll(" ", "");
  await expect(add.getByRole("link")).toHaveAttribute("href", new RegExp(`secret=${secret}`));
  await expectAccessible(page);
  await add.getByLabel("Current code from the app").fill("000000");
  await add.getByLabel("Current password").fill("wrong");
  await add.getByRole("button", { name: "Confirm" }).click();
  await expect(add.getByRole("alert")).toContainText("The current password is incorrect.");
  await add.getByLabel("Current password").fill(password);
  await add.getByRole("button", { name: "Confirm" }).click();
  await expect(add.getByRole("alert")).toContainText("The code is incorrect.");
  await add.getByLabel("Current code from the app").fill(codeOf(secret, -1));
  await add.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Two-factor authentication is on.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn off two-factor authentication" })).toBeFocused();

  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("Code from your authenticator app").fill(codeOf(secret));
  await page.getByLabel("New password").fill("lanterns over Columbus");
  await page.getByLabel("Confirm password").fill("lanterns over Columbus");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed.")).toBeVisible();
  await expect(page.getByLabel("Current password")).toHaveValue("");

  await page.getByRole("button", { name: "Turn off two-factor authentication" }).click();
  const remove = page.getByRole("dialog");
  await remove.getByLabel("Password").fill("lanterns over Columbus");
  await remove.getByLabel("Code").fill(codeOf(secret, 1));
  await remove.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("Two-factor authentication is off.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn on two-factor authentication" })).toBeFocused();
});

test("the audit log is filtered by action, and an entry leads to its object's entries", async ({
  page,
  signIn,
}) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/audit-log");
  await expect(shown(page)).toBeVisible();
  await page.getByLabel("Action", { exact: true }).selectOption("Verification completed");
  await expect(page).toHaveURL(/action=VERIFICATION_DECIDED/);
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText("Verification completed");
  await first.getByText("Details").click();
  await expect(first.getByText("Status", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await first.getByRole("link", { name: "All entries about this object" }).click();
  await expect(page.getByText(/^Only entries about/)).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Verification requested" })).toBeVisible();
  await page.getByRole("button", { name: "Clear this filter" }).click();
  await expect(page).toHaveURL(/\/audit-log$/);
  await page.goto("/audit-log?since=2100-01-01");
  await expect(page.getByRole("heading", { name: "No entries" })).toBeVisible();
  await page.getByRole("link", { name: "Show all entries" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("reports show outcomes of messages as a chart, a table, and a CSV file", async ({
  page,
  signIn,
}) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports?days=7");
  await expect(page.getByRole("img", { name: /^Messages by day, .* accepted, \d+ refused$/ })).toBeVisible();
  await page.getByText("Show the chart as a table").click();
  await expect(page.getByRole("table", { name: "Messages by day" }).getByRole("row")).toHaveCount(8);
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^sends-.*-to-.*\.csv$/);
  await page.getByLabel("Outcome", { exact: true }).selectOption("4080 · Recipient has opted out");
  await expect(page).toHaveURL(/days=7&code=4080$/);
  await page.goto("/reports?since=2020-01-01&until=2020-01-31");
  await expect(page.getByRole("heading", { name: "No messages" })).toBeVisible();
  await page.goto("/reports?since=2026-02-02&until=2026-02-01");
  await expect(page.getByRole("alert")).toContainText("The start date is after the end date.");
  await expectAccessible(page);
});
