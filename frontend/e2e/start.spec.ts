/** The server that all specs run against: it serves the built pages, and knows who has signed in. */
import { expect, test } from "./fixtures";

test("the first page is there, and who has signed in is known on it", async ({ page, signIn }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await signIn("PARTNER_ADMIN");
  await page.reload();
  await expect(page.getByRole("link", { name: "Grace Admin" })).toBeVisible();
});
