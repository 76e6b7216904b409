import { describe, expect, it } from "vitest";

import { columns, scaleEnd, shares } from "./chart";

describe("the end of a scale", () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 5],
    [7, 10],
    [10, 10],
    [11, 20],
    [49, 50],
    [51, 100],
    [6_170, 10_000],
  ])("of %d is %d", (maximum, end) => {
    expect(scaleEnd(maximum)).toBe(end);
  });
});

describe("columns", () => {
  const size = { width: 98, height: 100, gap: 2 };

  it("stand side by side and fill the width", () => {
    const drawn = columns([[1], [1], [1], [1]], size);
    expect(drawn.map(([bar]) => bar?.x)).toEqual([0, 25, 50, 75]);
    expect(drawn[3]?.[0]).toMatchObject({ width: 23, height: 100, y: 0 });
  });

  it("have their parts on top of each other", () => {
    const [column] = columns([[6, 2]], size);
    expect(column?.[0]).toMatchObject({ y: 40, height: 60 });
    expect(column?.[1]).toMatchObject({ y: 20, height: 20 });
  });

  it("are flat without anything to show", () => {
    expect(columns([[0, 0]], size)[0]?.map((bar) => bar.height)).toEqual([0, 0]);
    expect(columns([], size)).toEqual([]);
  });
});

describe("shares", () => {
  it("add up to all", () => {
    expect(shares([1, 3])).toEqual([25, 75]);
  });

  it("show what is there, however little, and nothing of what is not", () => {
    expect(shares([10_000, 1, 0])).toEqual([expect.closeTo(99.99), 1, 0]);
    expect(shares([0, 0])).toEqual([0, 0]);
  });
});
