/** Builds <textgate-composer> as one file, which pages of other origins load by a stable address. */
import { defineConfig } from "vite";

import { compactDocuments } from "./documents.ts";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compactDocuments],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../backend/textgate/static/embed/v1",
    emptyOutDir: true,
    target: "es2022",
    // light-dark() and anchors of today stay as they are written.
    cssTarget: ["chrome125", "firefox128", "safari18"],
    modulePreload: { polyfill: false },
    // Three percent smaller than the usual one; every page that embeds the composer loads it.
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, compress: true },
    // Not build.lib: its modules stay unminified.
    rolldownOptions: {
      input: "src/composer/element.tsx",
      preserveEntrySignatures: false,
      output: { entryFileNames: "composer.js", codeSplitting: false },
    },
  },
});
