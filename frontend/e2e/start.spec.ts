/** The server that all specs run against: it serves the built pages, and knows who has signed in. */
import { expect, test } from "./fixtures";

test("the first page is there, and who has signed in is known on it", async ({ page, signIn }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign in");
  await signIn("PARTNER_ADMIN");
  await page.reload();
  await expect(page.getByRole("link", { name: "Grace Admin" })).toBeVisible();
});

test("what a page must not do is noticed", async ({ page, watched }) => {
  await page.goto("/graphiql");
  await page.evaluate(() => {
    void fetch("https://example.com/").catch(() => null);
    new Worker(URL.createObjectURL(new Blob(["0"]))).onerror = () => null;
    setTimeout(() => {
      throw new Error("nobody catches this");
    });
  });
  for (const what of ["connect-src https://example.com", "worker-src blob", "nobody catches this"]) {
    await expect.poll(() => watched.join("\n")).toContain(what);
  }
  watched.length = 0;
});
