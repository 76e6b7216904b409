/** Webhooks: creation with a one-time secret, tests, failures, resend, disabling, and deletion. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { graphql } from "./api";
import { expect } from "./fixtures";
import { test } from "./sharedPage";

const HOSTILE = "<img src=x onerror=alert(1)> thank you";

interface Endpoint {
  url: string;
  received: { type: string; signature: string }[];
  /** The status of its next response. */
  status: number;
}

/** Starts a partner's endpoint on this machine. */
async function listen(): Promise<[Endpoint, Server]> {
  const endpoint: Endpoint = { url: "", received: [], status: 200 };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      const signature = String(request.headers["webhook-signature"]);
      endpoint.received.push({ type: JSON.parse(body).type, signature });
      response.writeHead(endpoint.status, { "Content-Type": "text/html" }).end(HOSTILE);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  return [endpoint, server];
}

const deliveries = (page: Page) => page.getByRole("table", { name: "Sent and pending deliveries" }).getByRole("row");

/** Opens a tab of the webhook's page. */
const openTab = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Parts of the webhook" }).getByRole("link", { name }).click();

/** Reads the secret from its dialog and closes it. */
async function takeSecret(page: Page): Promise<string> {
  const shown = page.getByRole("dialog", { name: "Webhook secret" });
  await expect(shown.getByText(/shown only once/)).toBeVisible();
  await expect(shown.getByRole("button", { name: "Copy secret" })).toBeFocused();
  const secret = await shown.locator("code").innerText();
  expect(secret).toMatch(/^whsec_/);
  // Esc must not lose the secret.
  await page.keyboard.press("Escape");
  await expect(shown).toBeVisible();
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(shown).toHaveCount(0);
  await expect(page.locator("body")).not.toContainText(secret);
  return secret;
}

test("an admin adds, tests, fixes, disables, enables, and deletes a webhook", async ({
  page,
  context,
  request,
  demo,
  signIn,
}) => {
  test.slow();
  const [endpoint, server] = await listen();
  // A webhook for one account gets no events of other tests.
  const create = `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { account { id } } }`;
  await graphql(request, demo, create, { input: { externalId: "quiet", name: "Quiet Practice" } });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn("PARTNER_ADMIN");
  await page.goto("/webhooks");
  await page.getByRole("button", { name: "Add webhook" }).first().click();
  const add = page.getByRole("dialog", { name: "Add webhook" });
  await expect(add.getByLabel("URL")).toBeFocused();
  await add.getByRole("button", { name: "Add webhook" }).click();
  await expect(add.getByRole("alert")).toContainText("2 things need your attention");
  await add.getByRole("link", { name: "Choose at least one event." }).click();
  await expect(add.getByRole("checkbox", { name: "Daily verification summary" })).toBeFocused();
  await add.getByRole("checkbox", { name: "Number approved or rejected" }).check();
  await add.getByLabel("URL").fill("http://ehr.example.org/hooks");
  await add.getByRole("button", { name: "Add webhook" }).click();
  await expect(add.getByLabel("URL")).toHaveAccessibleDescription(/URL must start with https:\/\/\./);
  await add.getByLabel("URL").fill("https://hooks.invalid/textgate");
  await add.getByLabel("Description").fill("Our <b>EHR</b>");
  await add.getByRole("combobox", { name: "Account (optional)" }).fill("Quiet");
  await page.getByRole("option", { name: "Quiet Practice" }).click();
  await add.getByRole("button", { name: "Add webhook" }).click();
  const shown = page.getByRole("dialog", { name: "Webhook secret" });
  await shown.getByRole("button", { name: "Copy secret" }).click();
  await expect(shown.getByText("Copied.")).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const secret = await takeSecret(page);
  expect(copied).toBe(secret);

  // The webhook's page has no deliveries; a test fails, because the host does not exist.
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("https://hooks.invalid/textgate");
  await expect(page.getByText("Our <b>EHR</b>")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No deliveries" })).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("Test queued.")).toBeVisible();
  await expect(deliveries(page).nth(1)).toContainText("Failed", { timeout: 40_000 });
  await deliveries(page).getByRole("link", { name: "Test" }).first().click();
  const delivery = page.getByRole("dialog", { name: "Delivery" });
  await expect(delivery.getByRole("row").nth(1)).toContainText("Hostname could not be resolved.");

  // After the URL is fixed, resending the same delivery succeeds.
  await delivery.getByRole("button", { name: "Close" }).last().click();
  await openTab(page, "Settings");
  await expect(page).toHaveURL(/\/settings$/);
  await page.getByLabel("URL").fill(endpoint.url);
  await page.getByRole("checkbox", { name: "Message status changed" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Webhook saved.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(endpoint.url);
  // Both tabs have addresses, and so has a delivery: Back closes it.
  await page.goBack();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await deliveries(page).getByRole("link", { name: "Test" }).first().click();
  await delivery.getByRole("button", { name: "Resend" }).click();
  await expect(delivery.getByRole("row").nth(1)).toContainText("200 · Delivered", { timeout: 40_000 });
  await expect(delivery.getByRole("row")).toHaveCount(3);
  await delivery.getByText("Response body").click();
  await expect(delivery.getByText(HOSTILE)).toBeVisible();
  await delivery.getByText("Payload").click();
  await expect(delivery.getByText('"type":"test"')).toBeVisible();
  await delivery.getByRole("button", { name: "Close" }).last().click();
  await expect(deliveries(page).nth(1)).toContainText("Delivered");
  expect(endpoint.received.map(({ type }) => type)).toEqual(["test"]);

  // A rotated secret; the previous one stays valid.
  await openTab(page, "Settings");
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const rotate = page.getByRole("dialog", { name: "Rotate the secret?" });
  await expect(rotate.getByLabel("Previous secret stays valid for")).toHaveValue("24");
  await rotate.getByRole("button", { name: "Rotate secret" }).click();
  expect(await takeSecret(page)).not.toBe(secret);
  await expect(page.getByText("Previous secret valid until")).toBeVisible();
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(deliveries(page).nth(1)).toContainText("Test");
  await expect.poll(() => endpoint.received.length, { timeout: 40_000 }).toBe(2);
  expect(endpoint.received[1]?.signature.split(" ")).toHaveLength(2);

  // The endpoint returns 410 Gone: the page and the list say so.
  endpoint.status = 410;
  await page.getByRole("button", { name: "Send test" }).click();
  await expect(page.getByText("The endpoint returned 410 Gone")).toBeVisible({ timeout: 40_000 });
  await page.getByLabel("Status").selectOption("Failed");
  await expect(page).toHaveURL(/status=FAILED/);
  await expect(deliveries(page)).toHaveCount(2);
  await page.goto("/webhooks?status=DISABLED");
  const row = page.getByRole("row").filter({ hasText: endpoint.url });
  await expect(row.getByTitle("The endpoint returned 410 Gone, so we stopped sending.")).toHaveText("Disabled");
  await row.getByRole("link", { name: endpoint.url }).click();
  await openTab(page, "Settings");
  await page.getByRole("button", { name: "Enable again" }).click();
  await expect(page.getByText("The endpoint returned 410 Gone")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Disable" })).toBeFocused();
  await page.getByRole("button", { name: "Disable" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("A user or program disabled it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Enable again" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Send test" })).toHaveCount(0);

  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Webhooks");
  await expect(page.getByText("Webhook deleted.")).toBeVisible();
  await expect(row).toHaveCount(0);
  server.close();
});

test("deliveries are paged, and the URL has the page", async ({
  page,
  request,
  demo,
  signIn,
}) => {
  const [endpoint, server] = await listen();
  const create = `mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } } }`;
  // A webhook for the daily summary gets no events of other tests.
  const input = { url: endpoint.url, events: ["SMS_VERIFICATION_STATUS"] };
  const { id } = (await graphql(request, demo, create, { input })).createWebhook.webhook;
  const send = `mutation ($id: ID!) { sendTestWebhook(input: { id: $id }) { userErrors { message } } }`;
  for (let sent = 0; sent < 26; sent++) await graphql(request, demo, send, { id });
  await signIn("PARTNER_ADMIN");
  await page.goto(`/webhooks/${id}`);
  await expect(page.getByText("26 deliveries")).toBeVisible();
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(deliveries(page)).toHaveCount(2);
  await page.reload();
  await expect(deliveries(page)).toHaveCount(2);
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(deliveries(page)).toHaveCount(26);
  const remove = `mutation ($id: ID!) { deleteWebhook(input: { id: $id }) { userErrors { message } } }`;
  await graphql(request, demo, remove, { id });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  server.close();
});
