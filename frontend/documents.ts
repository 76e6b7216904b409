/** A Vite plugin that strips white space from GraphQL documents. */
import type { Plugin } from "vite";

export const compactDocuments: Plugin = {
  name: "compact-documents",
  transform(code, id) {
    if (!id.endsWith("/gql/operations.ts")) return null;
    return { code: code.replace(/\n\s*/g, "\n"), map: null };
  },
};
