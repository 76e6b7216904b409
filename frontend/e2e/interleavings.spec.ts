/** A hundred random interleavings of two tabs and three users: a tab never acts as another user than it shows. */
import type { BrowserContext, Page } from "@playwright/test";

import { accountId, graphql } from "./api";
import { expect, test } from "./fixtures";
import type { Demo } from "./server";
import { act, inPage, type Target } from "./tabActions";
import { deafen, entriesSince, userOf, type TestUser } from "./tabs";

const SEED = Number(process.env["TEXTGATE_E2E_SEED"]) || Math.floor(Math.random() * 2 ** 31);
const INTERLEAVINGS = 100;
const ROLES = ["PARTNER_ADMIN", "ACCOUNT_ADMIN", "ACCOUNT_SENDER"];
// A sign-in in a tab may be another user's.
const NOT_COMPARED = ["SIGNED_IN"];

// Traces of every step would take longer than the steps.
test.use({ trace: "off" });

/** Mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(chance: () => number, from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;

/** The user that a tab showed when it sent a request, by request ID. */
function recordShown(context: BrowserContext): Map<string, string> {
  const shown = new Map<string, string>();
  context.on("response", (response) => {
    const name = response.request().headers()["x-test-shown"];
    const id = response.headers()["x-request-id"];
    if (name && id) shown.set(id, decodeURIComponent(name));
  });
  return shown;
}

interface Run {
  context: BrowserContext;
  demo: Demo;
  target: Target;
  chance: () => number;
  interleavings: number;
}

/** Replaces a tab whose renderer crashed: Chromium sometimes loses one under load. */
async function replaceCrashed(context: BrowserContext, tabs: Page[], tab: Page, error: Error): Promise<void> {
  const index = tabs.indexOf(tab);
  if (!error.message.includes("crashed")) throw error;
  if (index < 0) return;
  const next = await context.newPage();
  await next.goto("/");
  tabs[index] = next;
}

/** Runs random actions in two tabs of one browser, in sequence or concurrently. */
async function interleave({ context, demo, target, chance, interleavings }: Run): Promise<void> {
  await context.addInitScript(inPage);
  const tabs: Page[] = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) await tab.goto("/");
  const users = ROLES.map((role) => userOf(demo, role)) as [TestUser, ...TestUser[]];
  for (let round = 0; round < interleavings; round++) {
    // A new IP address each round: sign-ins are limited to 30 a minute per address.
    const address = `10.${round % 200}.${Math.floor(chance() * 250)}.1`;
    await context.setExtraHTTPHeaders({ "X-Forwarded-For": address });
    const running: Promise<void>[] = [];
    // Each round has a sign-in in one tab, and other actions around it.
    for (let step = 0; step < 4; step++) {
      const tab = pick(chance, tabs);
      const kind = step === 1 ? "sign in" : pick(chance, ["write", "send", "send", "role", "sign in", "sign out"] as const);
      const to = `${pick(chance, AREAS)}55501${String(Math.floor(chance() * 100)).padStart(2, "0")}`;
      const input = { user: pick(chance, users), target, to };
      const done = act(tab, kind, input).catch((error: Error) => replaceCrashed(context, tabs, tab, error));
      running.push(done);
      if (chance() < 0.5) await done;
    }
    await Promise.all(running);
  }
}

/** As `interleave`. Actions before a crash are compared, too, and must be enough. */
async function interleaveUntilCrash(run: Run): Promise<void> {
  await interleave(run).catch((error: Error) => {
    if (!error.message.includes("crashed")) throw error;
    console.log("Chromium lost a renderer: these interleavings ended early.");
  });
}

const AREAS = ["406", "219", "704", "229", "617", "212", "303", "512", "615", "804"];

/** Creates a user whose role changes, and returns the account that sends texts. */
async function prepare({ request, demo }: { request: Run["context"]["request"]; demo: Demo }, name: string): Promise<Target> {
  const account = await accountId(request, demo, "demo-northern");
  const invite = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { userErrors { message } user { id } } }`;
  const email = `${name.toLowerCase()}@northernfamilypractice.com`;
  const input = { accountId: account, email, name, role: "ACCOUNT_SENDER" };
  const { inviteUser } = await graphql(request, demo, invite, { input });
  expect(inviteUser.userErrors).toEqual([]);
  return { account, colleague: name };
}

async function mismatches(run: Run, request: Run["context"]["request"], since: string, shown: Map<string, string>) {
  const entries = await entriesSince(request, run.demo, since);
  const compared = entries.flatMap(({ action, actorName, requestId }) => {
    const name = requestId ? shown.get(requestId) : undefined;
    return name && !NOT_COMPARED.includes(action) ? [{ action, actorName, name }] : [];
  });
  const wrong = compared.filter(({ actorName, name }) => actorName !== name);
  return { compared, wrong };
}

/** The number of entries by action. */
function counts(entries: { action: string }[]): string {
  const actions = entries.map(({ action }) => action);
  const count = (action: string) => actions.filter((other) => other === action).length;
  return [...new Set(actions)].map((action) => `${count(action)} ${action}`).join(", ");
}

test("in a hundred interleavings of two tabs, each action is audited as the user that its tab shows", async ({
  browser,
  request,
  demo,
}) => {
  // Takes less than a minute alone, but other tests may run in parallel.
  test.setTimeout(300_000);
  console.log(`seed: ${SEED}`);
  const since = new Date().toISOString();
  const target = await prepare({ request, demo }, "Casey");
  const results = await Promise.all(
    // In one browser, tabs hear broadcasts; in the other, only the server detects the change.
    [false, true].map(async (isDeaf, index) => {
      const context = await browser.newContext({ baseURL: demo.url });
      if (isDeaf) await deafen(context);
      const shown = recordShown(context);
      const run = { context, demo, target, chance: random(SEED + index), interleavings: INTERLEAVINGS / 2 };
      await interleaveUntilCrash(run);
      const result = await mismatches(run, request, since, shown);
      await context.close();
      return result;
    }),
  );
  const compared = results.flatMap((result) => result.compared);
  console.log(`${INTERLEAVINGS} interleavings, carried out and compared: ${counts(compared)}`);
  expect(results.flatMap((result) => result.wrong)).toEqual([]);
  // The comparison must cover enough actions.
  expect(compared.length).toBeGreaterThan(INTERLEAVINGS / 4);
});

test("the comparison finds actions as another user if requests lack the page's user", async ({
  browser,
  request,
  demo,
}) => {
  const since = new Date().toISOString();
  const target = await prepare({ request, demo }, "Robin");
  const context = await browser.newContext({ baseURL: demo.url });
  await deafen(context);
  await context.route(/\/(graphql|auth\/)/, (route) => {
    const { "x-textgate-user": _, ...headers } = route.request().headers();
    return route.continue({ headers });
  });
  const shown = recordShown(context);
  const run = { context, demo, target, chance: random(SEED), interleavings: 15 };
  let wrong: { action: string }[] = [];
  // A few random interleavings may happen to act as the shown user only.
  for (let tries = 0; tries < 4 && wrong.length === 0; tries++) {
    await interleaveUntilCrash(run);
    wrong = (await mismatches(run, request, since, shown)).wrong;
  }
  await context.close();
  console.log(`as another user: ${counts(wrong)}`);
  expect(wrong.length).toBeGreaterThan(0);
});
