import { describe, expect, it } from "vitest";

import { shares } from "./shares";

describe("shares", () => {
  it("add up to 100%", () => {
    expect(shares([1, 3])).toEqual([25, 75]);
  });

  it("have a visible minimum for a small value, and none for zero", () => {
    expect(shares([10_000, 1, 0])).toEqual([expect.closeTo(99.99), 1, 0]);
    expect(shares([0, 0])).toEqual([0, 0]);
  });
});
