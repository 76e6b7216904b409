/** States of the pages with accounts: lists, verifications, and one account. */
import { accountId, answer, change, type Json } from "../api";
import { expect } from "../fixtures";
import { REQUEST } from "./partner";
import { dialog, press, refused, visit, type Scene, type State } from "./state";

const NORTHERN = "Northern Family Practice";

const account = (externalId: string, title: string, tab = "") => async (scene: Scene) => {
  const id = await accountId(scene.request, scene.demo, externalId);
  await visit(scene.page, `/accounts/${id}${tab}`, title);
};
const northern = account("demo-northern", NORTHERN);

const opened = (button: string | RegExp, name: string | RegExp) => async (scene: Scene) => {
  await northern(scene);
  await press(scene.page, button);
  await dialog(scene.page, name);
};

const REJECTED = {
  code: 1005,
  message: "The address on file is a post office box.",
  fields: ["ADDRESS1"],
};

/** 71 locations of an account, of which 20 have no number. */
function manyLocations({ account: { senders } }: Json): void {
  const [first] = senders.nodes;
  senders.nodes = Array.from({ length: 50 }, (_, index) => ({
    ...first,
    id: `${first.id}${index}`,
    isDefault: false,
    name: `Location ${index + 1} of Northern Family Practice`,
    externalId: `site-${index + 1}`,
    smsNumber: index % 5 === 3 ? null : { ...first.smsNumber, phoneNumber: `+1406555${1000 + index}` },
  }));
  Object.assign(senders, { totalCount: 71, pageInfo: { ...senders.pageInfo, hasNextPage: true, endCursor: "50" } });
}

/** The carrier rejected the number of an account's first location. */
const rejectedNumber = ({ account: { senders } }: Json) =>
  Object.assign(senders.nodes[0].smsNumber, {
    status: "REJECTED",
    verification: {
      ...senders.nodes[0].smsNumber.verification,
      status: "REJECTED",
      rejectionReasons: [{ ...REJECTED, isRetryable: true }],
    },
  });

const rejectedDetails = ({ account }: Json) =>
  Object.assign(account.rejected, {
    totalCount: 1,
    nodes: [{ id: "number_1", verification: { id: "verification_1", rejectionReasons: [{ ...REJECTED, isRetryable: true }] } }],
  });

const REFUSED = { outcome: "REFUSED", code: 4039, message: "", missing: [], rejectionReasons: [] };

/** Shows verifications in each status. */
function eachStatus({ verifications: { nodes } }: Json): void {
  const [first, second, third, fourth] = nodes;
  Object.assign(first, { status: "REJECTED", rejectionReasons: [{ ...REJECTED, isRetryable: true }] });
  Object.assign(second ?? first, { isOverdue: true, status: "IN_REVIEW" });
  Object.assign(third ?? first, { status: "REJECTED", attempt: 3, rejectionReasons: [{ ...REJECTED, isRetryable: false }] });
  Object.assign(fourth ?? first, { status: "REQUESTED" });
}

const ADMIN: Omit<State, "role">[] = [
  {
    name: "verifications",
    open: async ({ page }) => {
      await change(page, "Verifications", eachStatus);
      await visit(page, "/verifications", "Account Verification");
      await expect(page.getByText("Overdue").last()).toBeVisible();
    },
  },
  {
    name: "verifications, no matches",
    open: ({ page }) => visit(page, "/verifications?q=nothing-like-it", "Account Verification"),
  },
  {
    name: "verifications, reasons shown",
    open: async ({ page }) => {
      await change(page, "Verifications", eachStatus);
      await visit(page, "/verifications", "Account Verification");
      await press(page, /^The carrier's reasons for/);
      await expect(page.getByRole("button", { name: /^Resubmit/ })).toBeVisible();
    },
  },
  {
    name: "resubmission asked",
    open: async ({ page }) => {
      await change(page, "Verifications", eachStatus);
      await visit(page, "/verifications", "Account Verification");
      await press(page, /^The carrier's reasons for/);
      await press(page, /^Resubmit/);
      await dialog(page, /^Resubmit the number of/);
    },
  },
  {
    name: "resubmission refused",
    open: async ({ page }) => {
      await change(page, "Verifications", eachStatus);
      await answer(page, "RequestSmsNumbers", {
        requestSmsNumbers: {
          userErrors: [],
          results: [{ ...REFUSED, missing: ["POSTAL_CODE"], rejectionReasons: [{ ...REJECTED, isRetryable: true }] }],
        },
      });
      await visit(page, "/verifications", "Account Verification");
      await press(page, /^The carrier's reasons for/);
      await press(page, /^Resubmit/);
      await press(page, "Resubmit");
      await expect(page.getByText("Still missing:")).toBeVisible();
    },
  },
  { name: "accounts", open: ({ page }) => visit(page, "/accounts", "Accounts") },
  {
    name: "accounts found",
    open: ({ page }) => visit(page, "/accounts?q=family&details=complete&sort=-created", "Accounts"),
  },
  {
    name: "accounts, no matches",
    open: async ({ page }) => {
      await visit(page, "/accounts?q=nothing-like-it", "Accounts");
      await expect(page.getByText("No accounts match your filters")).toBeVisible();
    },
  },
  { name: "new account", open: ({ page }) => visit(page, "/accounts/new", "New account") },
  {
    name: "new account with errors",
    open: async ({ page }) => {
      await visit(page, "/accounts/new", "New account");
      await press(page, "Create account");
      await refused(page);
    },
  },
  {
    name: "new account with server errors",
    open: async ({ page }) => {
      await visit(page, "/accounts/new", "New account");
      await page.getByLabel("Account name").fill("Another");
      await page.getByLabel("External ID").fill("demo-northern");
      await page.getByLabel("Website URL", { exact: true }).fill("javascript:alert(1)");
      await press(page, "Create account");
      await refused(page);
    },
  },
  { name: "account", open: northern },
  {
    name: "account, SMS not activated",
    open: async (scene) => {
      await change(scene.page, "Account", ({ viewer }) => (viewer.partner.smsEnabled = false));
      await northern(scene);
    },
  },
  { name: "account that was rejected", open: account("demo-rejected", "Olentangy Dermatology") },
  { name: "account that is incomplete", open: account("demo-incomplete", "Riverbend Pediatrics") },
  {
    name: "account with a request for details",
    open: async (scene) => {
      await change(scene.page, "Account", ({ account }: Json) => (account.openRequest = REQUEST));
      await account("demo-incomplete", "Riverbend Pediatrics")(scene);
    },
  },
  {
    name: "account with many locations, some selected",
    open: async (scene) => {
      await change(scene.page, "Senders", manyLocations);
      await northern(scene);
      for (const number of [4, 9, 14]) {
        await scene.page.getByLabel(`Select Location ${number} of`).check();
      }
      await expect(scene.page.getByRole("button", { name: "Add 3 numbers" })).toBeVisible();
    },
  },
  {
    name: "several numbers asked",
    open: async (scene) => {
      await change(scene.page, "Senders", manyLocations);
      await northern(scene);
      await scene.page.getByLabel("Select all on this page").check();
      await press(scene.page, "Add 10 numbers");
      await dialog(scene.page, "Add 10 numbers?");
    },
  },
  {
    name: "several numbers, some refused",
    open: async (scene) => {
      await change(scene.page, "Senders", manyLocations);
      await answer(scene.page, "RequestSmsNumbers", {
        requestSmsNumbers: {
          userErrors: [],
          results: [
            { ...REFUSED, outcome: "REQUESTED", code: null },
            { ...REFUSED, missing: ["POSTAL_CODE", "WEBSITE"] },
            { ...REFUSED, missing: ["POSTAL_CODE", "WEBSITE"] },
          ],
        },
      });
      await northern(scene);
      for (const number of [4, 9, 14]) {
        await scene.page.getByLabel(`Select Location ${number} of`).check();
      }
      await press(scene.page, "Add 3 numbers");
      await scene.page.getByRole("dialog").getByRole("button", { name: "Add 3 numbers" }).click();
      await expect(scene.page.getByText("Still missing:")).toBeVisible();
    },
  },
  {
    name: "account with a rejected number, reasons shown",
    open: async (scene) => {
      await change(scene.page, "Senders", rejectedNumber);
      await change(scene.page, "Account", rejectedDetails);
      await northern(scene);
      await press(scene.page, /^The carrier's reasons for/);
      await expect(scene.page.getByText("Fix: Address")).toBeVisible();
    },
  },
  {
    name: "account, no matching locations",
    open: async (scene) => {
      await account("demo-northern", NORTHERN, "?q=nothing-like-it&number=none")(scene);
      await expect(scene.page.getByText("No matching locations or queues")).toBeVisible();
    },
  },
  { name: "number asked", open: opened(/^Add Number for/, /^Add a number for/) },
  { name: "account's details", open: account("demo-northern", NORTHERN, "/details") },
  {
    name: "account's details that were rejected",
    open: async (scene) => {
      await change(scene.page, "Account", rejectedDetails);
      await account("demo-northern", NORTHERN, "/details")(scene);
      await expect(scene.page.getByText("The carrier rejected these details")).toBeVisible();
    },
  },
  { name: "account's messages", open: account("demo-northern", NORTHERN, "/messages") },
  { name: "account's users", open: account("demo-northern", NORTHERN, "/users") },
  { name: "account's users, none", open: account("demo-incomplete", "Riverbend Pediatrics", "/users") },
  { name: "account's activity", open: account("demo-northern", NORTHERN, "/activity") },
  {
    name: "account's activity, details shown",
    open: async (scene) => {
      await account("demo-northern", NORTHERN, "/activity")(scene);
      await scene.page.getByRole("button", { name: /^Details of/ }).first().click();
      await expect(scene.page.getByText("Entry hash")).toBeVisible();
    },
  },
  { name: "location added", open: opened("Add location", "Add location") },
  {
    name: "location added with errors",
    open: async (scene) => {
      await opened("Add location", "Add location")(scene);
      await press(scene.page, "Save");
      await refused(scene.page);
    },
  },
  { name: "location edited", open: opened("Edit Dublin", "Edit location") },
  { name: "queue added", open: opened("Add queue", "Add queue") },
  {
    name: "account's facts edited",
    open: async (scene) => {
      await account("demo-northern", NORTHERN, "/details/account")(scene);
      await dialog(scene.page, "Edit account");
    },
  },
  { name: "account's details edited", open: account("demo-northern", NORTHERN, "/details/edit") },
  {
    name: "account's rejected details edited",
    open: async (scene) => {
      await change(scene.page, "Account", rejectedDetails);
      await account("demo-northern", NORTHERN, "/details/edit")(scene);
      await expect(scene.page.getByLabel("Address", { exact: true })).toHaveAttribute("aria-invalid", "true");
    },
  },
  {
    name: "account's missing details edited",
    open: account("demo-incomplete", "Riverbend Pediatrics", "/details/edit"),
  },
  {
    name: "account's details edited with errors",
    open: async (scene) => {
      await account("demo-northern", NORTHERN, "/details/edit")(scene);
      await scene.page.getByLabel("Website URL", { exact: true }).fill("not a website");
      await scene.page.getByLabel("ZIP or postal code").fill("nothing");
      await press(scene.page, "Save");
      await refused(scene.page);
    },
  },
  { name: "unknown account", open: ({ page }) => visit(page, "/accounts/account_1", "Page not found") },
];

export const PORTAL: State[] = [
  ...ADMIN.map((state): State => ({ ...state, role: "PARTNER_ADMIN" })),
  { name: "account as support sees it", role: "PARTNER_SUPPORT", open: northern },
];
