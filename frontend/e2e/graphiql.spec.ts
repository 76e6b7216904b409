/** GraphiQL with a session and with a token; the fixtures watch for policy violations. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Page } from "@playwright/test";

import { expectAccessible } from "./accessibility";
import { expect, test } from "./fixtures";

const EXAMPLES = join(import.meta.dirname, "../graphiql/examples");

const tab = (page: Page, name: string) =>
  page.locator("[id^=graphiql-session-tab]").filter({ hasText: name });
const answer = (page: Page) => page.locator(".graphiql-response .view-lines");
const run = (page: Page) => page.getByRole("button", { name: /Execute query/ }).click();

/** Waits for the editors, which load last. */
async function isOpen(page: Page) {
  await expect(page.locator(".graphiql-query-editor")).toContainText("query WhoCannotText");
  await answer(page).waitFor();
}

/** The origin's storage and the URL. */
const kept = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));

test("a signed-in user runs an example, and uses completion, docs, and history", async ({
  page,
  signIn,
  demo,
}) => {
  // Monaco warns if a worker cannot start and it falls back to the main thread.
  const warnings: string[] = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await signIn("PARTNER_ADMIN");
  await page.goto("/graphiql");
  await expect(page).toHaveTitle(/GraphiQL/);
  await expect(page.getByText("Signed in as Grace Admin, administrator")).toBeVisible();
  await isOpen(page);
  await run(page);
  await expect(answer(page)).toContainText('"smsEnabled": true');

  await tab(page, "NumberPicker").click();
  await run(page);
  await expect(answer(page)).toContainText("Northern Family Practice");

  await page.getByRole("button", { name: "New tab" }).click();
  await page.locator(".graphiql-query-editor .view-lines").click();
  await page.keyboard.type("{ viewer { na", { delay: 30 });
  await expect(page.locator(".suggest-widget .monaco-list-row").first()).toContainText("name");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await expect(answer(page)).toContainText('"name": "Grace Admin"');
  await page.getByRole("button", { name: /Prettify/ }).click();
  await expect(page.locator(".graphiql-query-editor .view-line")).toHaveCount(6);

  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await page.locator(".graphiql-plugin").getByRole("link", { name: "Mutation", exact: true }).click();
  await expect(page.getByText("Root mutation.")).toBeVisible();
  await page.getByRole("button", { name: "Show History" }).click();
  await expect(page.locator(".graphiql-history-item").first()).toBeVisible();

  await page.getByRole("button", { name: "Open an example" }).click();
  await page.getByRole("menuitem", { name: "AuditLog" }).click();
  await run(page);
  await expect(answer(page)).toContainText('"auditLog"');

  const workers = page.workers().map((worker) => worker.url());
  expect(workers.length).toBeGreaterThanOrEqual(2);
  for (const url of workers) expect(url).toContain(`${demo.url}/graphiql/assets/`);
  expect(warnings).toEqual([]);
  // No query, response, or input is stored beyond the page.
  expect(await kept(page)).not.toMatch(/graphiql:|demo-northern|viewer/);
});

test("without a session, the page sends one request and offers sign-in or a token, which opens the editor", async ({
  page,
  demo,
}) => {
  const authorizations: (string | undefined)[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/graphql")) authorizations.push(request.headers()["authorization"]);
  });
  const token = demo.credentials.find(({ smsEnabled }) => smsEnabled)?.token ?? "";
  await page.goto("/graphiql");
  await expect(page.getByRole("heading", { name: "You're not signed in" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/");
  expect(authorizations).toEqual([undefined]);
  await expectAccessible(page, {}, ["light", "dark"]);

  const field = page.getByLabel("Access token");
  await expect(field).toHaveAttribute("type", "password");
  await field.fill("tg_nobody-has-this");
  await page.getByRole("button", { name: "Use token" }).click();
  await expect(page.getByRole("alert")).toHaveText("The token is invalid, expired, or revoked.");
  await field.fill(token);
  await page.keyboard.press("Enter");
  await expect(page.getByText("by token")).toBeVisible();
  await isOpen(page);
  // GraphiQL's own elements are out of scope.
  await expectAccessible(page, { exclude: ".graphiql-container" });
  await run(page);
  await expect(answer(page)).toContainText('"smsEnabled": true');
  expect(authorizations.slice(2).every((sent) => sent === `Bearer ${token}`)).toBe(true);
  expect(await kept(page)).not.toContain(token);
  expect(await page.content()).not.toContain(token);

  await page.getByRole("button", { name: "Remove token" }).click();
  await expect(page.getByRole("heading", { name: "You're not signed in" })).toBeVisible();
  await expect(page.getByLabel("Access token")).toHaveValue("");
});

test("after the session ends, the page says so and keeps the query", async ({ page, context, signIn }) => {
  await signIn("ACCOUNT_ADMIN");
  await page.goto("/graphiql");
  await isOpen(page);
  await tab(page, "Verifications").click();
  await run(page);
  await expect(answer(page)).toContainText('"verifications"');
  await context.request.post("/auth/sign-out", {
    headers: { "Sec-Fetch-Site": "none", "Content-Type": "application/json" },
  });
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(page.getByRole("alert").first()).toContainText("Your session has ended");
  await run(page);
  await expect(answer(page)).toContainText('"UNAUTHENTICATED"');
  await expect(answer(page)).toContainText('"requestId"');
  await expect(page.getByRole("alert").first()).toContainText("Your session has ended");
  await expect(page.getByText("Signed in as")).toHaveCount(0);
  await page.getByRole("button", { name: "I have signed in" }).click();
  await expect(page.getByRole("alert").first()).toContainText("You're still not signed in.");

  await signIn("ACCOUNT_ADMIN");
  await page.getByRole("button", { name: "I have signed in" }).click();
  await expect(page.getByText("Your session has ended")).toBeHidden();
  await expect(page.getByText("Signed in as")).toBeVisible();
  await expect(page.locator(".graphiql-query-editor")).toContainText("query Verifications");
  await run(page);
  await expect(answer(page)).toContainText('"data"');
});

test("on a small screen, query and response are stacked without horizontal scrolling", async ({
  page,
  signIn,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn("PARTNER_SUPPORT");
  await page.goto("/graphiql");
  await isOpen(page);
  await run(page);
  await expect(answer(page)).toContainText('"partner"');
  const size = () => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { isWide: scrollWidth > innerWidth, isLong: scrollHeight > 2 * innerHeight };
  };
  expect(await page.evaluate(size)).toEqual({ isWide: false, isLong: false });
  const query = await page.locator(".graphiql-editors").boundingBox();
  const shown = await page.locator(".graphiql-response").boundingBox();
  expect(shown?.y).toBeGreaterThanOrEqual((query?.y ?? 0) + (query?.height ?? 0));
});

test("every example runs unchanged, and SendText sends a text with an ID from FindSender", async ({
  request,
  demo,
}) => {
  const graphql = async (body: object) => {
    const headers = { Authorization: `Bearer ${demo.credentials[0]?.token}` };
    const answer = await (await request.post("/graphql", { headers, data: body })).json();
    expect(answer.errors, JSON.stringify(answer)).toBeUndefined();
    return answer.data;
  };
  const read = (name: string) => readFileSync(join(EXAMPLES, name), "utf-8");
  const files = readdirSync(EXAMPLES);
  for (const file of files.filter((name) => name.endsWith(".graphql"))) {
    const query = read(file);
    const variablesFile = file.replace("graphql", "json");
    const variables = files.includes(variablesFile) ? JSON.parse(read(variablesFile)) : {};
    for (const [, operationName] of query.matchAll(/^(?:query|mutation) (\w+)/gm)) {
      const data = await graphql({ query, variables, operationName });
      // Without a valid ID, SendText is refused.
      if (operationName === "SendText") expect(data.sendSms.code).toBe(4060);
      if (operationName !== "FindSender") continue;
      const sender = data.accountByExternalId.senders.nodes[0];
      variables.senderId = sender.id;
      const { sendSms } = await graphql({ query, variables, operationName: "SendText" });
      expect(sendSms.smsMessage.status).toBe("QUEUED");
    }
  }
});

test("the page has Textgate's font and the theme chosen there, and leads back", async ({ page, signIn }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  await page.evaluate(() => localStorage.setItem("textgate:theme", "dark"));
  await page.goto("/graphiql");
  await isOpen(page);
  await expect(page.locator("body")).toHaveClass(/graphiql-dark/);
  const bar = page.getByRole("banner");
  await expect(bar).toHaveCSS("background-color", "rgb(22, 34, 42)");
  await expect(bar).toHaveCSS("font-family", /^"Inter Variable"/);
  expect(await page.evaluate(() => document.fonts.check("14px 'Inter Variable'"))).toBe(true);
  await expect(bar.getByRole("heading")).toHaveCSS("font-size", "14px");
  await bar.getByRole("link", { name: "Back to Textgate" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
});
