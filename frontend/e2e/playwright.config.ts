/** Tests in a real browser, against a real server with the demo's data and the built pages. */
import { existsSync } from "node:fs";

import { defineConfig } from "@playwright/test";

// Debian's browser where there is one, so that nothing has to be downloaded; and it asks no other host.
const SYSTEM = "/usr/bin/chromium";

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: "../../.data/e2e",
  globalSetup: "./server.ts",
  workers: 2,
  // GraphiQL's editor is megabytes of script, and the machine may have other work.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // Tracing costs a fifth of the CPU time. A failed test runs again with a trace, and still fails the run.
  retries: 1,
  failOnFlakyTests: true,
  forbidOnly: Boolean(process.env["CI"]),
  reporter: "list",
  use: {
    locale: "en-US",
    launchOptions: {
      ...(existsSync(SYSTEM) && { executablePath: SYSTEM }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
    trace: "on-first-retry",
  },
});
