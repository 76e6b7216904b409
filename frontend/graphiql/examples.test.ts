/** Users try the examples first: each is valid and has its variables. */
import { readFileSync } from "node:fs";

import { buildSchema, Kind, parse, validate, type OperationDefinitionNode } from "graphql";
import { describe, expect, it } from "vitest";

import { EXAMPLES } from "./examples";

const schema = buildSchema(readFileSync(`${import.meta.dirname}/../../schema.graphql`, "utf-8"));

describe.each(EXAMPLES)("$title", ({ query, variables }) => {
  const document = parse(query);
  const operations = document.definitions.filter(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );

  it("is valid against the schema", () => {
    expect(validate(schema, document)).toEqual([]);
  });

  it("has the variables that it declares, and no others", () => {
    const declared = operations.flatMap(({ variableDefinitions = [] }) =>
      variableDefinitions.map(({ variable }) => variable.name.value),
    );
    const names = Object.keys(JSON.parse(variables ?? "{}"));
    expect(names.sort()).toEqual([...new Set(declared)].sort());
  });

  it("begins with a comment", () => {
    expect(query).toMatch(/^# /);
  });
});

it("begins without variables: GraphiQL shows none in the first tab", () => {
  expect(EXAMPLES[0]?.variables).toBeNull();
});

it("shows every error code of a text", () => {
  const { query = "" } = EXAMPLES.find(({ title }) => title === "SendText") ?? {};
  for (const code of ["4015", "4035", "4039", "4060", "4080"]) expect(query).toContain(code);
});
