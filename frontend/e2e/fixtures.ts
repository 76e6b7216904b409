/** Fixtures of all specs: the demo, sign-in by role, and a check that pages never break certain rules. */
import {
  expect,
  test as base,
  type BrowserContext,
  type ConsoleMessage,
  type Cookie,
  type Request,
  type WebError,
} from "@playwright/test";

import { readDemo, type Demo } from "./server";

interface WorkerFixtures {
  /** Session cookies by role, so that each worker signs in once per role. */
  sessions: Map<string, Cookie[]>;
}

interface Fixtures {
  demo: Demo;
  /** Signs a demo user in by role. */
  signIn: (role: string) => Promise<void>;
  /** The origins that pages may send requests to: the demo's, and those that a test adds. */
  own: Set<string>;
  /** Violations of the rules; each test fails at its end unless it is empty. */
  watched: string[];
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  sessions: [async ({}, use) => use(new Map()), { scope: "worker" }],
  demo: async ({}, use) => use(readDemo()),
  baseURL: async ({ demo }, use) => use(demo.url),
  signIn: async ({ context, demo, sessions }, use) =>
    use(async (role) => {
      const cookies = sessions.get(role);
      if (cookies) {
        await context.addCookies(cookies);
        // Another test may have ended the session, or it may have expired. The server closes idle connections:
        // a request may race with that, and fails with ECONNRESET.
        if ((await context.request.get("/auth/session", { maxRetries: 2 })).status() === 200) return;
      }
      const user = demo.users.find((user) => user.role === role);
      if (!user) throw new Error(`the demo has no user with the role ${role}`);
      const answer = await context.request.post("/auth/sign-in", {
        headers: { "Sec-Fetch-Site": "none" },
        data: { email: user.email, password: user.password },
      });
      expect(answer.status(), await answer.text()).toBe(200);
      sessions.set(role, await context.cookies());
    }),
  own: async ({ demo }, use) => use(new Set([demo.url])),
  watched: [
    async ({ context, own }, use) => {
      const watched: string[] = [];
      const unwatch = await watch(context, own, watched);
      await use(watched);
      await unwatch();
      expect(watched).toEqual([]);
    },
    { auto: true },
  ],
});

/** Collects requests to other hosts, policy violations, and uncaught errors. Returns how to stop. */
async function watch(context: BrowserContext, own: Set<string>, watched: string[]): Promise<() => Promise<void>> {
  const onRequest = (request: Request) => {
    const { protocol, origin, href } = new URL(request.url());
    if (!own.has(origin) && protocol !== "data:") watched.push(`request: ${href}`);
  };
  const onError = (error: WebError) => watched.push(`error: ${error.error()}`);
  // Violations in workers fire no event in a document, but reach the console.
  const onConsole = (message: ConsoleMessage) => {
    if (/Content Security Policy|Trusted Type/i.test(message.text())) watched.push(message.text());
  };
  context.on("request", onRequest).on("weberror", onError).on("console", onConsole);
  const exposed = await context.exposeFunction("reportViolation", (what: string) => watched.push(what));
  const script = await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const what = `policy: ${event.violatedDirective} ${event.blockedURI}`;
      (window as unknown as { reportViolation: (what: string) => void }).reportViolation(what);
    });
  });
  return async () => {
    context.off("request", onRequest).off("weberror", onError).off("console", onConsole);
    await script.dispose();
    await exposed.dispose();
  };
}

export { expect };
