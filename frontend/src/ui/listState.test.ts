import { describe, expect, it } from "vitest";

import { oneOf, readSort, writeSort } from "./listState";

const KNOWN = ["name", "updated"];
const BY_NAME = { field: "name", isDescending: false };

describe("a list's state in the URL", () => {
  it("accepts only known filter values", () => {
    expect(oneOf("yes", ["yes", "no"])).toBe("yes");
    expect(oneOf("YES", ["yes", "no"])).toBeNull();
    expect(oneOf("constructor", ["yes", "no"])).toBeNull();
    expect(oneOf(null, ["yes", "no"])).toBeNull();
  });

  it.each([
    ["updated", { field: "updated", isDescending: false }],
    ["-updated", { field: "updated", isDescending: true }],
    ["-name", { field: "name", isDescending: true }],
    ["--name", BY_NAME],
    ["-", BY_NAME],
    ["phone", BY_NAME],
    ["", BY_NAME],
    [null, BY_NAME],
  ])("parses the sort order %j", (value, sort) => {
    expect(readSort(value, KNOWN, BY_NAME)).toEqual(sort);
  });

  it("omits the default sort order from the URL", () => {
    expect(writeSort(BY_NAME, BY_NAME)).toBeNull();
    expect(writeSort({ field: "name", isDescending: true }, BY_NAME)).toBe("-name");
    expect(writeSort({ field: "updated", isDescending: false }, BY_NAME)).toBe("updated");
  });
});
