/** Sign-in, sign-out, password links, and a session that ends while the user writes. */
import { expect, test } from "./fixtures";
import { signOutOf } from "./tabs";

const userOf = (users: { email: string; password: string; role: string }[], role: string) => {
  const user = users.find((candidate) => candidate.role === role);
  if (!user) throw new Error(`the demo has no user with the role ${role}`);
  return user;
};

test("a user signs in, sees their own pages, and signs out", async ({ page, demo }) => {
  const { email, password } = userOf(demo.users, "ACCOUNT_SENDER");
  await page.goto("/");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Email address is required.");
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill("not the password at all");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("The email address or password is incorrect.");
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Messages");
  await expect(page).toHaveTitle("Messages · Textgate");
  const menu = page.getByRole("navigation", { name: "Menu" });
  await expect(menu.getByRole("link")).toHaveText(["Messages", "Numbers & Details"]);

  // Scripts cannot read the session.
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["textgate:heard"]);

  await signOutOf(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await page.goto("/numbers");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("after the session ends, the draft stays and is sent once the user signs in again", async ({
  page,
  demo,
  signIn,
}) => {
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByLabel("Send to").fill("4065550166");
  await page.getByRole("textbox", { name: "Message" }).fill("Do not lose this");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Send SMS Text" }).click();

  const again = page.getByRole("dialog", { name: "Sign in to continue" });
  await expect(again).toBeVisible();
  // The email address is filled in.
  await expect(again.getByLabel("Password")).toBeFocused();
  // The user cannot dismiss the cover.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(again).toBeVisible();
  await again.getByLabel("Password").fill(userOf(demo.users, "ACCOUNT_SENDER").password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
});

test("an idle page is covered after fifteen minutes", async ({ page, signIn }) => {
  await page.clock.install();
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await expect(page.getByRole("table")).toBeVisible();
  // A pending response would count as heard at the new time.
  await page.waitForLoadState("networkidle");
  await page.clock.fastForward("14:00");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.fastForward("02:00");
  await expect(page.getByRole("dialog", { name: "Sign in to continue" })).toBeVisible();
});

test("a password link checks the confirmation, and an invalid link leads to a new one", async ({ page, demo }) => {
  const { email, password } = userOf(demo.users, "PARTNER_ADMIN");
  await page.goto("/set-password#tgl_not-a-link");
  await page.getByLabel("New password").fill("a password of some length");
  await page.getByLabel("Confirm password").fill("another password of it");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("alert")).toContainText("Passwords don't match.");
  // The token is removed from the URL of a shared browser.
  expect(new URL(page.url()).hash).toBe("");
  await page.getByLabel("Confirm password").fill("a password of some length");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("This link has expired or was already used. Request a new one.")).toBeVisible();
  await page.getByRole("link", { name: "Request a new link" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("This server sends no email, so no link was sent.")).toBeVisible();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: "Menu of Grace Admin" })).toBeVisible();
});

test("while the server cannot be reached, the page does not claim that the user is signed out", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.route("**/auth/session", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Textgate can't be loaded");
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  await expect(page.getByLabel("Password")).toHaveCount(0);
  await page.unroute("**/auth/session");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
});

test("the password is shown on demand, and hidden again when the form is submitted", async ({ page }) => {
  await page.goto("/");
  const password = page.getByLabel("Password");
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveAttribute("autocomplete", "current-password");
  await expect(page.getByLabel("Email address")).toHaveAttribute("autocomplete", "username");
  await password.fill("a heron at the river");
  await page.getByRole("button", { name: "Show Password" }).press("Enter");
  await expect(password).toHaveAttribute("type", "text");
  await expect(page.getByRole("alert")).toHaveCount(0);
  await page.getByRole("button", { name: "Hide Password" }).click();
  await expect(password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show Password" }).click();
  // The email address is missing.
  await password.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Email address is required.");
  await expect(password).toHaveAttribute("type", "password");
  await expect(password).toHaveValue("a heron at the river");
});

test("a failed sign-in with an identity provider ends on the sign-in page, which says what to do", async ({ page }) => {
  await page.goto(`/auth/oidc/start?partner=partner_${"0".repeat(32)}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await expect(page.getByRole("alert")).toHaveText(
    "This sign-in address does not work. Sign in with your email address and password.",
  );
  await expect(page).toHaveURL("/");
});

test("an unknown error in the address of the sign-in page has words, too", async ({ page }) => {
  for (const code of ["constructor", "__proto__", "<b>X</b>"]) {
    await page.goto(`/?${new URLSearchParams({ "sign-in-error": code })}`);
    await expect(page.getByRole("alert")).toHaveText(/^Signing in with your organization failed\. /);
  }
});
