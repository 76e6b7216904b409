/** Builds GraphiQL, separate from the app: it uses React and has its own content security policy. */
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/graphiql/",
  oxc: { jsx: { runtime: "automatic", importSource: "react" } },
  worker: { format: "es" },
  build: {
    outDir: "../../backend/textgate/static/graphiql",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // Monaco is large. It is loaded only after authentication, and cached permanently.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" concerns server rendering only; hundreds of modules contain it.
      onLog: (level, log, handle) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
});
