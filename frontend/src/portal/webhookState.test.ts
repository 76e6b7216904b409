import { describe, expect, test } from "vitest";

import { nextTry, outcomeOf, pollEvery, readEvents, standingOf, toggleEvent, webhookRefusals } from "./webhookState";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const at = (away: number) => new Date(NOW + away).toISOString();

test.each([
  ["ENABLED", null, null, "ok", "Enabled"],
  ["ENABLED", null, at(-1), "wait", "Failing"],
  ["DISABLED", "REQUESTED", null, "none", "Disabled"],
  ["DISABLED", "GONE", at(-1), "bad", "Disabled"],
  ["DISABLED", "FAILING", at(-1), "bad", "Disabled"],
] as const)("%s, %s, failing since %s: %s, %s", (status, disabledReason, failingSince, tone, word) => {
  expect(standingOf({ status, disabledReason, failingSince })).toEqual([tone, word]);
});

describe("the events of a form", () => {
  test("are read in the form's order, and what is none is left out", () => {
    expect(readEvents("MESSAGE_STATUS TEST SMS_NUMBER_STATUS")).toEqual(["SMS_NUMBER_STATUS", "MESSAGE_STATUS"]);
    expect(readEvents("")).toEqual([]);
  });

  test("are chosen and left out one by one", () => {
    const one = toggleEvent("", "MESSAGE_STATUS");
    const two = toggleEvent(one, "SMS_VERIFICATION_STATUS");
    expect(two).toBe("SMS_VERIFICATION_STATUS MESSAGE_STATUS");
    expect(toggleEvent(two, "MESSAGE_STATUS")).toBe("SMS_VERIFICATION_STATUS");
  });
});

test("what the server refused is told at its field, the rest of the whole form", () => {
  const refused = webhookRefusals([
    { field: ["url"], code: "INVALID", message: "must begin with https://" },
    { field: ["url"], code: "TOO_LONG", message: "is long" },
    { field: ["id"], code: "NOT_FOUND", message: "there is no such webhook" },
  ]);
  expect(refused).toEqual({ url: "URL: must begin with https://", "": "there is no such webhook" });
});

test("a try ends in words, with the code if there was an answer", () => {
  expect(outcomeOf({ error: null, statusCode: 204 })).toBe("204 · Delivered");
  expect(outcomeOf({ error: "STATUS", statusCode: 500 })).toBe("500 · The endpoint did not return a 2xx status.");
  expect(outcomeOf({ error: "TIMEOUT", statusCode: null })).toBe("The endpoint did not respond within 15 seconds.");
});

test("the next try is in a while, now, or not to be", () => {
  expect(nextTry(at(300_000), NOW)).toBe("in 5 minutes");
  expect(nextTry(at(-1), NOW)).toBe("now");
  expect(nextTry(null, NOW)).toBeNull();
});

test("what is about to be tried is looked at often", () => {
  const pending = (away: number | null) => ({ status: "PENDING" as const, nextTryAt: away === null ? null : at(away) });
  expect(pollEvery([pending(5_000)], NOW)).toBe(2_000);
  expect(pollEvery([pending(null)], NOW)).toBe(2_000);
  expect(pollEvery([pending(60_000), { status: "FAILED", nextTryAt: null }], NOW)).toBe(10_000);
  expect(pollEvery([], NOW)).toBe(10_000);
});
