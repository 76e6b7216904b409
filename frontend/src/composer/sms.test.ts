/** Segment counts agree with a carrier's calculator and with 500 texts of known size. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { SegmentedMessage } from "sms-segments-calculator";
import { describe, expect, test } from "vitest";

import { measure } from "./sms";

const TEXTS = join(import.meta.dirname, "../../../../shared/data/sms_texts.csv");

test.each([
  ["", "GSM_7", 1, 160],
  ["a".repeat(160), "GSM_7", 1, 0],
  ["a".repeat(161), "GSM_7", 2, 145],
  ["€".repeat(80), "GSM_7", 1, 0],
  // An escaped character is never split across segments.
  ["a".repeat(152) + "€".repeat(5), "GSM_7", 2, 143],
  ["ж".repeat(70), "UCS_2", 1, 0],
  ["ж".repeat(71), "UCS_2", 2, 63],
  ["😀".repeat(35), "UCS_2", 1, 0],
  ["😀".repeat(36), "UCS_2", 2, 61],
])("%j is %s in %i segments with room for %i", (text, encoding, segments, left) => {
  expect(measure(text)).toMatchObject({ encoding, segments, left });
});

test("each character outside GSM-7 is listed once", () => {
  expect(measure("Zoë’s visit – Zoë’s").foreign).toEqual(["ë", "’", "–"]);
  expect(measure("{~}€ ÄÖÜ").foreign).toEqual([]);
  // Joined and accented characters are named as a screen shows them, and never their parts alone.
  expect(measure("👩🏽‍⚕️ “e\u0301”").foreign).toEqual(["👩🏽‍⚕️", "“", "e\u0301", "”"]);
  expect(measure("to\u200bday\u00a0at nine").foreign).toEqual([null]);
});

// A seeded generator makes failures reproducible.
function random(seed: number) {
  let state = seed;
  return (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

test("500 random texts have the segments of a carrier's calculator", () => {
  const draw = random(7);
  const letters = [..."abc XYZ 019 .,!?\n@£$èÄöñ^{}\\[~]|€’“—жщ日本😀👍é"];
  for (let round = 0; round < 500; round += 1) {
    const isPlain = round % 2 === 0;
    const from = isPlain ? letters.slice(0, 45) : letters;
    const text = Array.from({ length: 1 + draw(330) }, () => from[draw(from.length)]).join("");
    const theirs = new SegmentedMessage(text);
    const ours = measure(text);
    expect(ours.encoding.replace("_", "-"), text).toBe(theirs.getEncodingName());
    expect(ours.segments, text).toBe(theirs.segmentsCount);
  }
}, 60_000);

describe.skipIf(!existsSync(TEXTS))("real texts (skipped without the shared data)", () => {
  test("each has its known encoding and segments", () => {
    const rows = parseCsv(readFileSync(TEXTS, "utf-8"));
    const [header, ...texts] = rows;
    const [text, encoding, segments] = ["text", "encoding", "segments"].map(
      (name) => header?.indexOf(name) ?? -1,
    ) as [number, number, number];
    expect(texts.length).toBe(500);
    for (const row of texts) {
      const ours = measure(row[text] ?? "");
      expect([ours.encoding.replace("_", "-"), String(ours.segments)], row[text]).toEqual([
        row[encoding],
        row[segments],
      ]);
    }
  });
});

function parseCsv(content: string): string[][] {
  const rows: string[][] = [];
  for (const [, quoted, plain, end] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (rows.length === 0) rows.push([]);
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
