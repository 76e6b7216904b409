// @vitest-environment node
import { expect, test } from "vitest";

import { scaleEnd, ticks } from "./scale";

test.each([
  [0, 4],
  [4, 4],
  [5, 8],
  [9, 12],
  [23, 40],
  [101, 200],
  [2251, 4000],
  [9001, 10000],
])("the scale for %i ends at %i", (most, end) => {
  expect(scaleEnd(most)).toBe(end);
});

test("a scale ends at the next number that is divisible by four", () => {
  for (let most = 0; most < 5000; most += 7) {
    const end = scaleEnd(most);
    expect(end).toBeGreaterThanOrEqual(most);
    expect(end % 4).toBe(0);
  }
});

test.each([
  [14, 7, [6, 13]],
  [30, 7, [1, 8, 15, 22, 29]],
  [90, 7, [5, 26, 47, 68, 89]],
  [7, 7, [0, 2, 4, 6]],
  [1, 7, [0]],
  [14, 1, [1, 4, 7, 10, 13]],
  [53, 1, [8, 19, 30, 41, 52]],
])("of %i places in units of %i, these have ticks", (places, unit, expected) => {
  expect(ticks(places, unit)).toEqual(expected);
});
