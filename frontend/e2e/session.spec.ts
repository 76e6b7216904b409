/** Signing in and out, and a session that ends while somebody writes. */
import { expect, test } from "./fixtures";

const person = (users: { email: string; password: string; role: string }[], role: string) => {
  const found = users.find((each) => each.role === role);
  if (!found) throw new Error(`the demo has nobody who is ${role}`);
  return found;
};

test("somebody signs in, sees their own pages, and signs out", async ({ page, demo }) => {
  const { email, password } = person(demo.users, "ACCOUNT_SENDER");
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

  // Nothing of a session is where a script could read it.
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(["textgate:heard"]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await page.goto("/numbers");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
});

test("a session that ends keeps what was typed, and the text goes out after signing in again", async ({
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
  // The address is filled in already.
  await expect(again.getByLabel("Password")).toBeFocused();
  // There is no way around it but to sign in.
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(again).toBeVisible();
  await again.getByLabel("Password").fill(person(demo.users, "ACCOUNT_SENDER").password);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your text was delivered" })).toBeVisible();
});

test("a page that is left alone shows nothing after fifteen minutes", async ({ page, signIn }) => {
  await page.clock.install();
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  await expect(page.getByRole("table")).toBeVisible();
  // An answer that is on its way while the clock is turned would count as heard at its new time.
  await page.waitForLoadState("networkidle");
  await page.clock.fastForward("14:00");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.fastForward("02:00");
  await expect(page.getByRole("dialog", { name: "Sign in to continue" })).toBeVisible();
});

test("an invited person chooses a password by the link, and signs in", async ({ page, demo }) => {
  const { email, password } = person(demo.users, "PARTNER_ADMIN");
  await page.goto("/set-password#tgl_not-a-link");
  await page.getByLabel("New password").fill("a password of some length");
  await page.getByLabel("Confirm password").fill("another password of it");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("alert")).toContainText("Passwords do not match.");
  // The token is gone from the address, where the next at this browser would find it.
  expect(new URL(page.url()).hash).toBe("");
  await page.getByLabel("Confirm password").fill("a password of some length");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("This link has expired or was already used. Request a new one.")).toBeVisible();
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("a link is on its way")).toBeVisible();
  await page.getByRole("link", { name: "Back to sign-in" }).click();
  await page.getByLabel("Email address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("link", { name: "Grace Admin" })).toBeVisible();
});
