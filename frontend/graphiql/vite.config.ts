/** Builds GraphiQL, which is React and has a policy of its own: apart from the app, served at /graphiql. */
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
    // Monaco is what it is; it is loaded once somebody is known, and kept for ever.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" is for servers that render React; hundreds of its modules say it.
      onLog: (level, log, handle) => {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
    },
  },
});
