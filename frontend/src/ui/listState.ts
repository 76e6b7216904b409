/** What a list's address says of it: which of the known words a filter has, and how it is sorted. */
import type { Sort } from "./Table";

/** The word of the address, if it is one of those known; whoever edits an address gets the list unfiltered. */
export function oneOf<T extends string>(value: string | null, known: readonly T[]): T | null {
  return known.find((each) => each === value) ?? null;
}

/** "name" sorts by name, "-name" the other way round. */
export function readSort(value: string | null, known: readonly string[], otherwise: Sort): Sort {
  const isDescending = value?.startsWith("-") ?? false;
  const field = oneOf(isDescending ? (value ?? "").slice(1) : value, known);
  return field ? { field, isDescending } : otherwise;
}

/** The word of the address for a sort; none for the one that a list has by itself. */
export function writeSort({ field, isDescending }: Sort, otherwise: Sort): string | null {
  if (field === otherwise.field && isDescending === otherwise.isDescending) return null;
  return isDescending ? `-${field}` : field;
}
