/** XSS payloads in every field: pages show them as text, and none runs. */
import type { Locator, Page } from "@playwright/test";

import { expect, test as base } from "./fixtures";
import { build, PARTNER, type World } from "./hostile";
import { ALARM, PAYLOADS, WEBSITES } from "./payloads";
import { readDemo } from "./server";
import { settled, visit } from "./states/state";

const test = base.extend<{ alarms: string[] }, { world: World }>({
  world: [
    async ({}, use) => {
      await use(await build(readDemo().url));
    },
    { scope: "worker", timeout: 180_000 },
  ],
  // Calls of the payloads' function, and dialogs, pages, and frames that they open.
  alarms: [
    async ({ context, page, demo, world }, use) => {
      const alarms: string[] = [];
      await context.exposeFunction(ALARM, () => alarms.push("a payload has run"));
      page.on("dialog", (dialog) => {
        alarms.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      context.on("page", (other) => alarms.push(`page: ${other.url()}`));
      page.on("framenavigated", (frame) => {
        if (!frame.url().startsWith(demo.url)) alarms.push(`frame: ${frame.url()}`);
      });
      await context.addCookies(world.cookies);
      await use(alarms);
      expect(alarms).toEqual([]);
    },
    { auto: true },
  ],
});

// The server collapses white space in lines.
const LINES = PAYLOADS.map((payload) => payload.replace(/\s+/g, " ").trim());

/** Expects no element or attribute that only a payload could have added. */
async function clean(page: Page): Promise<void> {
  const markup = await page.evaluate(() => {
    const elements = "script:not([src^='/']), iframe, object, embed, base, math, video, marquee, template";
    const bad = [...document.querySelectorAll(elements)].map((element) => element.outerHTML);
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        const isAddress = ["href", "src", "action", "xlink:href"].includes(name);
        if (name.startsWith("on") || (isAddress && /^\s*(javascript|data|vbscript):/i.test(value))) {
          bad.push(`${name}=${value}`);
        }
      }
    }
    return bad;
  });
  expect(markup).toEqual([]);
}

/** Expects all payloads in these texts, unchanged. */
async function expectAll(texts: Locator, payloads: readonly string[] = LINES): Promise<void> {
  const shown = (await texts.allTextContents()).join("\n");
  for (const payload of payloads) expect(shown).toContain(payload);
}

/** The rows of all pages of a list. */
async function everyPage(page: Page, rows: Locator): Promise<string> {
  let shown = "";
  for (;;) {
    shown += (await rows.allTextContents()).join("\n");
    await clean(page);
    const next = page.getByRole("link", { name: "Next page" });
    if ((await next.count()) === 0) return shown;
    const before = page.url();
    await next.click();
    await expect(page).not.toHaveURL(before);
    await settled(page);
  }
}

test("the payloads run in a page that uses them as markup", async ({
  page,
  alarms,
}) => {
  const run: string[] = [];
  const harmless = PAYLOADS.filter((payload) => !/evil|refresh/.test(payload));
  for (const payload of harmless) {
    await page.route("**/unsafe", (route) =>
      route.fulfill({ contentType: "text/html", body: `<!doctype html><p>${payload}` }),
    );
    await page.goto("/unsafe");
    if (alarms.splice(0).length > 0) run.push(payload);
    await page.unroute("**/unsafe");
  }
  expect(run.length).toBeGreaterThan(20);
});

test("the lists of accounts, verifications, users, and sends show payloads as text", async ({ page }) => {
  for (const [path, title] of [
    ["/accounts", "Accounts"],
    ["/verifications", "Account Verification"],
    ["/users", "Users"],
    ["/reports", "Reports"],
  ] as const) {
    await visit(page, path, title);
    const shown = await everyPage(page, page.locator("tbody tr"));
    for (const payload of LINES) expect(shown, path).toContain(payload);
  }
});

test("every account's page shows its payload as text in title, details, numbers, and users", async ({
  page,
  world,
}) => {
  await visit(page, "/accounts", "Accounts");
  for (const [index, id] of world.accounts.entries()) {
    const payload = LINES[index] ?? "";
    // At least: name and external ID; location and queue; street, suite, city, first and last name; user.
    for (const [tab, part, least] of [
      ["", "Numbers", 4],
      ["/details", "Details", 9],
      ["/users", "Users", 3],
    ] as const) {
      await page.evaluate((path) => {
        history.pushState(null, "", path);
        dispatchEvent(new PopStateEvent("popstate"));
      }, `/accounts/${id}${tab}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(payload);
      await settled(page);
      await expect(page).toHaveTitle(`${part} · ${payload} · Textgate`);
      const main = (await page.locator("main").textContent()) ?? "";
      expect(main.split(payload).length - 1, `${payload} ${tab}`).toBeGreaterThanOrEqual(least);
    }
    await clean(page);
  }
});

test("searches show payloads as text, in the field and in the results", async ({ page }) => {
  for (const payload of LINES.filter((_, index) => index % 4 === 0)) {
    await visit(page, `/accounts?${new URLSearchParams({ q: payload })}`, "Accounts");
    await expect(page.getByRole("searchbox")).toHaveValue(payload);
    await clean(page);
  }
  await visit(page, "/audit-log?account=%3Cimg%20src=x%20onerror=pwned()%3E", "Audit Log");
  await visit(page, "/users", "Users");
  await page.getByRole("combobox", { name: "Account" }).fill("<img src=x onerror=pwned()> nowhere");
  await expect(page.getByText("No accounts match “<img").first()).toBeAttached();
  await page.getByRole("combobox", { name: "Account" }).fill("onerror=pwned()");
  await expect(page.locator(".choices [role=option]").first()).toBeVisible();
  await clean(page);
});

test("messages, the picker, and the message dialog show payloads as text", async ({ page, world }) => {
  await visit(page, `/accounts/${world.texting}/messages`, "Hilltop Family Medicine");
  const bodies = page.locator("tbody tr");
  let shown = (await bodies.allTextContents()).join("\n");
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page.getByRole("link", { name: "Previous page" })).toBeVisible();
  await settled(page);
  shown += (await bodies.allTextContents()).join("\n");
  for (const payload of PAYLOADS) expect(shown).toContain(payload);
  await page.locator("tbody .row-link").last().click();
  await expect(page.locator(".thread")).toContainText(PAYLOADS[0] ?? "");
  await clean(page);

  const image = LINES.indexOf("<img src=x onerror=pwned()>");
  await visit(page, `/accounts/${world.accounts[image]}`, LINES[image] ?? "");
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByRole("combobox", { name: "Send From" }).click();
  await expectAll(page.locator(".picker-row"), [LINES[image] ?? ""]);
  await clean(page);
});

test("dialogs and forms show payloads as text", async ({ page, world }) => {
  const quote = LINES.indexOf('" autofocus onfocus=pwned() x="');
  const payload = LINES[quote] ?? "";
  await visit(page, `/accounts/${world.accounts[quote]}/details/edit`, payload);
  for (const label of ["Business name", "City", "Contact first name"]) {
    await expect(page.getByLabel(label)).toHaveValue(payload);
  }
  await visit(page, `/accounts/${world.accounts[quote]}`, payload);
  await page.getByRole("button", { name: `Edit ${payload}` }).first().click();
  await expect(page.getByRole("dialog").getByLabel("Name")).toHaveValue(payload);
  await clean(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Add Number for ${payload}` }).first().click();
  await expect(page.getByRole("dialog")).toHaveAccessibleName(`Add a number for ${payload}?`);
  await clean(page);
  await visit(page, `/users?account=${world.accounts[quote]}`, "Users");
  await page.getByRole("button", { name: `Actions for ${payload}` }).first().click();
  await page.getByRole("button", { name: "Renew invitation" }).click();
  await expect(page.getByRole("dialog")).toHaveAccessibleName(`Renew the invitation of ${payload}?`);
  await clean(page);
  await visit(page, "/business-details", "Business Details");
  await expectAll(page.locator("main"), [LINES[0] ?? "", LINES[1] ?? "", LINES[10] ?? ""]);
  await expect(page.locator("header")).toContainText(PARTNER);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page.getByLabel("Legal name")).toHaveValue(LINES[1] ?? "");
  await clean(page);
  await visit(page, "/", "Home");
  await clean(page);
});

test("requests and API tokens show payloads as text", async ({ page, world }) => {
  const create = "mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } } }";
  const ask = "mutation ($input: AskForDetailsInput!) { askForDetails(input: $input) { isNew } }";
  for (const [index, payload] of LINES.slice(0, 3).entries()) {
    const input = { externalId: `asking-${index}-${Date.now()}`, name: payload };
    const accountId: string = (await world.graphql(create, { input })).createAccount.account.id;
    await world.graphql(ask, { input: { accountId, note: payload } });
    await visit(page, "/", "Home");
    const task = page.getByRole("region", { name: "Needs attention" }).getByText(`asks for the missing details: “${payload}”`);
    await expect(task.first()).toBeVisible();
    await clean(page);
    await visit(page, `/accounts/${accountId}`, payload);
    await expect(page.getByText(`“${payload}”`, { exact: true })).toBeVisible();
    await clean(page);
    await visit(page, "/api-tokens", "API Tokens");
    await page.getByRole("button", { name: "Create token" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill(payload);
    await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
    // Until then the token may not exist, and a reload would cancel its request.
    await expect(page.getByRole("dialog", { name: "API token" })).toBeVisible();
    await clean(page);
    await visit(page, "/api-tokens", "API Tokens");
    await expect(page.getByRole("rowheader").getByText(payload, { exact: true }).first()).toBeVisible();
    await clean(page);
  }
});

test("the audit log's changes show payloads as text", async ({ page }) => {
  for (const action of [
    "ACCOUNT_CREATED",
    "SENDER_UPDATED",
    "SENDER_CREATED",
    "USER_INVITED",
    "EMBED_TOKEN_CREATED",
  ]) {
    await visit(page, `/audit-log?action=${action}`, "Audit Log");
    const shown = await everyPage(page, page.locator("tbody tr"));
    await page.evaluate(() => {
      for (const entry of document.querySelectorAll("details")) entry.open = true;
    });
    await clean(page);
    for (const payload of LINES) expect(shown, action).toContain(payload);
  }
});

test("the API refuses a website that is no public http or https URL", async ({ world }) => {
  const query = `mutation ($own: UpdatePartnerBusinessDetailsInput!, $account: UpdateBusinessDetailsInput!) {
    updatePartnerBusinessDetails(input: $own) { userErrors { field } }
    updateBusinessDetails(input: $account) { userErrors { field } }
  }`;
  for (const website of WEBSITES) {
    const account = { accountId: world.accounts[0], alternativeWebsite: website };
    const answer = await world.graphql(query, { own: { website }, account });
    expect(answer.updatePartnerBusinessDetails.userErrors, website).toEqual([{ field: ["website"] }]);
    expect(answer.updateBusinessDetails.userErrors, website).toEqual([{ field: ["alternativeWebsite"] }]);
  }
});
