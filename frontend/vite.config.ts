/** Builds the webapp and the portal; in development it hands API requests to a running server. */
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
    // The server's policy allows what comes from itself, and data: only for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    // light-dark() and anchors of today stay as they are written.
    cssTarget: ["chrome125", "firefox128", "safari18"],
  },
  server: {
    port: 5173,
    // Requests keep the origin that they come from: as the server's own, they pass its checks.
    proxy: Object.fromEntries(API.map((path) => [path, { target: server, changeOrigin: true }])),
  },
});
