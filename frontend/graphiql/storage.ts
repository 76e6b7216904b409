/**
 * In-memory storage for GraphiQL.
 *
 * By default, GraphiQL writes queries, variables, headers, and its history to localStorage. There they outlive
 * the session, and the next user of a shared computer could read them. Variables and queries may contain PHI:
 * recipients' numbers and message texts. The history works while the page is open.
 */
import type { Storage } from "@graphiql/toolkit";

export function createMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
}
