/** The examples that GraphiQL begins with: one folder of documents, with variables beside some of them. */
export interface Example {
  /** The first operation, as on the tab; others find what it needs. */
  title: string;
  query: string;
  variables: string | null;
}

const documents = import.meta.glob<string>("./examples/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});
const variables = import.meta.glob<string>("./examples/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const EXAMPLES: Example[] = Object.keys(documents)
  .sort()
  .map((path) => {
    const query = documents[path] ?? "";
    return {
      title: /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? path,
      query,
      variables: variables[path.replace(/graphql$/, "json")] ?? null,
    };
  });
