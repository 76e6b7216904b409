/** Builds <textgate-composer> as one file, which pages of other origins load by a stable address. */
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../backend/textgate/static/embed/v1",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    // Not build.lib: its modules stay unminified.
    rolldownOptions: {
      input: "src/composer/element.tsx",
      preserveEntrySignatures: false,
      output: { entryFileNames: "composer.js", codeSplitting: false },
    },
  },
});
