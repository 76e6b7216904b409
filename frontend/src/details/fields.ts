/** Maps the fields of a business details form to paths in the API's objects and inputs. */
import type { DetailsFragment, PersonFragment, PostalAddressFragment } from "../gql/fragments";
import type { DetailName } from "../i18n/details";

export type Values = Record<DetailName, string>;

interface Place {
  /** The path in API inputs and errors. */
  path: readonly [string] | readonly ["address" | "contact", string];
  autocomplete: string;
  inputMode?: "email" | "tel" | "url";
  isRequired: boolean;
}

export const PLACES: Record<DetailName, Place> = {
  BUSINESS_NAME: { path: ["businessName"], autocomplete: "organization", isRequired: true },
  LEGAL_NAME: { path: ["legalName"], autocomplete: "organization", isRequired: false },
  ADDRESS1: { path: ["address", "address1"], autocomplete: "address-line1", isRequired: true },
  ADDRESS2: { path: ["address", "address2"], autocomplete: "address-line2", isRequired: false },
  CITY: { path: ["address", "city"], autocomplete: "address-level2", isRequired: true },
  STATE: { path: ["address", "state"], autocomplete: "address-level1", isRequired: true },
  POSTAL_CODE: { path: ["address", "postalCode"], autocomplete: "postal-code", isRequired: true },
  COUNTRY_CODE: { path: ["address", "countryCode"], autocomplete: "country", isRequired: true },
  WEBSITE: { path: ["website"], autocomplete: "url", inputMode: "url", isRequired: true },
  ALTERNATIVE_WEBSITE: {
    path: ["alternativeWebsite"],
    autocomplete: "off",
    inputMode: "url",
    isRequired: false,
  },
  CONTACT_FIRST_NAME: {
    path: ["contact", "firstName"],
    autocomplete: "given-name",
    isRequired: true,
  },
  CONTACT_LAST_NAME: {
    path: ["contact", "lastName"],
    autocomplete: "family-name",
    isRequired: true,
  },
  CONTACT_EMAIL: {
    path: ["contact", "email"],
    autocomplete: "email",
    inputMode: "email",
    isRequired: true,
  },
  CONTACT_PHONE: { path: ["contact", "phone"], autocomplete: "tel", inputMode: "tel", isRequired: true },
};

/** All fields, in the order of the form. */
export const NAMES = Object.keys(PLACES) as DetailName[];

/** The fields of an account: all but the partner's legal name. */
export const ACCOUNT_NAMES = NAMES.filter((name) => name !== "LEGAL_NAME");

interface OwnDetails {
  name?: string | null;
  legalName?: string | null;
  website?: string | null;
  alternativeWebsite?: string | null;
  address: PostalAddressFragment;
  contact: PersonFragment;
}

/** Form values from an account's or a partner's own details. */
export function valuesOf(details: OwnDetails): Values {
  const nested: Record<string, unknown> = { ...details, businessName: details.name };
  const read = (name: DetailName): string => {
    const [first, second] = PLACES[name].path;
    const outer = nested[first];
    const value = second ? (outer as Record<string, string | null>)[second] : outer;
    return (value as string | null | undefined) ?? "";
  };
  return Object.fromEntries(NAMES.map((name) => [name, read(name)])) as Values;
}

/** The values submitted to carriers: the account's own, or else the partner's. */
export function effectiveValues({ businessDetails }: DetailsFragment): Values {
  return valuesOf({ ...businessDetails.effective, name: businessDetails.effective.businessName });
}

/** An API input with these details; an empty value becomes null. */
export function inputOf(values: Partial<Values>, names: readonly DetailName[]): object {
  const input: Record<string, string | null | Record<string, string | null>> = {};
  for (const name of names) {
    const [first, second] = PLACES[name].path;
    const value = values[name]?.trim() || null;
    if (second) input[first] = { ...(input[first] as object), [second]: value };
    else input[first] = value;
  }
  return input;
}

/** The field that an API error's path names; null for other paths. */
export function nameAt(path: readonly string[]): DetailName | null {
  return NAMES.find((name) => PLACES[name].path.join() === path.join()) ?? null;
}
