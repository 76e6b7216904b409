/** Writes src/gql from schema.graphql and the operations; `npm run check` fails when it is stale. */
import { readdirSync } from "node:fs";

import type { CodegenConfig } from "@graphql-codegen/cli";

const OPERATIONS = "frontend/src/operations";
const FRAGMENTS = `${OPERATIONS}/fragments.graphql`;

// A file each, so that a page loads its own documents only.
const names = readdirSync(OPERATIONS).map((file) => file.replace(".graphql", ""));

const config: CodegenConfig = {
  schema: "schema.graphql",
  generates: Object.fromEntries(
    names.map((name) => [
      `frontend/src/gql/${name}.ts`,
      {
        documents: [...new Set([FRAGMENTS, `${OPERATIONS}/${name}.graphql`])],
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
