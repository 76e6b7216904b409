/**
 * What GraphiQL keeps: nothing beyond this page.
 *
 * By default it writes queries, variables, headers and a history of all of them to localStorage, where they
 * outlive the session and are read by whoever uses the machine next. Variables hold recipients' numbers and
 * the texts of patients, and a query may have them written into it: no part of it is safe to keep, so none
 * is. Its history works for as long as the page is open.
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
