/** Import of a file in the browser: preview, progress, report, and what happens on errors. */
import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { answer, graphql } from "./api";
import { expect } from "./fixtures";
import { test } from "./sharedPage";
import { visit } from "./states/state";

const HEADER = "external_id,name,address1,city,state,zip,country,phone,website,colour";
const HOSTILE = "<img src=x onerror=alert(1)>";

/** A file whose ids begin with `prefix`: complete practices, one hostile name, one bad website, one row without an ID. */
function practices(prefix: string, rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, n) => `${prefix}-${n},Practice ${n},${n + 1} Main St,Boston,MA,02130,US,617555${1000 + n},https://p${n}.example.org,red`,
  );
  return [
    HEADER,
    `${prefix}-x,${HOSTILE},1 Main St,Boston,MA,02130,US,,www.example.org,red`,
    ...lines,
    ",Nobody,,,,,,,,red",
    "",
  ].join("\n");
}

const choose = (page: Page, name: string, text: string) =>
  page.getByLabel("CSV file").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

const fact = (page: Page, label: string) =>
  page.locator(".fact").filter({ has: page.getByText(label, { exact: true }) }).locator("dd");

async function totalOfAccounts(request: Parameters<typeof graphql>[0], demo: Parameters<typeof graphql>[1]) {
  return (await graphql(request, demo, "{ accounts(first: 1) { totalCount } }")).accounts.totalCount as number;
}

test("an admin imports a file: preview, progress that survives a reload, report, and the next step", async ({
  page,
  request,
  demo,
  signIn,
}) => {
  test.slow();
  const before = await totalOfAccounts(request, demo);
  await signIn("PARTNER_ADMIN");
  await page.goto("/accounts");
  await page.getByRole("link", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import accounts");
  await choose(page, "practices.csv", practices("browser", 30));

  await expect(page.getByRole("heading", { name: "Preview of practices.csv" })).toBeFocused();
  await expect(fact(page, "Contents")).toHaveText("Practices, 32 rows");
  await expect(fact(page, "New")).toHaveText("31");
  await expect(fact(page, "Refused")).toHaveText("1");
  await expect(fact(page, "Ignored columns")).toHaveText("colour");
  await expect(fact(page, "Recognized columns")).toContainText("zip → ZIP code");
  const problems = page.getByRole("table", { name: /^Problems/ });
  await expect(problems.getByRole("row").filter({ hasText: "Website must start with" })).toHaveCount(1);
  await expect(problems.getByRole("row").filter({ hasText: "ID is required" })).toContainText("33");
  const rows = page.getByRole("table", { name: /^First rows/ }).getByRole("row");
  await expect(rows).toHaveCount(21);
  await expect(rows.nth(1)).toContainText(HOSTILE);
  await expect(rows.nth(2)).toContainText("+16175551000");
  expect(await totalOfAccounts(request, demo)).toBe(before);

  await page.getByRole("button", { name: "Import 31 rows" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Import of practices.csv");
  await expect(page).toHaveURL(/\/accounts\/import\/import_[0-9a-f]{32}$/);
  await page.reload();
  await expect(page.getByText("Import completed: 31 accounts created, 0 updated.")).toBeVisible();
  expect(await totalOfAccounts(request, demo)).toBe(before + 31);
  await expect(page.getByText(/\d+ of \d+ accounts have complete business details\./)).toBeVisible();
  const loading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download report" }).click();
  const report = await readFile(await (await loading).path(), "utf8");
  expect(report.split("\r\n")[0]).toBe("file,row,external_id,column,value,action,reason");
  expect(report).toContain("practices.csv,33,,external_id,,row refused,");

  // A second import of the same file changes nothing, and says so before it starts.
  await page.getByRole("link", { name: "Import another file" }).click();
  await expect(page.getByRole("table", { name: /^Recent imports/ }).getByRole("row").nth(1)).toContainText("Completed");
  await choose(page, "practices.csv", practices("browser", 30));
  await expect(page.getByText("The file changes nothing")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Import / })).toHaveCount(0);
});

test("a file is chosen by keyboard or dropped, and one that is not valid names its line", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await visit(page, "/accounts/import", "Import accounts");
  const opening = page.waitForEvent("filechooser");
  await page.getByLabel("CSV file").press("Enter");
  const chooser = await opening;
  await chooser.setFiles({ name: "bad.csv", mimeType: "text/csv", buffer: Buffer.from("external_id,name\np-1,\xff\n", "latin1") });
  await expect(page.getByRole("alert")).toContainText("Line 2 is not UTF-8.");
  await page.locator(".file-field").evaluate((field) => {
    const data = new DataTransfer();
    data.items.add(new File(["external_id,name\ndropped-1,Dropped\n"], "dropped.csv", { type: "text/csv" }));
    field.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await expect(page.getByRole("heading", { name: "Preview of dropped.csv" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Import 1 row" })).toBeVisible();
  await page.getByRole("button", { name: "Choose another file" }).click();
  await expect(page.getByLabel("CSV file")).toBeVisible();
});

test("while an import of another tab runs, a second one is refused and keeps its preview", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.route("**/imports?*", (route) =>
    route.fulfill({
      status: 409,
      json: { error: { code: "IMPORT_RUNNING", message: "Another import is running.", requestId: "0".repeat(32) } },
    }),
  );
  await page.goto("/accounts/import");
  await choose(page, "second.csv", "external_id,name\nsecond-1,Second\n");
  await page.getByRole("button", { name: "Import 1 row" }).click();
  await expect(page.getByRole("alert")).toContainText("Another import is running.");
  await expect(page.getByRole("button", { name: "Import 1 row" })).toBeEnabled();
});

test("the next step names only details that the partner can supply for its accounts", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/accounts/import");
  await choose(page, "next.csv", "external_id,name\nnext-1,Next\n");
  await answer(page, "Completeness", {
    accounts: { totalCount: 106 },
    complete: { totalCount: 98 },
    viewer: { partner: { businessDetails: { missing: ["CITY", "WEBSITE", "CONTACT_EMAIL"] } } },
  });
  await page.getByRole("button", { name: "Import 1 row" }).click();
  const next = page.getByRole("region", { name: "Next step" });
  await expect(next).toContainText(
    "98 of 106 accounts have complete business details. " +
      "For all accounts without their own, add your Website URL and Contact email.",
  );
  await next.getByRole("link", { name: "Edit business details" }).click();
  await expect(page).toHaveURL(/\/business-details$/);
});

test("support neither sees the button nor opens the page", async ({ page, signIn }) => {
  await signIn("PARTNER_SUPPORT");
  await page.goto("/accounts");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Accounts");
  await expect(page.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  await page.goto("/accounts/import");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
});
