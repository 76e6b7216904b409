/** Builds <textgate-composer> as one file, which other sites load from a stable URL. */
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
    // Keeps light-dark() and modern selectors untranspiled.
    cssTarget: ["chrome125", "firefox128", "safari18"],
    modulePreload: { polyfill: false },
    // 3% smaller than the default minifier. Every page that embeds the composer loads this file.
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, compress: true },
    // Not build.lib: it does not minify ES modules fully.
    rolldownOptions: {
      input: "src/composer/element.tsx",
      preserveEntrySignatures: false,
      output: { entryFileNames: "composer.js", codeSplitting: false },
    },
  },
});
