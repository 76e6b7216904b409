/** The demo serves the built pages, and the fixtures notice violations. */
import { expect, test } from "./fixtures";

test("the home page shows the signed-in user", async ({ page, signIn }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await signIn("PARTNER_ADMIN");
  await page.reload();
  await expect(page.getByRole("button", { name: "Menu of Grace Admin" })).toBeVisible();
});

test("the fixtures notice forbidden requests, policy violations, and uncaught errors", async ({ page, watched }) => {
  await page.goto("/graphiql");
  await page.evaluate(() => {
    void fetch("https://example.com/").catch(() => null);
    new Worker(URL.createObjectURL(new Blob(["0"]))).onerror = () => null;
    setTimeout(() => {
      throw new Error("an uncaught error");
    });
  });
  for (const what of ["connect-src https://example.com", "worker-src blob", "an uncaught error"]) {
    await expect.poll(() => watched.join("\n")).toContain(what);
  }
  watched.length = 0;
});
