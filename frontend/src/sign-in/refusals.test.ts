import { expect, test } from "vitest";

import { ApiError } from "../api/client";
import { refusalsOf } from "../people/InviteDialog";
import { refusalOf } from "./refusals";

test.each([
  ["INVALID_CREDENTIALS", false, "password"],
  // The server does not reveal which of the two is wrong.
  ["INVALID_CREDENTIALS", true, ""],
  ["INVALID_PASSWORD", false, "newPassword"],
  ["WRONG_CODE", false, "secretCode"],
  ["CODE_REQUIRED", true, "code"],
  ["ALREADY_ADDED", false, ""],
])("%s, with two-factor authentication: %s, is shown at the field: %s", (code, hasSecondFactor, field) => {
  expect(refusalOf(new ApiError(code, "The password is common"), hasSecondFactor).field).toBe(field);
});

test("other errors are thrown again", () => {
  const error = new ApiError("NETWORK", "");
  expect(() => refusalOf(error, false)).toThrow(error);
});

test("an invitation's errors are shown at their fields as full sentences", () => {
  const refused = refusalsOf([
    { field: ["email"], code: "ALREADY_EXISTS", message: "Email already belongs to one of your users." },
    { field: ["role"], code: "INVALID", message: "Role cannot be assigned by you." },
    { field: ["accountId"], code: "NOT_FOUND", message: "Account does not exist." },
    { field: ["other"], code: "INVALID", message: "Other is odd." },
  ]);
  expect(refused).toEqual({
    email: "An active user already has this email address.",
    role: "Role cannot be assigned by you.",
    accountId: "This account no longer exists. Choose another one.",
    "": "Other is odd.",
  });
});
