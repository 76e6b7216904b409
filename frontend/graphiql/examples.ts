/** GraphiQL's initial examples: the documents in examples/, some with a JSON file of variables. */
export interface Example {
  /** The name of the first operation. Other operations load its variables. */
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
