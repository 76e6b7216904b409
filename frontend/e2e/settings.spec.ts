/** The partner's settings. */
import { expect } from "./fixtures";
import { test } from "./sharedPage";

test("an admin changes the partner's settings, and they stay", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  const zone = page.getByLabel("Time zone");
  const preselection = page.getByLabel("“Send From” of a new text");
  const choose = async (zoneName: string, choice: string) => {
    await page.goto("/settings");
    await zone.selectOption(zoneName);
    await preselection.selectOption(choice);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Settings saved.")).toBeVisible();
    await page.reload();
    await expect(zone).toHaveValue(zoneName);
    await expect(preselection).toHaveValue(choice);
  };
  await page.goto("/settings");
  const before = await zone.inputValue();
  await choose("America/Denver", "ALWAYS_ASK");
  // Other tests use the demo's partner, too.
  await choose(before, "LAST_USED");
});
