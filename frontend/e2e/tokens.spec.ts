/** API tokens: created in the browser, used by a program, and revoked. */
import { expect } from "./fixtures";
import { test } from "./sharedPage";

test("a program uses a token until an admin revokes it", async ({ page, request, demo, signIn }) => {
  const name = `Program <b>${Date.now()}</b>`;
  const ask = async (token: string) =>
    request.post(`${demo.url}/graphql`, {
      headers: { Authorization: `Bearer ${token}` },
      data: { query: "{ viewer { id } }" },
    });
  await signIn("PARTNER_ADMIN");
  await page.goto("/api-tokens");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: "API token" });
  await expect(shown.getByText(/shown only once/)).toBeVisible();
  const token = await shown.locator("code").innerText();
  // Esc must not lose the token.
  await page.keyboard.press("Escape");
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.locator("body")).not.toContainText(token);

  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Active");
  await expect(row).toContainText("Never");
  const answer = await ask(token);
  expect((await answer.json()).errors).toBeUndefined();
  await page.reload();
  await expect(row).toContainText("less than a minute ago");

  await page.getByRole("button", { name: `Revoke ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row).toContainText("Revoked");
  await expect(page.getByRole("button", { name: `Revoke ${name}` })).toHaveCount(0);
  expect((await ask(token)).status()).toBe(401);
});
