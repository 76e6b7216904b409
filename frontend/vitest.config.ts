/** Runs unit and component tests in a simulated DOM. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { environment: "happy-dom", include: ["{src,graphiql}/**/*.test.{ts,tsx}"] },
});
