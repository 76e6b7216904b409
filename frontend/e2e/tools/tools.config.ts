/** Tools that run by hand, against a separate demo: screenshots, Lighthouse, speed. */
import { defineConfig } from "@playwright/test";

import tests from "../playwright.config.ts";

export default defineConfig({
  ...tests,
  testDir: import.meta.dirname,
  testMatch: "*.tool.ts",
  outputDir: "../../../.data/tools",
  globalSetup: "../server.ts",
  workers: 1,
  timeout: 600_000,
});
