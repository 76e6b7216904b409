/** Every answer to a text is told to people in plain words, with what to do next. */
import { expect, test } from "vitest";

import type { SendSmsMutation } from "../gql/composer";
import { composer, limited } from "../i18n/composer";
import { Keys } from "./key";
import { outcomeOf } from "./outcome";

const answer = (sendSms: SendSmsMutation["sendSms"]) => outcomeOf({ sendSms });

test("an accepted text's outcome has its message ID", () => {
  const smsMessage = { id: "message_1", status: "QUEUED" as const };
  expect(answer({ __typename: "SendSmsSuccess", smsMessage })).toEqual({
    kind: "sent",
    messageId: "message_1",
  });
});

test.each([
  ["SmsNotEnabledError", 4015, "bad", `${composer.notSent} ${composer.notEnabledYet}`],
  ["AccountInactiveError", 4011, "bad", composer.inactive],
  ["SmsNumberNotVerifiedError", 4035, "wait", composer.requested],
  ["RecipientOptedOutError", 4080, "bad", composer.optedOut],
  ["IdempotencyConflictError", 4060, "bad", composer.conflict],
] as const)("%s is explained as %i", (__typename, code, tone, message) => {
  const refused = answer({ __typename, code });
  expect(refused).toEqual({ kind: "refused", code, tone, message });
});

test("4039 leads to the missing and the rejected details", () => {
  const reasons = [{ code: 30451, message: "No", fields: ["CITY" as const], isRetryable: true }];
  expect(
    answer({
      __typename: "BusinessDetailsInsufficientError",
      code: 4039,
      rejectionReasons: reasons,
    }),
  ).toEqual({
    kind: "insufficient",
    message: composer.insufficient,
    reasons,
  });
});

test("the server's errors are shown at their fields, the others above the form", () => {
  const error = (field: string[], message: string) => ({ field, code: "INVALID" as const, message });
  expect(
    answer({
      __typename: "InvalidInputError",
      code: 4060,
      userErrors: [error(["to"], "no number"), error(["senderId"], "gone"), error(["kind"], "off")],
    }),
  ).toEqual({ kind: "invalid", errors: { to: "no number", sender: "gone", "": "off" } });
});

test("a reached limit says when to retry", () => {
  const retryAt = new Date(Date.now() + 30 * 60_000 + 1_000).toISOString();
  expect(
    answer({ __typename: "SendLimitReachedError", code: 4060, retryAt }),
  ).toMatchObject({ message: limited("in 30 minutes") });
});

test("a repeated text keeps its idempotency key, another text gets a new one", () => {
  const keys = new Keys();
  const first = keys.of("a", "b");
  expect(keys.of("a", "b")).toBe(first);
  expect(keys.of("a", "c")).not.toBe(first);
  const again = keys.of("a", "b");
  keys.clear();
  expect(keys.of("a", "b")).not.toBe(again);
});
