/** States of the account users' pages and of the frame around all pages. */
import type { Page } from "@playwright/test";

import { change, fail, type Json } from "../api";
import { expect } from "../fixtures";
import { dialog, press, refused, settled, visit, type Scene, type State } from "./state";

const NORTHERN = "Northern Family Practice";

/** Another user has signed in when the user returns to the page. */
export async function anotherSignedIn({ page }: Scene): Promise<void> {
  await visit(page, "/", "Messages");
  const session = await (await page.request.get("/auth/session")).json();
  session.user = { ...session.user, id: `user_${"0".repeat(32)}`, name: "Grace Admin" };
  const error = { code: "USER_CHANGED", message: "It was refused.", requestId: "0".repeat(32) };
  await page.route("**/auth/session", (route) =>
    "x-textgate-user" in route.request().headers()
      ? route.fulfill({ status: 409, json: { error } })
      : route.fulfill({ json: session }),
  );
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(page.getByRole("button", { name: "Continue as Grace Admin" })).toBeVisible();
}

/** Opens the newest message: the thread with its recipient. */
async function openThread(page: Page): Promise<void> {
  await visit(page, "/", "Messages");
  await page.getByRole("table").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: /^Texts to / })).toBeVisible();
  await settled(page);
}

/** Changes the newest text of each thread. */
const changeNewest = (page: Page, changes: Json) =>
  change(page, "Thread", ({ account }) => Object.assign(account.messages.nodes[0], changes));

export const WEBAPP: State[] = [
  {
    name: "messages",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/", "Messages");
      await expect(page.getByRole("table")).toBeVisible();
    },
  },
  {
    name: "messages, none of this status",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/?status=CANCELED", "Messages");
      await expect(page.getByText("No matching messages")).toBeVisible();
    },
  },
  {
    name: "a message",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await openThread(page);
      await expect(page.getByRole("button", { name: "Text again" })).toBeVisible();
    },
  },
  {
    name: "a message that failed",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await changeNewest(page, {
        status: "UNDELIVERED",
        failure: { code: 30005, message: "The number is not in service." },
      });
      await openThread(page);
      await expect(page.getByText("The number is not in service.")).toBeVisible();
    },
  },
  {
    name: "a message that can be canceled",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await changeNewest(page, { status: "QUEUED", canCancel: true });
      await openThread(page);
      await expect(page.getByRole("button", { name: "Cancel text" })).toBeVisible();
    },
  },
  {
    name: "a message of nobody",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/messages/message_unknown", "Messages");
      await expect(page.getByText("This message doesn't exist or you don't have access.")).toBeVisible();
    },
  },
  {
    name: "messages, all filters set",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/?to=0182&status=DELIVERED&by=demo&from=2026-01-01&until=2026-12-31", "Messages");
      await expect(page.getByRole("button", { name: "Clear Status" })).toBeVisible();
    },
  },
  {
    name: "messages, an unsent draft asks before it is replaced",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/", "Messages");
      await press(page, "Send a text");
      await page.getByRole("textbox", { name: "Message" }).fill("Your results are in.");
      await page.goBack();
      await page.getByRole("button", { name: "Leave" }).click();
      await page.getByRole("table").getByRole("link").first().click();
      await press(page, "Text again");
      await dialog(page, "Replace your draft?");
    },
  },
  {
    name: "account page for a practice manager",
    role: "ACCOUNT_ADMIN",
    open: ({ page }) => visit(page, "/numbers", NORTHERN),
  },
  {
    name: "account page for a practice manager, details edited",
    role: "ACCOUNT_ADMIN",
    open: ({ page }) => visit(page, "/numbers/details/edit", NORTHERN),
  },
  {
    name: "account page for practice staff, details",
    role: "ACCOUNT_SENDER",
    open: ({ page }) => visit(page, "/numbers/details", NORTHERN),
  },
  {
    name: "account page for practice staff",
    role: "ACCOUNT_SENDER",
    open: ({ page }) => visit(page, "/numbers", NORTHERN),
  },
  {
    name: "users of an account",
    role: "ACCOUNT_ADMIN",
    open: ({ page }) => visit(page, "/users", "Users"),
  },
  {
    name: "reports of an account",
    role: "ACCOUNT_ADMIN",
    open: ({ page }) => visit(page, "/reports", "Reports"),
  },
  {
    name: "page not found",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/nowhere", "Page not found");
      // Named after the user's own first page.
      await expect(page.getByRole("main").getByRole("link", { name: "Messages" })).toHaveAttribute("href", "/");
    },
  },
  {
    name: "session over",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/", "Messages");
      await page.context().clearCookies();
      await page.getByLabel("Status", { exact: true }).selectOption({ label: "Delivered" });
      await dialog(page, "Sign in to continue");
    },
  },
  {
    name: "signed out in another tab",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await visit(page, "/", "Messages");
      const { user } = await (await page.request.get("/auth/session")).json();
      await page.route("**/auth/session", (route) => route.abort());
      await page.evaluate(
        (news) => new BroadcastChannel("textgate:session").postMessage(news),
        { kind: "signed-out", id: user.id },
      );
      await dialog(page, "Sign in to continue");
    },
  },
  {
    name: "another user signed in in another tab",
    role: "ACCOUNT_SENDER",
    open: anotherSignedIn,
  },
  {
    name: "another user signed in, sign-in form shown",
    role: "ACCOUNT_SENDER",
    open: async (scene) => {
      await anotherSignedIn(scene);
      await press(scene.page, "Sign in as Dan Desk");
      await press(scene.page, "Sign in");
      await refused(scene.page);
    },
  },
  {
    name: "no response",
    role: "ACCOUNT_SENDER",
    open: async ({ page }) => {
      await fail(page, "Messages", "abort");
      await visit(page, "/", "Messages");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    },
  },
  {
    name: "internal server error",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await fail(page, "Overview", 500);
      await visit(page, "/", "Home");
      await expect(page.getByText("Something went wrong on our side")).toBeVisible();
    },
  },
  {
    name: "late response",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await page.route("**/graphql", () => undefined);
      await page.goto("/");
      // Before it, the page waits for the session.
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
      await expect(page.locator(".skeleton").first()).toBeVisible();
    },
  },
  {
    name: "toast",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await visit(page, "/accounts?q=demo-incomplete", "Accounts");
      await page.getByRole("link", { name: "Riverbend Pediatrics" }).click();
      await page.getByRole("link", { name: "Details", exact: true }).click();
      await page.getByRole("link", { name: "Edit account" }).click();
      await press(page, "Save");
      await expect(page.getByText("Account saved.")).toBeVisible();
      await settled(page);
    },
  },
];
