// @vitest-environment node
import { describe, expect, test } from "vitest";

import { counted, dayOf, duration, list, phone, time } from "./format";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const at = (milliseconds: number) => new Date(NOW + milliseconds).toISOString();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("times", () => {
  test.each([
    [0, "less than a minute ago"],
    [-59 * SECOND, "less than a minute ago"],
    [30 * SECOND, "in less than a minute"],
    [-MINUTE, "1 minute ago"],
    [-59 * MINUTE - 59 * SECOND, "59 minutes ago"],
    [-HOUR, "1 hour ago"],
    [-23 * HOUR, "23 hours ago"],
    [-DAY, "yesterday"],
    [DAY, "tomorrow"],
    [-7 * DAY + SECOND, "6 days ago"],
    [2 * HOUR, "in 2 hours"],
  ])("%i ms away: %s", (away, words) => {
    expect(time(at(away), NOW)).toBe(words);
  });

  test("seven days away or more, it is the date", () => {
    expect(time(at(-7 * DAY), NOW)).toBe("Nov 19, 2026");
    expect(time(at(8 * DAY), NOW)).toBe("Dec 4, 2026");
  });

  test("a calendar date is the same in every time zone", () => {
    expect(dayOf("2026-03-01")).toBe("Mar 1, 2026");
  });
});

test.each([
  ["+14065550120", "(406) 555-0120"],
  ["+442079460958", "+442079460958"],
  ["+1406555012", "+1406555012"],
])("the number %s is written %s", (e164, written) => {
  expect(phone(e164)).toBe(written);
});

test.each([
  [0, "0 accounts"],
  [1, "1 account"],
  [2251, "2,251 accounts"],
])("%i: %s", (value, words) => {
  expect(counted(value, "account", "accounts")).toBe(words);
});

test("lists end with a serial comma and 'and'", () => {
  expect(list(["a"])).toBe("a");
  expect(list(["a", "b", "c"])).toBe("a, b, and c");
});

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1_240, "1.2 sec"],
  [15_000, "15 sec"],
])("%i milliseconds: %s", (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});
