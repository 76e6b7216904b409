/** States of the pages for visitors who are not signed in. */
import { expect } from "../fixtures";
import { refuse } from "../api";
import { press, refused, visit, type State } from "./state";

export const OUTSIDE: State[] = [
  { name: "sign-in", open: ({ page }) => visit(page, "/", "Sign in") },
  {
    name: "sign-in with errors",
    open: async ({ page }) => {
      await visit(page, "/", "Sign in");
      await press(page, "Sign in");
      await refused(page);
    },
  },
  {
    name: "sign-in that asks for a code",
    open: async ({ page }) => {
      await refuse(page, "sign-in", 401, "CODE_REQUIRED");
      await visit(page, "/", "Sign in");
      await page.getByLabel("Email address").fill("ada@example.com");
      await page.getByLabel("Password").fill("a password of hers");
      await press(page, "Sign in");
      await expect(page.getByLabel("Code from your authenticator app")).toBeFocused();
    },
  },
  {
    name: "forgotten password",
    open: ({ page }) => visit(page, "/forgot-password", "Reset your password"),
  },
  {
    name: "forgotten password with errors",
    open: async ({ page }) => {
      await visit(page, "/forgot-password", "Reset your password");
      await press(page, "Send link");
      await refused(page);
    },
  },
  {
    name: "forgotten password, link sent",
    open: async ({ page }) => {
      await page.route("**/auth/reset-request", (route) =>
        route.fulfill({ status: 202, json: { isMailConfigured: true } }),
      );
      await visit(page, "/forgot-password", "Reset your password");
      await page.getByLabel("Email address").fill("ada@example.com");
      await press(page, "Send link");
      await expect(page.getByText("a link is on its way")).toBeVisible();
    },
  },
  {
    name: "forgotten password, server without mail",
    open: async ({ page }) => {
      await page.route("**/auth/reset-request", (route) =>
        route.fulfill({ status: 202, json: { isMailConfigured: false } }),
      );
      await visit(page, "/forgot-password", "Reset your password");
      await page.getByLabel("Email address").fill("ada@example.com");
      await press(page, "Send link");
      await expect(page.getByText("This server sends no email")).toBeVisible();
    },
  },
  {
    name: "set password without a link",
    open: ({ page }) => visit(page, "/set-password", "Choose a password"),
  },
  {
    name: "set password",
    open: ({ page }) => visit(page, "/set-password#tgl_a-link", "Choose a password"),
  },
  {
    name: "set password with errors",
    open: async ({ page }) => {
      await visit(page, "/set-password#tgl_a-link", "Choose a password");
      await page.getByLabel("Confirm password").fill("another");
      await press(page, "Set password");
      await refused(page);
    },
  },
  {
    name: "set password with an expired link",
    open: async ({ page }) => {
      await refuse(page, "set-password", 410, "LINK_EXPIRED");
      await visit(page, "/set-password#tgl_a-link", "Choose a password");
      await page.getByLabel("New password").fill("a password of some length");
      await page.getByLabel("Confirm password").fill("a password of some length");
      await press(page, "Set password");
      await expect(page.getByText("This link has expired or was already used. Request a new one.")).toBeVisible();
    },
  },
  {
    name: "password set",
    open: async ({ page }) => {
      await page.route("**/auth/set-password", (route) => route.fulfill({ status: 204 }));
      await visit(page, "/set-password#tgl_a-link", "Choose a password");
      await page.getByLabel("New password").fill("a password of some length");
      await page.getByLabel("Confirm password").fill("a password of some length");
      await press(page, "Set password");
      await expect(page.getByText("Your password is set.")).toBeVisible();
    },
  },
];
