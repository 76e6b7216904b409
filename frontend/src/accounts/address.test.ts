import { expect, it } from "vitest";

import { oneLine } from "./address";

const NOTHING = {
  address1: null,
  address2: null,
  city: null,
  state: null,
  postalCode: null,
  countryCode: null,
};

it("formats an address in one line, without gaps for missing parts", () => {
  const address = {
    address1: "123 Main Street",
    address2: "Suite 6555",
    city: "Anywhere",
    state: "AL",
    postalCode: "44444",
    countryCode: "US",
  };
  expect(oneLine(address)).toBe("123 Main Street, Suite 6555, Anywhere, AL 44444, US");
  expect(oneLine({ ...NOTHING, city: "Powell", state: "OH" })).toBe("Powell, OH");
  expect(oneLine(NOTHING)).toBe("");
});
