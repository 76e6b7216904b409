import { describe, expect, test } from "vitest";

import { chipOf, nextTry, outcomeOf, pollEvery, parseEvents, toggleEvent, webhookRefusals } from "./webhookState";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const at = (away: number) => new Date(NOW + away).toISOString();

test.each([
  ["ENABLED", null, null, "ok", "Enabled"],
  ["ENABLED", null, at(-1), "wait", "Failing"],
  ["DISABLED", "REQUESTED", null, "none", "Disabled"],
  ["DISABLED", "GONE", at(-1), "bad", "Disabled"],
  ["DISABLED", "FAILING", at(-1), "bad", "Disabled"],
] as const)("%s, %s, failing since %s: %s, %s", (status, disabledReason, failingSince, tone, word) => {
  expect(chipOf({ status, disabledReason, failingSince })).toEqual([tone, word]);
});

describe("the events of a form", () => {
  test("are parsed in the form's order, without unknown ones", () => {
    expect(parseEvents("MESSAGE_STATUS TEST SMS_NUMBER_STATUS")).toEqual(["SMS_NUMBER_STATUS", "MESSAGE_STATUS"]);
    expect(parseEvents("")).toEqual([]);
  });

  test("are added and removed one by one", () => {
    const one = toggleEvent("", "MESSAGE_STATUS");
    const two = toggleEvent(one, "SMS_VERIFICATION_STATUS");
    expect(two).toBe("SMS_VERIFICATION_STATUS MESSAGE_STATUS");
    expect(toggleEvent(two, "MESSAGE_STATUS")).toBe("SMS_VERIFICATION_STATUS");
  });
});

test("the server's errors are shown at their fields, the others for the whole form", () => {
  const refused = webhookRefusals([
    { field: ["url"], code: "INVALID", message: "URL must start with https://." },
    { field: ["url"], code: "TOO_LONG", message: "is long" },
    { field: ["id"], code: "NOT_FOUND", message: "Webhook does not exist." },
  ]);
  expect(refused).toEqual({ url: "URL must start with https://.", "": "Webhook does not exist." });
});

test("an attempt's result is a sentence, with the HTTP status if there was a response", () => {
  expect(outcomeOf({ error: null, statusCode: 204 })).toBe("204 · Delivered");
  expect(outcomeOf({ error: "STATUS", statusCode: 500 })).toBe("500 · The endpoint did not return a 2xx status.");
  expect(outcomeOf({ error: "TIMEOUT", statusCode: null })).toBe("The endpoint did not respond within 15 seconds.");
});

test("the next attempt is later, now, or none", () => {
  expect(nextTry(at(300_000), NOW)).toBe("in 5 minutes");
  expect(nextTry(at(-1), NOW)).toBe("now");
  expect(nextTry(null, NOW)).toBeNull();
});

test("the page polls often while an attempt is due", () => {
  const pending = (away: number | null) => ({ status: "PENDING" as const, nextTryAt: away === null ? null : at(away) });
  expect(pollEvery([pending(5_000)], NOW)).toBe(2_000);
  expect(pollEvery([pending(null)], NOW)).toBe(2_000);
  expect(pollEvery([pending(60_000), { status: "FAILED", nextTryAt: null }], NOW)).toBe(10_000);
  expect(pollEvery([], NOW)).toBe(10_000);
});
