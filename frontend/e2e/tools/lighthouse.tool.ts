/** Lighthouse scores 100 in all four categories for the main pages and the composer, on desktop and phone. */
import { createServer, type AddressInfo } from "node:net";

import { chromium } from "@playwright/test";
import { desktopConfig, startFlow, type Config } from "lighthouse";
import { connect, type Page } from "puppeteer-core";

import { accountId } from "../api";
import { expect, test as base } from "../fixtures";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const DEVICES: Record<string, Config | undefined> = { desktop: desktopConfig, phone: undefined };

/** A browser with a debugging port, which Lighthouse needs in addition to Playwright's protocol. */
const test = base.extend<{ pageOf: (role?: string) => Promise<Page> }>({
  pageOf: async ({ demo, playwright, launchOptions }, use) => {
    const port = await freePort();
    const { args = [], ...options } = launchOptions;
    const browser = await chromium.launch({
      ...options,
      args: [...args, `--remote-debugging-port=${port}`],
    });
    await use(async (role) => {
      const page = await (await connect({ browserURL: `http://127.0.0.1:${port}` })).newPage();
      if (!role) return page;
      const user = demo.users.find((candidate) => candidate.role === role);
      const http = await playwright.request.newContext({ baseURL: demo.url });
      await http.post("/auth/sign-in", {
        headers: { "Sec-Fetch-Site": "none" },
        data: { email: user?.email, password: user?.password },
      });
      const { cookies } = await http.storageState();
      await page.setCookie(...cookies.map(({ name, value }) => ({ name, value, url: demo.url })));
      return page;
    });
    await browser.close();
  },
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}

type Flow = Awaited<ReturnType<typeof startFlow>>;

async function begin(page: Page, device: string): Promise<Flow> {
  const config = DEVICES[device];
  const flags = { disableStorageReset: true, onlyCategories: CATEGORIES };
  return startFlow(page, { ...(config && { config }), flags });
}

/** Logs the scores of each step; fails with the audits below 100. */
async function report(name: string, flow: Flow): Promise<void> {
  const { steps } = await flow.createFlowResult();
  const short: string[] = [];
  for (const { lhr } of steps) {
    const scores: string[] = [];
    for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
      // A snapshot has no performance score.
      if (lhr.gatherMode === "snapshot" && id === "performance") continue;
      scores.push(`${id} ${Math.round((score ?? 0) * 100)}`);
      if (Math.round((score ?? 0) * 100) === 100) continue;
      short.push(`${name}, ${lhr.gatherMode}: ${id}`);
      for (const { id: audit, weight } of auditRefs) {
        const { title, score = 1, displayValue = "" } = lhr.audits[audit] ?? {};
        if (weight > 0 && score !== null && score < 1) short.push(`  ${title} ${displayValue}`);
      }
    }
    console.log(`${name}, ${lhr.gatherMode}: ${scores.join(", ")}`);
  }
  expect(short).toEqual([]);
}

interface Visit {
  name: string;
  /** Without one, the page is that before sign-in. */
  role?: string;
  path: string;
  /** Of the page: a wrong address would measure "Page not found". */
  heading: string;
}

const ACCOUNT = ":account";
const VISITS: Visit[] = [
  { name: "sign-in", path: "/", heading: "Sign in" },
  { name: "messages", role: "ACCOUNT_SENDER", path: "/", heading: "Messages" },
  { name: "numbers and details", role: "ACCOUNT_ADMIN", path: "/numbers", heading: "Northern Family Practice" },
  { name: "home", role: "PARTNER_ADMIN", path: "/", heading: "Home" },
  { name: "accounts", role: "PARTNER_ADMIN", path: "/accounts", heading: "Accounts" },
  { name: "account", role: "PARTNER_ADMIN", path: `/accounts/${ACCOUNT}`, heading: "Northern Family Practice" },
  { name: "reports", role: "PARTNER_ADMIN", path: "/reports", heading: "Reports" },
];

for (const device of Object.keys(DEVICES)) {
  for (const { name, role, path, heading } of VISITS) {
    test(`${name}, ${device}`, async ({ pageOf, demo, request }) => {
      const page = await pageOf(role);
      const flow = await begin(page, device);
      const account = path.includes(ACCOUNT) ? await accountId(request, demo, "demo-northern") : "";
      await flow.navigate(`${demo.url}${path.replace(ACCOUNT, account)}`);
      expect(await page.$eval("h1", (title) => title.textContent)).toBe(heading);
      await report(`${name}, ${device}`, flow);
    });
  }

  test(`composer, ${device}`, async ({ pageOf, demo }) => {
    const page = await pageOf("ACCOUNT_SENDER");
    const flow = await begin(page, device);
    await flow.navigate(`${demo.url}/`);
    await page.locator("::-p-text(Send a text)").click();
    await page.waitForSelector("dialog textarea");
    await flow.snapshot();
    await report(`composer, ${device}`, flow);
  });
}
