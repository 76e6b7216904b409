/** Users, profile, and audit log. */
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

/** Closes the one-time link, which a server without mail shows, and returns it. */
async function closeLink(page: Page): Promise<string> {
  const shown = page.getByRole("dialog", { name: "One-time link" });
  const link = await shown.locator("code").innerText();
  await shown.getByRole("button", { name: "I have copied it" }).click();
  return link;
}

test("an admin invites a user for an account, changes the role, deactivates, and invites again", async ({
  page,
  signIn,
}) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/users");
  const row = page.getByRole("row").filter({ hasText: "ada@northernfamilypractice.com" });
  const menu = row.getByRole("button", { name: "Actions for Ada <b>Lovelace</b>" });
  const choose = async (action: string) => {
    await menu.click();
    await row.getByRole("button", { name: action }).click();
  };

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
  await closeLink(page);
  await expect(row).toContainText("Ada <b>Lovelace</b>");
  await expect(row).toContainText("Invited");

  await choose("Change role");
  const change = page.getByRole("dialog");
  await change.getByLabel("Role").selectOption("Practice manager");
  await change.getByRole("button", { name: "Change role" }).click();
  await expect(row).toContainText("Practice manager");
  await expect(menu).toBeFocused();

  await choose("Deactivate");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(row).toContainText("Deactivated");
  await expect(menu).toBeFocused();

  await page.getByLabel("Status").selectOption("Deactivated");
  await expect(page).toHaveURL(/status=DEACTIVATED/);
  await choose("Invite again");
  const again = page.getByRole("dialog");
  await expect(again.getByLabel("Name")).toHaveValue("Ada <b>Lovelace</b>");
  await again.getByRole("button", { name: "Invite", exact: true }).click();
  await closeLink(page);
  await expect(row).toBeHidden();
  await expectAccessible(page);
});

test("without mail, an admin gets each link once, and the invited user signs in with it", async ({
  page,
  context,
  signIn,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn("PARTNER_ADMIN");
  await page.goto("/users");
  await page.getByRole("button", { name: "Invite user" }).click();
  const invite = page.getByRole("dialog", { name: "Invite user" });
  await expect(invite.getByText("This server sends no email. You get a link to pass on to the user.")).toBeVisible();
  await invite.getByLabel("Email address").fill("lena@partnersite.com");
  await invite.getByLabel("Name").fill("Lena Linked");
  await invite.getByLabel("Role").selectOption("Support");
  await invite.getByRole("button", { name: "Invite", exact: true }).click();
  const shown = page.getByRole("dialog", { name: "One-time link" });
  await expect(shown.getByText("It is shown only once, and was not emailed.")).toBeVisible();
  await shown.getByRole("button", { name: "Copy link" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  // Esc must not lose the link.
  await page.keyboard.press("Escape");
  const first = await closeLink(page);
  expect(copied).toBe(first);
  expect(first).toMatch(/\/set-password#\S+$/);
  await expect(page.locator("body")).not.toContainText("/set-password#");

  const row = page.getByRole("row").filter({ hasText: "lena@partnersite.com" });
  await row.getByRole("button", { name: "Actions for Lena Linked" }).click();
  await row.getByRole("button", { name: "Renew invitation" }).click();
  const renew = page.getByRole("dialog", { name: "Renew the invitation of Lena Linked?" });
  await renew.getByRole("button", { name: "Renew invitation" }).click();
  await expect(shown).toBeVisible();
  const second = await closeLink(page);

  // The first link has ended; the second one works.
  const password = "a heron at the river";
  for (const [link, outcome] of [
    [first, "This link has expired or was already used."],
    [second, "Your password is set"],
  ] as const) {
    await page.goto(link);
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("Confirm password").fill(password);
    await page.getByRole("button", { name: "Set password" }).click();
    await expect(page.getByText(outcome)).toBeVisible();
    await page.goto("/users");
  }
  await row.getByRole("button", { name: "Actions for Lena Linked" }).click();
  await row.getByRole("button", { name: "Reset password" }).click();
  const reset = page.getByRole("dialog", { name: "Reset the password of Lena Linked?" });
  await reset.getByRole("button", { name: "Reset password" }).click();
  await expect(shown).toBeVisible();
  await closeLink(page);

  // The page for forgotten passwords says the same.
  await context.clearCookies();
  await page.goto("/forgot-password");
  await page.getByLabel("Email address").fill("lena@partnersite.com");
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("This server sends no email, so no link was sent.")).toBeVisible();
  await expect(page.getByText("on its way")).toHaveCount(0);
});

test("users cannot change their own role, and the page says so", async ({ page, signIn }) => {
  await signIn("ACCOUNT_ADMIN");
  await page.goto("/users");
  const own = page.getByRole("row").filter({ hasText: "manager@northernfamilypractice.com" });
  await own.getByRole("button", { name: /^Actions for/ }).click();
  await expect(own.getByText("You cannot change your own role")).toBeVisible();
  // Only the menu's own button.
  await expect(own.getByRole("button")).toHaveCount(1);
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
  await expect(page.getByText("Your password is set")).toBeVisible();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Menu of Ingrid Invited" }).click();
  await page.getByRole("link", { name: "Profile" }).click();
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
  await first.getByRole("button", { name: /^Details of Verification completed/ }).click();
  const details = page.getByRole("row").nth(2);
  await expect(details.getByText("Status", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await details.getByRole("link", { name: "All entries about this object" }).click();
  await expect(page.getByRole("search").getByText(/^Object:/)).toBeVisible();
  await expect(page.getByRole("rowheader").filter({ hasText: "Verification requested" })).toBeVisible();
  await page.getByRole("button", { name: "Clear Object" }).click();
  await expect(page).toHaveURL(/\/audit-log$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("button", { name: /^Details of/ }).first().click();
  await page.getByRole("link", { name: /^All entries by/ }).click();
  await expect(page).toHaveURL(/actor=/);
  await expect(page.getByRole("button", { name: "Clear Actor" })).toBeVisible();
  await page.goto("/audit-log?since=2100-01-01");
  await expect(page.getByRole("heading", { name: "No entries" })).toBeVisible();
  await page.getByRole("link", { name: "Show all entries" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});
