// @vitest-environment node
import { expect, test } from "vitest";

import { fieldWords, kindOf } from "./audit";

test.each([
  ["postal_code", "Postal code"],
  ["role", "Role"],
  ["sms_enabled", "SMS activated"],
])("the field %s has the label %s", (field, words) => {
  expect(fieldWords(field)).toBe(words);
});

test.each([
  ["account_01a217211cdd768a8324020a7d45440b", "Account"],
  ["embed_token_01a217211cdd768a8324020a7d45440b", "Embed token"],
  ["carrier_pigeon_01a217211cdd768a8324020a7d45440b", "Carrier pigeon"],
])("the ID %s is of the kind %s", (id, kind) => {
  expect(kindOf(id)).toBe(kind);
});
