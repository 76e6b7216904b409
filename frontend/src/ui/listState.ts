/** A list's state in the URL: filter values and sort order. */
import type { Sort } from "./Table";

/** The URL's value if it is a known one; an edited URL with another value applies no filter. */
export function oneOf<T extends string>(value: string | null, known: readonly T[]): T | null {
  return known.find((candidate) => candidate === value) ?? null;
}

/** "name" sorts in ascending order, "-name" in descending order. */
export function readSort(value: string | null, known: readonly string[], otherwise: Sort): Sort {
  const isDescending = value?.startsWith("-") ?? false;
  const field = oneOf(isDescending ? (value ?? "").slice(1) : value, known);
  return field ? { field, isDescending } : otherwise;
}

/** The URL value of a sort order; null for the list's default. */
export function writeSort({ field, isDescending }: Sort, otherwise: Sort): string | null {
  if (field === otherwise.field && isDescending === otherwise.isDescending) return null;
  return isDescending ? `-${field}` : field;
}
