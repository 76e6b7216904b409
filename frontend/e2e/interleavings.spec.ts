/** A hundred random interleavings of two tabs and three people: nothing is done in the name of another than the tab shows. */
import type { BrowserContext, Page } from "@playwright/test";

import { accountId, ask } from "./api";
import { expect, test } from "./fixtures";
import type { Demo } from "./server";
import { act, inPage, type Place } from "./tabActions";
import { deafen, entriesSince, person, type Person } from "./tabs";

const SEED = Number(process.env["TEXTGATE_E2E_SEED"]) || Math.floor(Math.random() * 2 ** 31);
const INTERLEAVINGS = 100;
const ROLES = ["PARTNER_ADMIN", "ACCOUNT_ADMIN", "ACCOUNT_SENDER"];
// A tab's own sign-in is meant to be another person's.
const NOT_COMPARED = ["SIGNED_IN"];

// Snapshots of every step would take longer than the steps.
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

/** Whom the tab showed when it asked, by the id of the request. */
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
  place: Place;
  chance: () => number;
  interleavings: number;
}

/** Chromium sometimes loses a renderer under load. A tab that is gone does nothing, so a new one takes its place. */
async function replaceCrashed(context: BrowserContext, tabs: Page[], tab: Page, error: Error): Promise<void> {
  const index = tabs.indexOf(tab);
  if (!error.message.includes("crashed")) throw error;
  if (index < 0) return;
  const next = await context.newPage();
  await next.goto("/");
  tabs[index] = next;
}

/** Lets two tabs of one browser do things at random, one after the other or at the same time. */
async function interleave({ context, demo, place, chance, interleavings }: Run): Promise<void> {
  await context.addInitScript(inPage);
  const tabs: Page[] = [await context.newPage(), await context.newPage()];
  for (const tab of tabs) await tab.goto("/");
  const people = ROLES.map((role) => person(demo, role)) as [Person, ...Person[]];
  for (let round = 0; round < interleavings; round++) {
    // Every few sign-ins from another address: one may try thirty times a minute.
    const address = `10.${round % 200}.${Math.floor(chance() * 250)}.1`;
    await context.setExtraHTTPHeaders({ "X-Forwarded-For": address });
    const running: Promise<void>[] = [];
    // Each has a change of person in one tab, and things that the other does around it.
    for (let step = 0; step < 4; step++) {
      const tab = pick(chance, tabs);
      const kind = step === 1 ? "sign in" : pick(chance, ["write", "send", "send", "role", "sign in", "sign out"] as const);
      const to = `${pick(chance, AREAS)}55501${String(Math.floor(chance() * 100)).padStart(2, "0")}`;
      const given = { who: pick(chance, people), place, to };
      const done = act(tab, kind, given).catch((error: Error) => replaceCrashed(context, tabs, tab, error));
      running.push(done);
      if (chance() < 0.5) await done;
    }
    await Promise.all(running);
  }
}

const AREAS = ["406", "219", "704", "229", "617", "212", "303", "512", "615", "804"];

/** Somebody whose role changes all the time, and where texts are sent. */
async function prepare({ request, demo }: { request: Run["context"]["request"]; demo: Demo }, name: string): Promise<Place> {
  const account = await accountId(request, demo, "demo-northern");
  const invite = `mutation ($input: InviteUserInput!) { inviteUser(input: $input) { userErrors { message } user { id } } }`;
  const email = `${name.toLowerCase()}@northernfamilypractice.com`;
  const input = { accountId: account, email, name, role: "ACCOUNT_SENDER" };
  const { inviteUser } = await ask(request, demo, invite, { input });
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

/** How many of each action. */
function counts(entries: { action: string }[]): string {
  const actions = entries.map(({ action }) => action);
  const count = (action: string) => actions.filter((each) => each === action).length;
  return [...new Set(actions)].map((action) => `${count(action)} ${action}`).join(", ");
}

test("a hundred interleavings of two tabs: everything is done in the name of the person whom its tab shows", async ({
  browser,
  request,
  demo,
}) => {
  // Under a minute by itself; other tests may run beside it.
  test.setTimeout(300_000);
  console.log(`seed: ${SEED}`);
  const since = new Date().toISOString();
  const place = await prepare({ request, demo }, "Casey");
  const results = await Promise.all(
    // In one browser the tabs hear each other; in the other only the server can tell.
    [false, true].map(async (isDeaf, index) => {
      const context = await browser.newContext({ baseURL: demo.url });
      if (isDeaf) await deafen(context);
      const shown = recordShown(context);
      const run = { context, demo, place, chance: random(SEED + index), interleavings: INTERLEAVINGS / 2 };
      await interleave(run).catch((error: Error) => {
        // What was done until the renderer was lost is compared too, and must be enough.
        if (!error.message.includes("crashed")) throw error;
        console.log("Chromium lost a renderer: these interleavings ended early.");
      });
      const found = await mismatches(run, request, since, shown);
      await context.close();
      return found;
    }),
  );
  const compared = results.flatMap((each) => each.compared);
  console.log(`${INTERLEAVINGS} interleavings, carried out and compared: ${counts(compared)}`);
  expect(results.flatMap((each) => each.wrong)).toEqual([]);
  // Enough has been done for this to mean something.
  expect(compared.length).toBeGreaterThan(INTERLEAVINGS / 4);
});

test("the comparison finds what is done in another's name when requests do not say whose page they are of", async ({
  browser,
  request,
  demo,
}) => {
  const since = new Date().toISOString();
  const place = await prepare({ request, demo }, "Robin");
  const context = await browser.newContext({ baseURL: demo.url });
  await deafen(context);
  await context.route(/\/(graphql|auth\/)/, (route) => {
    const { "x-textgate-user": _, ...headers } = route.request().headers();
    return route.continue({ headers });
  });
  const shown = recordShown(context);
  const run = { context, demo, place, chance: random(SEED), interleavings: 15 };
  await interleave(run);
  const { wrong } = await mismatches(run, request, since, shown);
  await context.close();
  console.log(`in another's name: ${counts(wrong)}`);
  expect(wrong.length).toBeGreaterThan(0);
});
