// @vitest-environment node
import { describe, expect, test } from "vitest";

import { barsOf, before, byCode, isWeekly, periodOf } from "./sendFigures";

const TODAY = "2026-11-26";
const period = (query: string) => periodOf(new URLSearchParams(query), TODAY);

describe("the period in a URL", () => {
  test.each([
    ["", "2026-10-28", TODAY, "30"],
    ["days=7", "2026-11-20", TODAY, "7"],
    ["days=90", "2026-08-29", TODAY, "90"],
    ["days=1000", "2026-10-28", TODAY, "30"],
    ["since=2026-02-01&until=2026-02-28", "2026-02-01", "2026-02-28", ""],
    ["since=2026-11-01", "2026-11-01", TODAY, ""],
    ["until=2026-03-30", "2026-03-01", "2026-03-30", ""],
    ["since=0002-01-01&until=x", "2026-10-28", TODAY, "30"],
  ])("%s", (query, since, until, length) => {
    expect(period(query)).toEqual({ since, until, length, problem: null });
  });

  test("reports a reversed or too long period", () => {
    expect(period("since=2026-02-02&until=2026-02-01").problem).toBe("backwards");
    expect(period("since=2025-01-01&until=2026-01-01").problem).toBeNull();
    expect(period("since=2025-01-01&until=2026-01-02").problem).toBe("tooLong");
  });
});

const TOTALS = [
  { day: "2026-11-01", code: 2000, count: 5 },
  { day: "2026-11-01", code: 4035, count: 2 },
  { day: "2026-11-01", code: 4039, count: 1 },
  { day: "2026-11-03", code: 4035, count: 4 },
];

test("days without sends have bars, too", () => {
  expect(barsOf(TOTALS, "2026-11-01", "2026-11-03")).toEqual([
    { day: "2026-11-01", accepted: 5, refused: 3 },
    { day: "2026-11-02", accepted: 0, refused: 0 },
    { day: "2026-11-03", accepted: 0, refused: 4 },
  ]);
});

test("a long period is summed by week without losing sends", () => {
  expect(isWeekly("2026-08-04", "2026-11-03")).toBe(false);
  expect(isWeekly("2026-08-03", "2026-11-03")).toBe(true);
  const bars = barsOf(TOTALS, "2026-08-03", "2026-11-03");
  expect(bars).toHaveLength(14);
  expect(bars.at(-2)).toEqual({ day: "2026-10-26", accepted: 5, refused: 3 });
  expect(bars.at(-1)).toEqual({ day: "2026-11-02", accepted: 0, refused: 4 });
});

test("outcomes are summed in descending order", () => {
  expect(byCode(TOTALS)).toEqual([
    { code: 4035, count: 6 },
    { code: 2000, count: 5 },
    { code: 4039, count: 1 },
  ]);
});

test("the period before is as long, and ends on the day before", () => {
  expect(before({ since: "2026-11-02", until: "2026-11-08" })).toEqual({ since: "2026-10-26", until: "2026-11-01" });
  expect(before({ since: "2026-03-01", until: "2026-03-01" })).toEqual({ since: "2026-02-28", until: "2026-02-28" });
});
