/** Writes src/gql from schema.graphql and the operations; `npm run check` fails when it is stale. */
import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "schema.graphql",
  documents: "frontend/src/operations/*.graphql",
  generates: {
    "frontend/src/gql/operations.ts": {
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
  },
};

export default config;
