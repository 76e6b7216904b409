/** Writes src/gql from schema.graphql and the operations; `npm run check` fails when it is stale. */
import { readdirSync, readFileSync } from "node:fs";

import type { CodegenConfig } from "@graphql-codegen/cli";

const OPERATIONS = "frontend/src/operations";
const FRAGMENT = /^fragment (\w+)[^]*?^}/gm;

const read = (name: string) => readFileSync(`${OPERATIONS}/${name}.graphql`, "utf8");
const fragments = new Map([...read("fragments").matchAll(FRAGMENT)].map(([text, name]) => [name, text]));

/** A document with the shared fragments that it spreads, and those that they spread. */
function documentsOf(document: string): string[] {
  const documents = new Set([document]);
  for (const text of documents) {
    for (const [, name] of text.matchAll(/\.\.\.(\w+)/g)) {
      const fragment = fragments.get(name);
      if (fragment) documents.add(fragment);
    }
  }
  return [...documents];
}

const names = readdirSync(OPERATIONS).map((file) => file.replace(".graphql", ""));

const config: CodegenConfig = {
  schema: "schema.graphql",
  // A file each, so that a page loads its own documents only.
  generates: Object.fromEntries(
    names.map((name) => [
      `frontend/src/gql/${name}.ts`,
      {
        documents: name === "fragments" ? read(name) : documentsOf(read(name)),
        plugins: ["typescript-operations", "typed-document-node"],
        config: {
          documentMode: "string",
          // Lets each build drop unused documents.
          pureMagicComment: true,
          useTypeImports: true,
          scalars: { Date: "string", DateTime: "string", PhoneNumber: "string", URL: "string" },
          strictScalars: true,
        },
      },
    ]),
  ),
};

export default config;
