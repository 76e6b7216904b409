/** States of the composer, the pop-up for missing details, and the embedded composer. */
import type { Page } from "@playwright/test";

import { accountId, answer, graphql, change, type Json } from "../api";
import { expect } from "../fixtures";
import { dialog, press, refused, visit, type Scene, type State } from "./state";

const REASON = {
  code: 1005,
  message: "The address on file is a post office box; carriers want a street address.",
  fields: ["ADDRESS1", "CITY"],
  isRetryable: true,
};

/** Gives the senders a number of each status, independent of other tests. */
function eachStatus({ account }: Json): void {
  const [first, second, third, fourth, fifth] = account.senders.nodes;
  const number = (status: string, reasons: Json[] = []) => ({
    id: "number_1",
    phoneNumber: status === "PENDING" ? null : "+14065550120",
    status,
    verification: { id: "verification_1", status, requestedAt: "2026-01-01T00:00:00Z", rejectionReasons: reasons },
  });
  first.smsNumber = number("APPROVED");
  second.smsNumber = number("PENDING");
  third.smsNumber = number("REJECTED", [REASON]);
  fourth.smsNumber = number("APPROVED");
  fifth.smsNumber = null;
}

export async function openComposer({ page }: Scene): Promise<void> {
  await visit(page, "/", "Messages");
  await press(page, "Send a text");
  await expect(page.getByLabel("Send to")).toBeFocused();
}

async function write(page: Page): Promise<void> {
  await page.getByLabel("Send to").fill("4065550133");
  await page.getByRole("textbox", { name: "Message" }).fill("Zoë, see you at nine.");
}

/** Opens the composer of an account with missing details: the pop-up opens automatically. */
export async function openMissingInfo({ page, request, demo }: Scene): Promise<void> {
  const id = await accountId(request, demo, "demo-incomplete");
  await change(page, "Composer", ({ account }) => {
    account.businessDetails.isComplete = false;
    for (const sender of account.senders.nodes) sender.smsNumber = null;
  });
  await change(page, "AccountDetails", ({ account }) => {
    account.businessDetails.missing = ["POSTAL_CODE", "COUNTRY_CODE"];
    account.businessDetails.address.postalCode = null;
  });
  await visit(page, `/accounts/${id}`, "Riverbend Pediatrics");
  await press(page, "Send a text");
  await dialog(page, "Update Business Information");
  await expect(page.getByLabel("ZIP or postal code")).toBeVisible();
}

async function submitMissingInfo(scene: Scene, isVerificationRequested: boolean): Promise<void> {
  await answer(scene.page, "UpdateBusinessDetails", {
    updateBusinessDetails: { userErrors: [], account: null, isVerificationRequested },
  });
  await openMissingInfo(scene);
  await scene.page.getByLabel("ZIP or postal code").fill("43065");
  await scene.page.getByLabel("Country").selectOption("US");
  await press(scene.page, "Submit business information");
}

const MINT = `mutation ($input: CreateEmbedTokenInput!) {
  createEmbedToken(input: $input) { token userErrors { message } }
}`;

/** Opens a host page with the embedded composer; it has the demo's origin. */
export async function openEmbedded({ page, request, demo }: Scene): Promise<void> {
  const account = await accountId(request, demo, "demo-northern");
  const input = { accountId: account, origin: demo.url, userName: "Dr. Osler" };
  const { token } = (await graphql(request, demo, MINT, { input })).createEmbedToken;
  const host = `<!doctype html><html lang="en"><title>A chart</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <main><h1>A chart</h1><button>Text</button><textgate-composer></textgate-composer></main>
    <script type="module">
      import "/embed/v1/composer.js";
      const composer = document.querySelector("textgate-composer");
      composer.fetchToken = async () => "${token}";
      document.querySelector("button").addEventListener("click", () => composer.open());
    </script></html>`;
  await page.route("**/a-chart", (route) => route.fulfill({ contentType: "text/html", body: host }));
  await page.goto("/a-chart");
  await press(page, "Text");
  await expect(page.getByLabel("Send to")).toBeFocused();
}

const sent = async (scene: Scene) => {
  await openComposer(scene);
  await write(scene.page);
  await press(scene.page, "Send SMS Text");
  await expect(scene.page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
};

const refusal = (refused: Json) => async (scene: Scene) => {
  await answer(scene.page, "SendSms", { sendSms: { code: 4039, message: "", ...refused } });
  await openComposer(scene);
  await write(scene.page);
  await press(scene.page, "Send SMS Text");
  await expect(scene.page.getByText("Your text was not sent").first()).toBeVisible();
};

const withPicker = async (scene: Scene) => {
  await change(scene.page, "Composer", eachStatus);
  await openComposer(scene);
  await scene.page.getByRole("combobox", { name: "Send From" }).click();
  await expect(scene.page.getByText("Select an SMS Approved Location below.")).toBeVisible();
};

const SENDER: Omit<State, "role">[] = [
  { name: "composer", open: openComposer },
  {
    name: "composer with errors",
    open: async (scene) => {
      await openComposer(scene);
      await press(scene.page, "Send SMS Text");
      await refused(scene.page);
    },
  },
  { name: "composer, picker open", open: withPicker },
  {
    name: "composer, number asked",
    open: async (scene) => {
      await withPicker(scene);
      await press(scene.page, /^Add Number for/);
      await expect(scene.page.getByText("The carrier may charge for each number.")).toBeVisible();
    },
  },
  {
    name: "composer, picker search without matches",
    open: async (scene) => {
      await change(scene.page, "Composer", ({ account }) => {
        const [first] = account.senders.nodes;
        for (let more = 0; more < 8; more++) {
          account.senders.nodes.push({ ...first, id: `location_${more}`, name: `Office ${more}` });
        }
      });
      await openComposer(scene);
      await scene.page.getByRole("combobox", { name: "Send From" }).click();
      await scene.page.getByPlaceholder("Search locations and queues").fill("Nowhere");
      await expect(scene.page.getByText("No matches.")).toBeVisible();
    },
  },
  {
    name: "composer, the difference explained",
    open: async (scene) => {
      await openComposer(scene);
      await press(scene.page, "What's the difference?");
      await press(scene.page, "Template");
      await press(scene.page, "Form");
    },
  },
  {
    name: "composer, Secure Text chosen",
    open: async (scene) => {
      await openComposer(scene);
      await scene.page.getByRole("radio", { name: "Secure Text" }).check();
    },
  },
  {
    name: "composer, details missing and the user may not add them",
    open: async (scene) => {
      await change(scene.page, "Composer", ({ account }) => {
        account.businessDetails.isComplete = false;
      });
      await openComposer(scene);
    },
  },
  {
    name: "composer, SMS not activated",
    open: async (scene) => {
      await change(scene.page, "Composer", ({ viewer }) => (viewer.partner.smsEnabled = false));
      await openComposer(scene);
    },
  },
  { name: "composer, text delivered", open: sent },
  { name: "composer, 4015", open: refusal({ __typename: "SmsNotEnabledError" }) },
  { name: "composer, 4035", open: refusal({ __typename: "SmsNumberNotVerifiedError" }) },
  { name: "composer, 4080", open: refusal({ __typename: "RecipientOptedOutError" }) },
  {
    name: "composer, discard asked",
    open: async (scene) => {
      await openComposer(scene);
      await write(scene.page);
      await press(scene.page, "Discard");
      await dialog(scene.page, "Discard this text?");
    },
  },
];

export const COMPOSER: State[] = [
  ...SENDER.map((state): State => ({ ...state, role: "ACCOUNT_SENDER" })),
  { name: "missing business information", role: "PARTNER_ADMIN", open: openMissingInfo },
  {
    name: "missing business information with errors",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await openMissingInfo(scene);
      await press(scene.page, "Submit business information");
      await refused(scene.page);
      await scene.page.getByText("Already on file").click();
    },
  },
  {
    name: "missing business information, verification requested",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await submitMissingInfo(scene, true);
      await expect(scene.page.getByText("Verification has been requested and takes 2-3 business days.")).toBeVisible();
    },
  },
  {
    name: "missing business information, verification not requested",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await submitMissingInfo(scene, false);
      await expect(scene.page.getByText("Business information saved.")).toBeVisible();
    },
  },
  { name: "embedded composer", open: openEmbedded },
  {
    name: "embedded composer with errors and its picker open",
    open: async (scene) => {
      await openEmbedded(scene);
      await press(scene.page, "Send SMS Text");
      await refused(scene.page);
      await scene.page.getByRole("combobox", { name: "Send From" }).click();
      await expect(scene.page.getByText("Select an SMS Approved Location below.")).toBeVisible();
    },
  },
];
