/** Texts of charts. */
import { count } from "./format";

interface Part {
  label: string;
  value: number;
}

const partsOf = (parts: readonly Part[]) =>
  parts.map(({ label, value }) => `${count(value)} ${label.toLowerCase()}`).join(", ");

export const charts = {
  previous: "Previous period",
  showTable: "Show as a table",
  asTable: (title: string) => `${title} (table)`,
  group: (title: string) => `${title}, chart`,
  keys: "Use the arrow keys to read each bar.",
  name: (title: string, from: string, to: string, parts: readonly Part[]) =>
    `${title}, ${from} to ${to}: ${partsOf(parts)}`,
  point: (label: string, parts: readonly Part[], previous: number | undefined) =>
    `${label}: ${partsOf(parts)}${previous === undefined ? "" : `, ${count(previous)} in the previous period`}`,
};
