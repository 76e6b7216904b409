/** One page per worker, for tests of one user in one tab: a new page and its empty cache take a second of CPU time. */
import type { Page } from "@playwright/test";

import { test as base } from "./fixtures";
import { readDemo } from "./server";

const VIEWPORT = { width: 1280, height: 720 };

export const test = base.extend<object, { sharedPage: Page }>({
  sharedPage: [
    async ({ browser }, use) => {
      const { url: baseURL } = readDemo();
      const context = await browser.newContext({ baseURL, locale: "en-US" });
      await use(await context.newPage());
      await context.close();
    },
    { scope: "worker" },
  ],
  context: async ({ sharedPage }, use) => use(sharedPage.context()),
  page: async ({ context, contextOptions, demo, sharedPage }, use) => {
    await context.clearCookies();
    const session = await context.newCDPSession(sharedPage);
    await session.send("Storage.clearDataForOrigin", { origin: demo.url, storageTypes: "local_storage" });
    await session.detach();
    await sharedPage.setViewportSize(VIEWPORT);
    await sharedPage.emulateMedia({ colorScheme: "light", reducedMotion: contextOptions.reducedMotion ?? null });
    await use(sharedPage);
    await sharedPage.unrouteAll({ behavior: "ignoreErrors" });
    // A test may leave a draft, which the next one would find.
    await sharedPage.evaluate(() => sessionStorage.clear());
    // Ends the page's scripts: a late response would store its result after the next test has cleared the storage.
    await sharedPage.goto("about:blank");
  },
});
