/** The contrast of every color pair in use, computed from the tokens for both themes. */
// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = ["tokens", "page-tokens"]
  .map((file) => readFileSync(`${import.meta.dirname}/${file}.css`, "utf8"))
  .join("");

const TEXT = 5.99;
const EDGE = 3.5;

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w+), (#\w+)\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function channels(hex: string): number[] {
  const digits = hex.slice(1);
  const long = digits.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  return (long.match(/../g) ?? []).map((pair) => parseInt(pair, 16) / 255);
}

/** Relative luminance as defined by WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const PLACES = ["card", "page", "sunk", "tint"];
const TONES = ["ok", "wait", "bad", "info"];

const TEXT_PAIRS = [
  ...["ink", "muted", "brand", "brand-strong"].flatMap((text) => PLACES.map((on) => [text, on])),
  ...TONES.map((tone) => [tone, `${tone}-on`]),
  // Notices contain ordinary text; error notices also contain links in their own color.
  ...TONES.map((tone) => ["ink", `${tone}-on`]),
  // Field errors and destructive buttons.
  ...PLACES.map((on) => ["bad", on]),
  ["wait", "card"],
  ["on-brand", "brand"],
  ["on-brand", "brand-strong"],
];

const EDGE_PAIRS = [
  ...["edge", "bad", "focus", "brand"].map((edge) => [edge, "card"]),
  ["focus", "page"],
  // Fills of charts are on a card, next to each other.
  ...["main-fill", "ok-fill", "wait-fill", "bad-fill"].map((fill) => [fill, "card"]),
];

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const color = (name: string) => {
    const token = tokens.get(name);
    if (!token) throw new Error(`no token ${name}`);
    return token[theme];
  };

  test.each(TEXT_PAIRS)("text %s on %s", (text = "", on = "") => {
    expect(contrast(color(text), color(on))).toBeGreaterThanOrEqual(TEXT);
  });

  test.each(EDGE_PAIRS)("edge %s on %s", (edge = "", on = "") => {
    expect(contrast(color(edge), color(on))).toBeGreaterThanOrEqual(EDGE);
  });
});

test("black on white has a contrast of 21, a color on itself has 1", () => {
  expect(contrast("#000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#0b6470", "#0b6470")).toBe(1);
});
