/** States of the pages for visitors who are not signed in. */
import { expect } from "../fixtures";
import { refuse } from "../api";
import { press, refused, visit, type Scene, type State } from "./state";

/** Submits the sign-in form, which the server refuses. */
async function signInRefused(page: Scene["page"], status: number, code: string): Promise<void> {
  await refuse(page, "sign-in", status, code);
  await visit(page, "/", "Sign in");
  await page.getByLabel("Email address").fill("ada@example.com");
  await page.getByLabel("Password").fill("a password of hers");
  await press(page, "Sign in");
}

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
    name: "sign-in with the password shown",
    open: async ({ page }) => {
      await visit(page, "/", "Sign in");
      await page.getByLabel("Password").fill("a password of hers");
      await press(page, "Show Password");
      await expect(page.getByLabel("Password")).toHaveAttribute("type", "text");
    },
  },
  {
    name: "sign-in with a wrong password",
    open: async ({ page }) => {
      await signInRefused(page, 401, "INVALID_CREDENTIALS");
      await expect(page.getByRole("alert")).toContainText("The email address or password is incorrect.");
    },
  },
  {
    name: "sign-in after too many attempts",
    open: async ({ page }) => {
      await signInRefused(page, 429, "TOO_MANY_ATTEMPTS");
      await expect(page.getByRole("alert")).toContainText("Too many attempts.");
    },
  },
  {
    name: "sign-in without a response",
    open: async ({ page }) => {
      await page.route("**/auth/sign-in", (route) => route.abort());
      await visit(page, "/", "Sign in");
      await page.getByLabel("Email address").fill("ada@example.com");
      await page.getByLabel("Password").fill("a password of hers");
      await press(page, "Sign in");
      await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
    },
  },
  {
    name: "session that loads late",
    open: async ({ page }) => {
      await page.route("**/auth/session", () => undefined);
      await page.goto("/");
      await expect(page.locator(".skeleton").first()).toBeVisible();
    },
  },
  {
    name: "sign-in after a refusal by the identity provider",
    open: async ({ page }) => {
      await visit(page, "/?sign-in-error=SIGN_IN_FAILED", "Sign in");
      await expect(page.getByRole("alert")).toContainText("Signing in with your organization failed.");
    },
  },
  {
    name: "sign-in that asks for a code",
    open: async ({ page }) => {
      await signInRefused(page, 401, "CODE_REQUIRED");
      await expect(page.getByLabel("Code from your authenticator app")).toBeFocused();
    },
  },
  {
    name: "sign-in with a wrong code",
    open: async ({ page }) => {
      await signInRefused(page, 401, "CODE_REQUIRED");
      await page.getByLabel("Code from your authenticator app").fill("123456");
      await page.unroute("**/auth/sign-in");
      await refuse(page, "sign-in", 401, "INVALID_CREDENTIALS");
      await press(page, "Sign in");
      await expect(page.getByRole("alert")).toContainText("The email address, password, or code is incorrect.");
      await expect(page.getByLabel("Code from your authenticator app")).toHaveValue("");
    },
  },
  {
    name: "session not loaded",
    open: async ({ page }) => {
      await page.route("**/auth/session", (route) => route.abort());
      await visit(page, "/", "Textgate can't be loaded");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
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
    open: ({ page }) => visit(page, "/set-password", "This link is incomplete"),
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
      await expect(page.getByRole("heading", { name: "Your password is set" })).toBeFocused();
    },
  },
];
