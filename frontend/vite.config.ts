/** Builds the webapp and the portal. The development server proxies API requests to a running server. */
import { defineConfig } from "vite";

import { compactDocuments } from "./documents.ts";

const server = process.env["TEXTGATE_DEV_SERVER"] ?? "http://127.0.0.1:8000";
const API = ["/graphql", "/auth", "/reports/"];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compactDocuments],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../backend/textgate/static/app",
    emptyOutDir: true,
    // The content security policy allows data: URLs only for images.
    assetsInlineLimit: 0,
    // No lists of scripts to preload: they are 0.7 KB of the first load, and save one round trip per page.
    modulePreload: { polyfill: false, resolveDependencies: () => [] },
    target: "es2022",
    // Keeps light-dark() and modern selectors untranspiled.
    cssTarget: ["chrome125", "firefox128", "safari18"],
  },
  server: {
    port: 5173,
    // Sends the server's own Host header, so that requests pass its checks.
    proxy: Object.fromEntries(API.map((path) => [path, { target: server, changeOrigin: true }])),
  },
});
