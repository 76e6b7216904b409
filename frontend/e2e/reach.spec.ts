/** Small screens, 400% zoom, and the keyboard: every control is reachable, and the focus is never lost. */
import type { Page } from "@playwright/test";

import { accountId, accountWith, graphql } from "./api";
import { expect } from "./fixtures";
import { SCREENS, sticksOut } from "./narrow";
import { test } from "./sharedPage";
import { press, settled, visit } from "./states/state";

const LONG_WORD = `${"Donaudampfschifffahrtsgesellschafts".repeat(4)}praxis`;
const LONG_NAME = `${LONG_WORD} of Family, Internal, Sports and Rural Medicine, its Friends and ${LONG_WORD}`;
test.use({ contextOptions: { reducedMotion: "reduce" } });
test.describe.configure({ mode: "parallel" });

/** Replaces names and texts in API responses by very long ones. */
async function lengthen(page: Page): Promise<void> {
  const texts = ["name", "userName", "externalId", "address1", "city", "firstName", "lastName", "body", "actorName"];
  const walk = (value: any): void => {
    for (const [key, inner] of Object.entries<any>(value ?? {})) {
      if (typeof inner === "object") walk(inner);
      else if (typeof inner === "string" && texts.includes(key)) value[key] = LONG_NAME;
    }
  };
  await page.route("**/graphql", async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    walk(answer.data);
    await route.fulfill({ response, json: answer });
  });
}

const LONG_PAGES = [
  ["PARTNER_ADMIN", ["/", "/accounts", "/verifications", "/users", "/webhooks", "/audit-log", "/reports", "/business-details"]],
  ["ACCOUNT_ADMIN", ["/", "/numbers", "/numbers/details", "/numbers/details/edit", "/users", "/reports", "/profile"]],
] as const;

for (const [role, paths] of LONG_PAGES) {
  test(`very long names fit 320 pixels: ${role}`, async ({ page, request, demo, signIn }) => {
    await signIn(role);
    await lengthen(page);
    await page.route("**/auth/session", async (route) => {
      const response = await route.fetch();
      const session = await response.json();
      session.user.name = LONG_WORD;
      session.partner.name = LONG_NAME;
      if (session.account) session.account.name = LONG_WORD;
      await route.fulfill({ response, json: session });
    });
    await page.setViewportSize(SCREENS[0]!);
    const id = await accountId(request, demo, "demo-northern");
    const tabs = ["", "/details", "/messages", "/users", "/activity"].map((tab) => `/accounts/${id}${tab}`);
    for (const path of role === "PARTNER_ADMIN" ? [...paths, ...tabs] : paths) {
      await visit(page, path, /./);
      expect(await sticksOut(page), path).toEqual([]);
    }
    await visit(page, role === "PARTNER_ADMIN" ? `/accounts/${id}` : "/", /./);
    await press(page, "Send a text");
    await page.getByRole("combobox", { name: "Send From" }).click();
    expect(await sticksOut(page), "picker").toEqual([]);
  });
}

/** The focused element and whether its focus is visible; null if the focus is lost. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    // A chip shows the focus of the control in it.
    const { outlineStyle, outlineWidth } = getComputedStyle(element.closest(".filter, .theme") ?? element);
    const { width, height } = element.getBoundingClientRect();
    const isMarked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const isShown = element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
    // Tab moves through the parts of a date field; the browser marks the later parts itself.
    const isPart = element.getAttribute("type") === "date" && element.hasAttribute("data-passed");
    element.setAttribute("data-passed", "");
    return { what: element.outerHTML.slice(0, 100), isSeen: isPart || (isShown && isMarked) };
  });

/** Controls that Tab has not reached. */
const notPassed = (page: Page) =>
  page.evaluate(() => {
    const controls = "a[href], button, input:not([type=radio]), select, textarea, summary";
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(":disabled"))
      .filter((element) => !element.hasAttribute("data-passed"))
      .map((element) => element.outerHTML.slice(0, 100));
  });

async function keepsFocus(page: Page, after: string): Promise<void> {
  // The focus may be restored after a frame.
  const message = `after ${after}`;
  await expect.poll(async () => (await focus(page)) !== null, { message, timeout: 5_000 }).toBe(true);
}

const PASSED = [
  ["PARTNER_ADMIN", ["/", "/accounts", "/accounts/new", "/verifications", "/users", "/webhooks", "/audit-log"]],
  ["PARTNER_ADMIN", ["/business-details", "/reports", "/profile"]],
  ["ACCOUNT_ADMIN", ["/", "/numbers", "/numbers/details"]],
] as const;

for (const [role, paths] of PASSED) {
  for (const width of [320, 1280]) {
    test(`Tab reaches every control with a visible focus: ${paths}, ${width} pixels`, async ({
      page,
      signIn,
    }) => {
      await signIn(role);
      await page.setViewportSize({ width, height: 800 });
      for (const path of paths) {
        await visit(page, path, /./);
        const unseen: string[] = [];
        for (;;) {
          await page.keyboard.press("Tab");
          const now = await focus(page);
          // After the last control, the focus leaves the page.
          if (now === null) break;
          if (!now.isSeen) unseen.push(now.what);
        }
        expect(unseen, path).toEqual([]);
        expect(await notPassed(page), path).toEqual([]);
      }
    });
  }
}

test("the focus stays on the page when dialogs open and close", async ({ page, request, demo, signIn }) => {
  await signIn("PARTNER_ADMIN");
  const id = await accountWith(request, demo, "Focused Practice", ["Powell"]);
  for (const [path, buttons] of [
    [`/accounts/${id}`, ["Send a text", "Add location", "Add queue", "Edit Powell", "Add Number for Powell"]],
    [`/accounts/${id}/details`, ["Edit account"]],
    ["/users", ["Invite user"]],
    ["/webhooks", ["Add webhook"]],
    ["/profile", ["Turn on two-factor authentication"]],
  ] as const) {
    await visit(page, path, /./);
    for (const button of buttons) {
      const name = { name: button, exact: typeof button === "string" };
      const opener = page.getByRole("button", name).or(page.getByRole("link", name)).first();
      await opener.focus();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeVisible();
      await settled(page);
      await keepsFocus(page, `opening ${button}`);
      expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null), String(button)).toBe(true);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await expect(opener).toBeFocused();
    }
  }
});

test("the focus returns to a menu's button when the dialog of an action closes", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await visit(page, "/users", "Users");
  const opener = page.getByRole("button", { name: "Actions for Dan Desk" });
  for (const action of ["Change role", "Reset password", "Deactivate"]) {
    await opener.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: action, exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toBeVisible();
    await settled(page);
    expect(await page.evaluate(() => document.activeElement?.closest("dialog") !== null), action).toBe(true);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test("the focus stays on the page when parts of it open and close", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await visit(page, "/business-details", "Business Details");
  const edit = page.getByRole("link", { name: "Edit", exact: true });
  for (const how of ["Cancel", "Save"]) {
    await edit.click();
    await keepsFocus(page, "Edit");
    await press(page, how);
    await expect(edit).toBeFocused();
  }
});

test("the focus stays on the page through routes, filters, sorting, and paging", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await visit(page, "/", "Home");
  const menu = page.getByRole("navigation", { name: "Menu" });
  for (const name of ["Account Verification", "Accounts", "Audit Log", "Business Details", "Users", "Webhooks", "Reports", "Home"]) {
    await menu.getByRole("link", { name }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
    await settled(page);
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  }
  for (const [path, label] of [
    ["/accounts", "SMS Business Details"],
    ["/verifications", "Status"],
    ["/users", "Status"],
    ["/webhooks", "Status"],
    ["/audit-log", "Action"],
    ["/reports", "Outcome"],
  ] as const) {
    await visit(page, path, /./);
    const filter = page.getByLabel(label, { exact: true }).first();
    for (const index of [1, 0]) {
      await filter.focus();
      await filter.selectOption({ index });
      await settled(page);
      await expect(filter, path).toBeFocused();
    }
  }
  for (const path of ["/accounts", "/audit-log"]) {
    await visit(page, path, /./);
    for (const name of ["Next page", "Previous page"]) {
      await page.getByRole("link", { name }).focus();
      const before = page.url();
      await page.keyboard.press("Enter");
      await expect(page).not.toHaveURL(before);
      await settled(page);
      await keepsFocus(page, `${name} of ${path}`);
    }
  }
  await visit(page, "/accounts", "Accounts");
  await page.getByRole("button", { name: "Updated" }).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  await expect(page.getByRole("button", { name: "Updated" })).toBeFocused();
  await page.getByLabel("Search name").fill("nothing-like-it");
  await expect(page.getByText("No accounts match your filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear search and filters" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table")).toBeVisible();
  await keepsFocus(page, "clearing the filters");
  await visit(page, "/audit-log?action=ACCOUNT_CREATED", "Audit Log");
  await page.getByRole("button", { name: /^Details of/ }).first().click();
  await page.getByRole("link", { name: "All entries about this object" }).first().click();
  await page.getByRole("button", { name: "Clear Object" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Clear Object" })).toHaveCount(0);
  await keepsFocus(page, "showing all entries");
});

test("the focus stays on the page when the focused control disappears", async ({ page, request, demo, signIn }) => {
  await signIn("PARTNER_ADMIN");
  // A user to deactivate.
  const email = `leaving${Date.now()}@example.org`;
  const invite = "mutation ($input: InviteUserInput!) { inviteUser(input: $input) { userErrors { message } } }";
  await graphql(request, demo, invite, { input: { email, name: "Lea Leaving", role: "PARTNER_SUPPORT" } });
  await visit(page, "/users?status=INVITED", "Users");
  const row = page.getByRole("row").filter({ hasText: email });
  await row.getByRole("button", { name: "Actions for Lea Leaving" }).click();
  await row.getByRole("button", { name: "Deactivate" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).focus();
  await page.keyboard.press("Enter");
  await expect(row).toHaveCount(0);
  await keepsFocus(page, "deactivating a user");

  // A requested number replaces the Add Number button.
  const create = `mutation ($input: CreateQueueInput!) { createQueue(input: $input) { userErrors { message } } }`;
  const id = await accountId(request, demo, "demo-northern");
  const name = `Queue ${Date.now()}`;
  await graphql(request, demo, create, { input: { accountId: id, name } });
  await visit(page, `/accounts/${id}`, /./);
  await page.getByRole("button", { name: `Add Number for ${name}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: `Add a number for ${name}?` })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("SMS");
  await keepsFocus(page, "requesting a number");
});
