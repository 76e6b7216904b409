/** Light and dark differ only in the colors of tokens.css, so that a screen needs one check of everything else. */
// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const SOURCES = `${import.meta.dirname}/..`;
const TOKENS = ["ui/tokens.css", "ui/page-tokens.css"];

test("no style and no code reads the color scheme except for the tokens' colors", () => {
  const readers = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter(
    (path) =>
      /(?<!test)\.(css|tsx?)$/.test(path) &&
      !TOKENS.includes(path) &&
      /prefers-color-scheme|light-dark\(/.test(readFileSync(`${SOURCES}/${path}`, "utf8")),
  );
  expect(readers).toEqual([]);
});

test("each token that depends on the color scheme is one color in each", () => {
  const css = TOKENS.map((path) => readFileSync(`${SOURCES}/${path}`, "utf8")).join("");
  const color = /--[\w-]+: light-dark\(#\w+, #\w+\);/g;
  expect(css.match(color)?.length).toBeGreaterThan(15);
  expect(css.replace(color, "")).not.toMatch(/prefers-color-scheme|light-dark\(/);
});
