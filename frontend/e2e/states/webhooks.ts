/** States of the webhook pages, dialogs, and deliveries. */
import { answer, change, type Json } from "../api";
import { expect } from "../fixtures";
import { dialog, press, refused, visit, type Scene, type State } from "./state";

const URL = "https://ehr.example.org/hooks/textgate?practice=all&and=a-rather-long-word-without-any-spaces-in-it";
const ACCOUNT = { id: "account_1", name: "Northern Family Practice" };
const EVENTS = ["SMS_VERIFICATION_STATUS", "SMS_NUMBER_STATUS", "MESSAGE_STATUS"];
const MINUTE = 60_000;

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();

const webhook = (changes: object): Json => ({
  __typename: "Webhook",
  id: "webhook_1",
  url: URL,
  description: "Our EHR’s program",
  status: "ENABLED",
  disabledReason: null,
  disabledAt: null,
  failingSince: null,
  events: EVENTS,
  account: null,
  createdAt: ago(9_000),
  updatedAt: ago(30),
  previousSecretUntil: null,
  deliveries: { totalCount: 0, nodes: [], pageInfo: PAGE },
  ...changes,
});

const PAGE = { hasNextPage: false, hasPreviousPage: false, endCursor: null };
const GONE = { status: "DISABLED", disabledReason: "GONE", disabledAt: ago(90), failingSince: ago(90) };
const delivery = (index: number, changes: object): Json => ({
  __typename: "WebhookDelivery",
  id: `webhook_delivery_${index}`,
  event: EVENTS[index % 3],
  status: "DELIVERED",
  tries: 1,
  createdAt: ago(index * 60),
  completedAt: ago(index * 60),
  nextTryAt: null,
  ...changes,
});
const PENDING = { status: "PENDING", tries: 3, completedAt: null, nextTryAt: ago(-90) };
const DELIVERIES = [
  delivery(0, PENDING),
  delivery(1, {}),
  delivery(2, { event: "TEST", status: "FAILED" }),
];

/** Opens the list with a webhook of each status. */
const list = async ({ page }: Scene) => {
  const last = (status: string) => ({ nodes: [{ id: "webhook_delivery_1", status, createdAt: ago(5) }] });
  const nodes = [
    webhook({ deliveries: last("DELIVERED") }),
    webhook({ id: "webhook_2", account: ACCOUNT, failingSince: ago(600), deliveries: last("PENDING") }),
    webhook({ id: "webhook_3", ...GONE, description: null, deliveries: last("FAILED") }),
    webhook({ id: "webhook_4", status: "DISABLED", disabledReason: "REQUESTED", disabledAt: ago(5) }),
  ];
  await answer(page, "Webhooks", { webhooks: { totalCount: nodes.length, nodes, pageInfo: PAGE } });
  await visit(page, "/webhooks", "Webhooks");
};

/** Opens a webhook's page with deliveries. */
const one = (changes: object = {}, nodes: Json[] = DELIVERIES) => async ({ page }: Scene) => {
  const deliveries = { totalCount: nodes.length, nodes, pageInfo: PAGE };
  await answer(page, "Webhook", { node: webhook({ deliveries, ...changes }) });
  await visit(page, "/webhooks/webhook_1", URL);
};

/** Opens the tab with a webhook's settings. */
const settings = (changes: object = {}) => async (scene: Scene) => {
  await one(changes)(scene);
  await scene.page.getByRole("navigation", { name: "Parts of the webhook" }).getByRole("link", { name: "Settings" }).click();
  await expect(scene.page.getByRole("heading", { name: "Endpoint" })).toBeVisible();
};

const opened = (button: string, name: string) => async (scene: Scene) => {
  await settings()(scene);
  await press(scene.page, button);
  await dialog(scene.page, name);
};

const adding = async ({ page }: Scene) => {
  await visit(page, "/webhooks", "Webhooks");
  await press(page, "Add webhook");
  await dialog(page, "Add webhook");
};

const attempt = (index: number, changes: object) => ({
  id: `webhook_attempt_${index}`,
  at: ago(index * 30),
  milliseconds: 120,
  statusCode: null,
  error: null,
  response: null,
  ...changes,
});
const ATTEMPTS = [
  attempt(1, { statusCode: 500, error: "STATUS", response: `<h1>${"Error".repeat(40)}</h1>` }),
  attempt(2, { error: "TIMEOUT", milliseconds: 15_000 }),
  attempt(3, { statusCode: 302, error: "REDIRECT", response: "" }),
];

const attempts = (nodes: Json[], changes: object = {}) => async (scene: Scene) => {
  const payload = `{"type":"sms_number_status","data":{"id":"${"0123456789abcdef".repeat(8)}"}}`;
  const node = { ...delivery(0, PENDING), payload, attempts: { totalCount: nodes.length, nodes } };
  await answer(scene.page, "WebhookDelivery", { node });
  await one(changes)(scene);
  await scene.page.locator("a.row-link").first().click();
  await dialog(scene.page, "Delivery");
  await expect(scene.page.getByText("Payload")).toBeVisible();
};

const STATES: Omit<State, "role">[] = [
  {
    name: "webhooks, none yet",
    open: async ({ page }) => {
      await change(page, "Webhooks", ({ webhooks }) => Object.assign(webhooks, { totalCount: 0, nodes: [] }));
      await visit(page, "/webhooks", "Webhooks");
      await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
    },
  },
  {
    name: "webhooks",
    open: async (scene) => {
      await list(scene);
      await scene.page.getByText("How webhooks work").click();
    },
  },
  { name: "webhook added", open: adding },
  {
    name: "webhook added with errors",
    open: async (scene) => {
      await adding(scene);
      await scene.page.getByRole("dialog").getByRole("button", { name: "Add webhook" }).click();
      await refused(scene.page);
    },
  },
  {
    name: "webhook's secret",
    open: async (scene) => {
      const { page } = scene;
      const secret = `whsec_${"A1b2C3d4".repeat(6)}`;
      await answer(page, "CreateWebhook", { createWebhook: { userErrors: [], webhook: { id: "webhook_1" }, secret } });
      await adding(scene);
      await page.getByLabel("URL").fill("https://ehr.example.org/hooks");
      await page.getByRole("checkbox").first().check();
      await page.getByRole("dialog").getByRole("button", { name: "Add webhook" }).click();
      await dialog(page, "Webhook secret");
    },
  },
  { name: "webhook", open: one({ account: ACCOUNT }) },
  { name: "webhook that is failing", open: one({ failingSince: ago(600) }) },
  { name: "webhook that was disabled", open: one({ ...GONE, description: null }) },
  { name: "webhook without deliveries", open: one({}, []) },
  {
    name: "webhook whose test is refused",
    open: async (scene) => {
      const userErrors = [{ field: ["id"], code: "CONFLICT", message: "is disabled; enable it first" }];
      await answer(scene.page, "SendTestWebhook", { sendTestWebhook: { userErrors } });
      await one()(scene);
      await press(scene.page, "Send test");
      await refused(scene.page);
    },
  },
  {
    name: "unknown webhook",
    open: ({ page }) => visit(page, "/webhooks/webhook_1", "Page not found"),
  },
  { name: "webhook's settings", open: settings({ account: ACCOUNT, previousSecretUntil: ago(-600) }) },
  { name: "settings of a disabled webhook", open: settings({ ...GONE, description: null }) },
  {
    name: "webhook's settings with errors",
    open: async (scene) => {
      await settings()(scene);
      await scene.page.getByLabel("URL").fill("");
      await press(scene.page, "Save");
      await refused(scene.page);
    },
  },
  { name: "webhook's secret rotated", open: opened("Rotate secret", "Rotate the secret?") },
  { name: "webhook disabled", open: opened("Disable", "Disable this webhook?") },
  { name: "webhook deleted", open: opened("Delete", "Delete this webhook?") },
  {
    name: "webhook's delivery",
    open: async (scene) => {
      await attempts(ATTEMPTS)(scene);
      await scene.page.getByText("Payload").click();
      await scene.page.getByText("Response body").click();
    },
  },
  { name: "pending delivery of a disabled webhook", open: attempts([], GONE) },
];

export const WEBHOOKS: State[] = STATES.map((state) => ({ ...state, role: "PARTNER_ADMIN" }));
