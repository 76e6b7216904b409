/** The page /ui shows every part of ui/. */
// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const UI = `${import.meta.dirname}/../ui`;

// main.tsx renders the toasts of all pages; each field renders its label and its errors.
const INSIDE_OTHERS = ["Toasts", "Labeled"];

const sourceOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tsx") && !path.endsWith(".test.tsx"))
    .map((path) => readFileSync(`${folder}/${path}`, "utf8"))
    .join("\n");

test("the page /ui shows every part", () => {
  const parts = [...sourceOf(UI).matchAll(/^export (?:function|const) ([A-Z]\w*[a-z]\w*)/gm)].map(([, name]) => name ?? "");
  expect(parts.length).toBeGreaterThan(30);
  const page = sourceOf(import.meta.dirname);
  const missing = parts.filter((name) => !INSIDE_OTHERS.includes(name) && !new RegExp(`<${name}\\b`).test(page));
  expect(missing).toEqual([]);
});
