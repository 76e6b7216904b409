/** Measures how fast the list of accounts shows its first page and the next one, with thousands of accounts. */
import { existsSync } from "node:fs";

import { expect, test } from "../fixtures";
import { operate } from "../server";

const PARTNER = "Thousands";
const ADMIN = "thousands@example.org";
const PASSWORD = "correct horse battery staple";
// Files for `textgate import`. examples/ has few rows, so set these variables to larger files.
const PRACTICES = process.env["TEXTGATE_SPEED_PRACTICES"] ?? "examples/practices.csv";
const LOCATIONS = process.env["TEXTGATE_SPEED_LOCATIONS"] ?? "examples/locations.csv";
const ROUNDS = 10;
const MOST = { first: 300, next: 150 };

/** The time of the first row's paint, in milliseconds since navigation started. */
const DRAWN = `new Promise((drawn) => {
  const look = () => {
    const row = document.querySelector("tbody tr a");
    if (!row || row.textContent === window.before) return requestAnimationFrame(look);
    // After the frame that paints it.
    requestAnimationFrame(() => setTimeout(() => drawn(performance.now())));
  };
  look();
})`;

const median = (values: number[]) => {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return Math.round(((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2);
};

test("the list of accounts", async ({ page, demo, context }) => {
  expect(existsSync(PRACTICES), PRACTICES).toBe(true);
  operate("partner", "create", PARTNER);
  operate("import", PRACTICES, "--locations", LOCATIONS, "--partner", PARTNER);
  const link = operate(
    ...["user", "invite", PARTNER, ADMIN, "--name", "Ada", "--role", "PARTNER_ADMIN", "--show-link"],
  );
  const headers = { "Sec-Fetch-Site": "none" };
  const token = /#(\S+)/.exec(link)?.[1];
  await context.request.post("/auth/set-password", { headers, data: { token, password: PASSWORD } });
  await context.request.post("/auth/sign-in", { headers, data: { email: ADMIN, password: PASSWORD } });

  const first: number[] = [];
  const next: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    await page.goto(`${demo.url}/accounts`, { waitUntil: "commit" });
    const shown = (await page.evaluate(DRAWN)) as number;
    const answered = await page.evaluate(
      () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).responseStart,
    );
    await page.waitForLoadState("load");
    const turned = (await page.evaluate(`new Promise((found) => {
      window.before = document.querySelector("tbody tr a").textContent;
      const link = [...document.querySelectorAll("nav a")].find((a) => a.textContent === "Next page");
      const start = performance.now();
      link.click();
      ${DRAWN}.then((end) => found(end - start));
    })`)) as number;
    // The first round warms up the database's cache and the browser's code.
    if (round < 0) continue;
    first.push(shown - answered);
    next.push(turned);
  }
  const total = await page.locator("caption").first().textContent();
  const figures = { first: median(first), next: median(next) };
  console.log(`${total}: first page ${figures.first} ms after the document, next page ${figures.next} ms`);
  console.log(`first: ${first.map(Math.round).join(" ")}; next: ${next.map(Math.round).join(" ")}`);
  expect(figures.first).toBeLessThanOrEqual(MOST.first);
  expect(figures.next).toBeLessThanOrEqual(MOST.next);
});
