/** Home and reports: figures with trends, what needs a user, charts, and filters by outcome. */
import { accountId, change, graphql, type Json } from "./api";
import { expectAccessible } from "./accessibility";
import { expect } from "./fixtures";
import { test } from "./sharedPage";

const SEND = `mutation ($input: SendSmsInput!) { sendSms(input: $input) { ... on SmsError { code } } }`;
const DAY = 86_400_000;

const dayBefore = (days: number) => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

test("reports show outcomes of messages as a chart, a table, and a CSV file", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports?days=7");
  await expect(page.getByRole("img", { name: /^Messages by day, .* accepted, \d+ refused$/ })).toBeVisible();
  await page.getByText("Show as a table").click();
  await expect(page.getByRole("table", { name: "Messages by day (table)" }).getByRole("row")).toHaveCount(8);
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^sends-.*-to-.*\.csv$/);
  await page.getByLabel("Outcome", { exact: true }).selectOption("4080 · Recipient has opted out");
  await expect(page).toHaveURL(/days=7&code=4080$/);
  await page.goto("/reports?since=2020-01-01&until=2020-01-31");
  await expect(page.getByRole("heading", { name: "No messages" })).toBeVisible();
  await page.goto("/reports?since=2026-02-02&until=2026-02-01");
  await expect(page.getByRole("alert")).toContainText("The start date is after the end date.");
  await expectAccessible(page);
});

test("the period is a choice in the URL, and Back returns to the one before", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports");
  const period = page.getByRole("group", { name: "Period" });
  await expect(period.getByRole("button", { pressed: true })).toHaveText("30 days");
  await period.getByRole("button", { name: "90 days" }).click();
  await expect(page).toHaveURL(/\?days=90$/);
  await period.getByRole("button", { name: "Custom range" }).click();
  await expect(page.getByLabel("Since", { exact: true })).toHaveValue(dayBefore(89));
  await page.goBack();
  await expect(period.getByRole("button", { pressed: true })).toHaveText("90 days");
  await page.goBack();
  await expect(period.getByRole("button", { pressed: true })).toHaveText("30 days");
});

test("each code has words and a place in the filter, and an unknown code is named", async ({ page, request, demo, signIn }) => {
  const senderId = await accountId(request, demo, "demo-northern");
  const input = { senderId, to: "123 456 7890", body: "Hi" };
  expect((await graphql(request, demo, SEND, { input })).sendSms.code).toBe(4070);
  await signIn("PARTNER_ADMIN");
  await page.goto("/reports?code=4070");
  const outcome = page.getByLabel("Outcome", { exact: true });
  await expect(outcome.locator("option:checked")).toHaveText("4070 · Recipient number cannot receive texts");
  for (const code of ["4011", "4012", "4015", "4035", "4039", "4060", "4070", "4080"]) {
    await expect(outcome.locator(`option[value="${code}"]`)).toHaveText(new RegExp(`^${code} · \\w`));
  }
  const rows = page.getByRole("table", { name: /^By outcome/ }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText("4070 · Recipient number cannot receive texts");

  await page.goto("/reports?code=4999");
  await expect(page.getByRole("heading", { name: "No outcome “4999”" })).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.getByRole("button", { name: "Show all outcomes" }).click();
  await expect(page).toHaveURL(/\/reports$/);
  await expect(page.getByRole("table", { name: /^By outcome/ })).toBeVisible();
});

/** Gives the chart known values: bar n has n accepted and 1 refused; 5 were sent on each day before. */
const knownSends = ({ overview }: Json) => {
  overview.sends.forEach((day: Json, index: number) => Object.assign(day, { accepted: index, refused: 1 }));
  overview.previousSends.forEach((day: Json) => Object.assign(day, { accepted: 5, refused: 0 }));
};

test("the arrow keys and the pointer read each bar of a chart", async ({ page, signIn }) => {
  await change(page, "Overview", knownSends);
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  const chart = page.getByRole("group", { name: "Messages, last 14 days, chart" });
  const [tip, said] = [page.locator(".chart-tip"), chart.getByRole("status")];
  await expect(chart).toHaveAccessibleDescription("Use the arrow keys to read each bar.");
  await expect(tip).toHaveCount(0);
  await chart.focus();
  await page.keyboard.press("End");
  await expect(said).toHaveText(/^\w+ \d+, \d+: 13 accepted, 1 refused, 5 in the previous period$/);
  await expect(tip).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(said).toContainText("12 accepted");
  await page.keyboard.press("Home");
  await expect(said).toContainText("0 accepted");
  await page.keyboard.press("ArrowLeft");
  await expect(said).toContainText("0 accepted");
  await page.keyboard.press("Escape");
  await expect(tip).toHaveCount(0);

  const box = (await chart.boundingBox())!;
  // The sixth of 14 places, at once: without a delay, and above empty space as well as the bar.
  await page.mouse.move(box.x + (box.width * 5.5) / 14, box.y + 4);
  await expect(tip).toContainText("Accepted5Refused1Previous period5");
  await expect(said).toHaveText("");
  await page.mouse.move(box.x + box.width / 2, box.y - 40);
  await expect(tip).toHaveCount(0);
});

test("home compares figures with the period before, and says which change is good", async ({ page, signIn }) => {
  await change(page, "Trends", ({ overview: { trends } }) => {
    Object.assign(trends.texts, { current: 1280, previous: 1104 });
    Object.assign(trends.deliveryRate, { current: 0.978, previous: 0.991 });
    Object.assign(trends.approvalRate, { current: null, previous: 0.85 });
    Object.assign(trends.hoursToApproval, { current: 36, previous: 75 });
    Object.assign(trends.optOutRate, { current: 0.0041, previous: 0.0041 });
  });
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  const figure = (label: string) => page.locator(".figure").filter({ hasText: label });
  await expect(figure("Texts")).toHaveText("Texts1,2807 daysup from 1,104");
  await expect(figure("Delivery rate")).toHaveText("Delivery rate97.8%7 daysdown from 99.1%");
  await expect(figure("Delivery rate").locator(".trend")).toHaveClass("trend bad");
  await expect(figure("Approval rate")).toHaveText("Approval rate–30 daysNo decisions yet");
  await expect(figure("Time to approval")).toHaveText("Time to approval36 hours30 daysdown from 3.1 days");
  await expect(figure("Time to approval").locator(".trend")).toHaveClass("trend ok");
  await expect(figure("Opt-out rate")).toHaveText("Opt-out rate0.4%7 daysstill 0.4%");
});

test("home lists each account and number that needs an action, with one action", async ({ page, signIn }) => {
  await signIn("PARTNER_ADMIN");
  await page.goto("/");
  const tasks = page.getByRole("region", { name: "Needs attention" }).getByRole("listitem");
  const incomplete = tasks.filter({ hasText: "Riverbend Pediatrics" });
  await expect(incomplete).toContainText("Details missing");
  await expect(incomplete).toContainText("Missing: Country and ZIP or postal code");
  await expect(incomplete.getByRole("link")).toHaveText(["Riverbend Pediatrics", "Add details"]);
  const rejected = tasks.filter({ hasText: "Olentangy Dermatology" });
  await expect(rejected).toContainText("Rejected");
  await rejected.getByRole("link", { name: "Fix details: Olentangy Dermatology" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Olentangy Dermatology");
});
