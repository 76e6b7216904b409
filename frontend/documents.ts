/** A Vite plugin that makes GraphQL documents plain strings without indentation. */
import type { Plugin } from "vite";

export const compactDocuments: Plugin = {
  name: "compact-documents",
  transform(code, id) {
    if (!id.includes("/src/gql/")) return null;
    const plain = code.replaceAll("new TypedDocumentString(", "(").replace(/\n\s*/g, "\n");
    return { code: plain, map: null };
  },
};
