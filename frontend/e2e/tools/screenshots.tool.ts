/**
 * Screenshots of the main screens for the README, from a new demo: `npm run screenshots`. A complete run also writes
 * the hash of the pages' sources; tests/frontend/test_screenshots.py fails while it is another one.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { accountId, change } from "../api";
import { expect, test } from "../fixtures";
import { openComposer, openMissingInfo } from "../states/composer";
import { press, settled, visit, type Scene, type State } from "../states/state";

const FOLDER = resolve(import.meta.dirname, "../../../docs/screenshots");
const SOURCES = resolve(import.meta.dirname, "../../src");
const LARGEST = 200_000;

interface Shot {
  file: string;
  role: NonNullable<State["role"]>;
  colorScheme?: "dark";
  height?: number;
  open: (scene: Scene) => Promise<void>;
}

async function picker(scene: Scene): Promise<void> {
  const { page } = scene;
  // The demo's carrier approves within seconds; real approval takes days.
  await change(page, "Composer", ({ account }) => {
    for (const { name, smsNumber } of account.senders.nodes) {
      if (name === "Columbus") Object.assign(smsNumber, { status: "PENDING", phoneNumber: null });
    }
  });
  await openComposer(scene);
  await page.getByLabel("Send to").fill("4065550199");
  await page.getByRole("textbox", { name: "Message" }).fill("See you tomorrow at 9:00 AM.");
  await page.getByRole("combobox", { name: "Send From" }).click();
  await expect(page.getByText("Select an SMS Approved Location below.")).toBeVisible();
}

const home = ({ page }: Scene) => visit(page, "/", "Home");

const SHOTS: Shot[] = [
  { file: "composer", role: "ACCOUNT_SENDER", open: picker },
  { file: "composer-dark", role: "ACCOUNT_SENDER", colorScheme: "dark", open: picker },
  { file: "missing-information", role: "PARTNER_ADMIN", open: openMissingInfo },
  { file: "home", role: "PARTNER_ADMIN", height: 1000, open: home },
  { file: "home-dark", role: "PARTNER_ADMIN", height: 1000, colorScheme: "dark", open: home },
  { file: "accounts", role: "PARTNER_ADMIN", open: ({ page }) => visit(page, "/accounts", "Accounts") },
  {
    file: "verifications",
    role: "PARTNER_ADMIN",
    open: ({ page }) => visit(page, "/verifications", "Account Verification"),
  },
  {
    file: "account",
    role: "PARTNER_ADMIN",
    height: 900,
    open: async ({ page, request, demo }) => {
      const id = await accountId(request, demo, "demo-northern");
      await visit(page, `/accounts/${id}`, "Northern Family Practice");
    },
  },
  {
    file: "business-details",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await visit(page, "/business-details/edit", "Business Details");
      await press(page, "Save");
      await expect(page.getByText("Successfully edited Business Details")).toBeVisible();
      await settled(page);
    },
  },
  {
    file: "graphiql",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await page.goto("/graphiql");
      await page.getByRole("button", { name: /Execute query/ }).click();
      await expect(page.locator(".result-window")).toContainText('"data"');
    },
  },
];

test.use({ contextOptions: { reducedMotion: "reduce" } });

let taken = 0;

function hashOfSources(): string {
  const hash = createHash("sha256");
  const paths = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).sort();
  for (const path of paths) {
    const file = resolve(SOURCES, path);
    if (!statSync(file).isFile() || /\.test\.tsx?$/.test(path)) continue;
    hash.update(`${path}\0`).update(readFileSync(file));
  }
  return hash.digest("hex");
}

test.afterAll(() => {
  if (taken === SHOTS.length) writeFileSync(`${FOLDER}/sources.sha256`, `${hashOfSources()}\n`);
});

for (const { file, role, colorScheme = "light", height = 760, open } of SHOTS) {
  test(`${file}.png`, async ({ page, request, demo, signIn }) => {
    await signIn(role);
    await page.setViewportSize({ width: 1180, height });
    await page.emulateMedia({ colorScheme });
    await open({ page, request, demo });
    const path = `${FOLDER}/${file}.png`;
    await page.screenshot({ path, animations: "disabled", caret: "hide" });
    expect(statSync(path).size).toBeLessThan(LARGEST);
    taken++;
  });
}
