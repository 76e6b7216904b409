/** Phone numbers are formatted while the user types, and the caret keeps its place. */
import { expect, test } from "vitest";

import { formatTyped, looksComplete } from "./phone";

test.each([
  ["4", "4"],
  ["406", "406"],
  ["4065", "(406) 5"],
  ["406555", "(406) 555"],
  ["4065550", "(406) 555-0"],
  ["4065550120", "(406) 555-0120"],
  ["406.555.0120", "(406) 555-0120"],
  ["+1 406 555 0120", "(406) 555-0120"],
  ["14065550120", "(406) 555-0120"],
  ["４０６５５５０１２０", "(406) 555-0120"],
  // Other input stays unchanged: the server validates it.
  ["+44 20 7946 0958", "+44 20 7946 0958"],
  ["406555012345", "406555012345"],
  ["call me", "call me"],
  ["", ""],
])("%j becomes %j", (typed, formatted) => {
  expect(formatTyped(typed, typed.length)).toEqual({ value: formatted, caret: formatted.length });
});

test.each([
  // A digit inserted in the middle: the caret stays behind it.
  ["(406)9 555-0120".slice(0, 14), 6, 7],
  // A digit deleted from the middle.
  ["(40) 555-0120", 3, 3],
  ["4065550120", 0, 0],
])("in %j the caret at %i goes to %i", (typed, before, after) => {
  expect(formatTyped(typed, before).caret).toBe(after);
});

test.each([
  ["(406) 555-0120", true],
  ["1 406 555 0120", true],
  ["406 555 012", false],
  ["+44 20 7946 0958", false],
  ["", false],
])("whether %j looks complete: %s", (typed, is) => {
  expect(looksComplete(typed)).toBe(is);
});
