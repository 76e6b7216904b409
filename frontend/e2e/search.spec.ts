/** The search in the header: by mouse and keyboard, with a typo, for partners and practices. */
import { expect } from "./fixtures";
import { test } from "./sharedPage";

test("words in any order and one typo lead to the account", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Reports");
  await page.keyboard.press("/");
  const field = page.getByRole("combobox", { name: "Search" });
  await expect(field).toBeFocused();
  await field.fill("practce northern");
  const option = page.getByRole("option", { name: /^Northern Family Practice/ });
  await expect(option).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Northern Family Practice");
});

test("a practice finds its numbers by their digits, and nothing of others", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await page.goto("/");
  const field = page.getByRole("combobox", { name: "Search" });
  await field.fill("406) 555-0120");
  await page.getByRole("option", { name: /^\(406\) 555-0120/ }).first().click();
  await expect(page).toHaveURL(/\/numbers$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Northern Family Practice");
  await field.fill("Olentangy Dermatology");
  await expect(page.getByText("No matches for “Olentangy Dermatology”").first()).toBeVisible();
});
