/** <textgate-composer> in a page of another origin with its own styles and a strict content security policy. */
import { spawn, type ChildProcess } from "node:child_process";
import { resolve } from "node:path";

import type { Page } from "@playwright/test";

import { graphql, type Json } from "./api";
import { expect, test as base } from "./fixtures";

const HOST = resolve(import.meta.dirname, "../../examples/embed/host.py");

/** Starts examples/embed/host.py for an account of a demo partner. */
const test = base.extend<{ host: (account: string, partner?: number) => Promise<string> }>({
  host: async ({ demo, own }, use) => {
    const started: ChildProcess[] = [];
    await use(async (account, partner = 0) => {
      const token = demo.credentials[partner]?.token ?? "";
      const host = spawn(
        "python3",
        [HOST, "--textgate", demo.url, "--account", account, "--port", "0"],
        { env: { ...process.env, TEXTGATE_TOKEN: token }, stdio: ["ignore", "pipe", "inherit"] },
      );
      started.push(host);
      const line = await new Promise((resolve) => host.stdout.once("data", resolve));
      const url = new URL(String(line).trim());
      own.add(url.origin);
      return url.href;
    });
    for (const host of started) host.kill();
  },
});

test("a text is sent from an EHR's page; neither the page's styles nor the token leak", async ({
  page,
  host,
}) => {
  await page.goto(await host("demo-northern"));
  await page.getByRole("button", { name: "Text this patient" }).click();
  await expect(page.getByLabel("Send to")).toBeFocused();
  const style = await page
    .getByRole("textbox", { name: "Message" })
    .evaluate((element) => getComputedStyle(element));
  expect([style.fontStyle, style.letterSpacing, style.fontSize]).toEqual(["normal", "normal", "16px"]);

  const picker = page.getByRole("combobox", { name: "Send From" });
  await picker.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /Default Location/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(picker).toBeFocused();
  await page.getByLabel("Send to").fill("4065550155");
  await page.getByRole("textbox", { name: "Message" }).fill("From the chart");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).last().click();
  await expect(page.locator("#outcome")).toHaveText(/^Accepted: message_/);
  await expect(page.getByRole("button", { name: "Text this patient" })).toBeFocused();
  // The token stays in the script: no attribute, no storage, no cookie.
  expect(await page.locator("textgate-composer").evaluate((e) => e.attributes.length)).toBe(0);
  expect(await page.evaluate(() => [document.cookie, sessionStorage.length])).toEqual(["", 0]);
});

test("a user of a partner without activated SMS sees an explanation (4015)", async ({ page, host }) => {
  await page.goto(await host("lakeshore-1", 1));
  await page.getByRole("button", { name: "Text this patient" }).click();
  await expect(page.getByText("Texting is not activated for your EHR vendor")).toBeVisible();
  await page.getByLabel("Send to").fill("4065550155");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("Your text was not sent. Texting is not activated")).toBeVisible();
});

test("an account's first text requests verification with an explanation (4035), and the draft stays", async ({
  page,
  host,
}) => {
  await page.goto(await host("demo-never-verified"));
  await page.getByRole("button", { name: "Text this patient" }).click();
  const picker = page.getByRole("combobox", { name: "Send From" });
  await expect(picker).toHaveText("Default Location: No Number");
  await page.getByLabel("Send to").fill("4065550155");
  await page.getByRole("textbox", { name: "Message" }).fill("The first one");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("takes 2-3 business days")).toBeVisible();
  await expect(picker).toHaveText("Default Location: Number Pending");
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("The first one");
  // In the demo, approval takes seconds; then the same text is sent.
  await expect(picker).toHaveText(/Default Location: \(\d{3}\)/, { timeout: 40_000 });
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
});

test("the embedded composer refers users with missing details to their administrator (4039)", async ({
  page,
  host,
  demo,
}) => {
  // A separate account: other tests fix those of the demo.
  const created = await page.request.post(`${demo.url}/graphql`, {
    headers: { Authorization: `Bearer ${demo.credentials[0]?.token}` },
    data: {
      query: `mutation { createAccount(input: { externalId: "embed-incomplete", name: "Short of Details" }) {
        account { id } } }`,
    },
  });
  expect(await created.json()).toMatchObject({ data: { createAccount: { account: { id: expect.stringMatching(/^account_/) } } } });
  await page.goto(await host("embed-incomplete"));
  await page.getByRole("button", { name: "Text this patient" }).click();
  await page.getByLabel("Send to").fill("4065550155");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByText("On file account business information is insufficient for verification.")).toBeVisible();
  await expect(page.getByText("Ask your administrator.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Update Business Information" })).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Hello");
});

test("the API refuses an embed token from another origin", async ({ page, host, demo }) => {
  const url = new URL(await host("demo-northern"));
  const answer = await page.request.post(`${url.origin}/token`);
  const { token } = (await answer.json()) as { token: string };
  const statusFor = async (origin: string) => {
    const response = await page.request.post(`${demo.url}/graphql`, {
      headers: { Authorization: `Bearer ${token}`, Origin: origin },
      data: { query: "{ viewer { accountId } }" },
    });
    return response.status();
  };
  expect(await statusFor(url.origin)).toBe(200);
  expect(await statusFor("https://ehr.example.org")).toBe(401);
});

/** Calls open() on the composer with what the EHR knows. */
const openEmbedded = (page: Page, opening: object) =>
  page.locator("textgate-composer").evaluate(
    (element, what) => (element as HTMLElement & { open: (what: object) => void }).open(what),
    opening,
  );

test("open() fills the composer with what the EHR knows, and closing it loses nothing", async ({ page, host, demo, request }) => {
  const query = `{ accountByExternalId(externalId: "demo-northern") { senders(first: 10) { nodes { id name } } } }`;
  const { accountByExternalId } = await graphql(request, demo, query);
  const dublin = accountByExternalId.senders.nodes.find(({ name }: Json) => name === "Dublin");
  const warnings: string[] = [];
  page.on("console", (line) => line.type() === "warning" && warnings.push(line.text()));
  await page.goto(await host("demo-northern"));
  await expect(page.getByRole("button", { name: "Text this patient" })).toBeEnabled();
  const contact = { name: "Ann Lee", phone: "+14065550155" };
  await openEmbedded(page, { contact, body: "Your visit is tomorrow.", senderId: dublin.id, template: "reminder" });
  const to = page.getByLabel("Send to");
  await expect(to).toHaveValue("(406) 555-0155");
  await expect(to).toHaveAccessibleDescription("Ann Lee");
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Your visit is tomorrow.");
  await expect(page.getByRole("combobox", { name: "Send From" })).toHaveText("Dublin: (219) 555-0114");
  expect(warnings).toEqual(["textgate-composer: no templates yet"]);
  // Nothing was typed: Esc does not ask.
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // `to` precedes the contact's number. No number is chosen in place of an unknown sender.
  await openEmbedded(page, { to: "4065550156", contact, senderId: "location_unknown" });
  await expect(to).toHaveValue("(406) 555-0156");
  await expect(page.getByRole("combobox", { name: "Send From" })).toHaveText("-- Please Select Location --");
  await page.getByRole("textbox", { name: "Message" }).fill("Hello");
  await page.getByRole("button", { name: "Send SMS Text" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a number to send from.");
});

test("the composer says that Textgate or the EHR's token server cannot be reached, and tries again", async ({ page, host }) => {
  await page.goto(await host("demo-northern"));
  const button = page.getByRole("button", { name: "Text this patient" });
  await expect(button).toBeEnabled();
  const explanation = page.getByText("The server cannot be reached. Check your connection and try again.");
  for (const path of ["**/token", "**/graphql"]) {
    await page.route(path, (route) => route.abort());
    await button.click();
    await expect(explanation).toBeVisible();
    await page.unroute(path);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByLabel("Send to")).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
});

test("the composer refuses a token that is invalid", async ({ page, host }) => {
  await page.goto(await host("demo-northern"));
  const button = page.getByRole("button", { name: "Text this patient" });
  await expect(button).toBeEnabled();
  await page.route("**/token", (route) => route.fulfill({ json: { token: "tge_wrong" } }));
  await button.click();
  await expect(page.getByText("Access was refused. Reload the page and try again.")).toBeVisible();
  await expect(page.getByLabel("Send to")).toHaveCount(0);
});
