/** What every spec begins with: the demo's address, its people, and a watch over what pages must never do. */
import { expect, test as base, type BrowserContext, type Cookie } from "@playwright/test";

import { readDemo, type Demo } from "./server";

interface WorkerFixtures {
  /** By role; an address may sign in thirty times a minute, and tests are quicker than that. */
  sessions: Map<string, Cookie[]>;
}

interface Fixtures {
  demo: Demo;
  /** Signs somebody of the demo in, by role. */
  signIn: (role: string) => Promise<void>;
  /** The addresses that pages may ask: the demo's, and what a test adds. */
  own: Set<string>;
  /** What went wrong without anybody noticing; each test fails at its end unless it is empty. */
  watched: string[];
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],
  demo: async ({}, use) => use(readDemo()),
  baseURL: async ({ demo }, use) => use(demo.url),
  signIn: async ({ context, demo, sessions }, use) =>
    use(async (role) => {
      const known = sessions.get(role);
      if (known) {
        await context.addCookies(known);
        // Some test may have ended it, or waited for too long.
        if ((await context.request.get("/auth/session")).ok()) return;
      }
      const person = demo.users.find((each) => each.role === role);
      if (!person) throw new Error(`the demo has nobody who is ${role}`);
      const answer = await context.request.post("/auth/sign-in", {
        headers: { "Sec-Fetch-Site": "none" },
        data: { email: person.email, password: person.password },
      });
      expect(answer.status(), await answer.text()).toBe(200);
      sessions.set(role, await context.cookies());
    }),
  own: async ({ demo }, use) => use(new Set([demo.url])),
  watched: [
    async ({ context, own }, use) => {
      const watched: string[] = [];
      await watch(context, own, watched);
      await use(watched);
      expect(watched).toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects requests to other hosts, what policies forbid, and errors that no code has caught. */
async function watch(context: BrowserContext, own: Set<string>, watched: string[]) {
  context.on("request", (request) => {
    const { protocol, origin, href } = new URL(request.url());
    if (!own.has(origin) && protocol !== "data:") watched.push(`request: ${href}`);
  });
  context.on("weberror", (error) => watched.push(`error: ${error.error()}`));
  // Reports of workers have no document to arrive at; the console has them all.
  context.on("console", (message) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) watched.push(message.text());
  });
  await context.exposeFunction("reportViolation", (what: string) => watched.push(what));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const what = `policy: ${event.violatedDirective} ${event.blockedURI}`;
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(what);
    });
  });
}

export { expect };
