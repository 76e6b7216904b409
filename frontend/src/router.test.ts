import { expect, test } from "vitest";

import { match } from "./router";

test.each([
  ["/", "/", {}],
  ["/accounts", "/accounts", {}],
  ["/accounts", "/accounts/", {}],
  ["/accounts/:id", "/accounts/account_1", { id: "account_1" }],
  ["/accounts/:id", "/accounts/a%20b%2Fc", { id: "a b/c" }],
])("%s matches %s", (pattern, path, params) => {
  expect(match(pattern, path)).toEqual(params);
});

test.each([
  ["/", "/accounts"],
  ["/accounts", "/"],
  ["/accounts", "/accounts/1"],
  ["/accounts/:id", "/accounts"],
  ["/accounts/:id", "/users/1"],
  // No text at all: a link that was cut.
  ["/accounts/:id", "/accounts/%E0%A4"],
])("%s does not match %s", (pattern, path) => {
  expect(match(pattern, path)).toBeNull();
});
