/** Texts of business details: labels, origins, and the form for missing details. */
import type { BusinessDetailField } from "../gql/fragments";

/** The fields of a business details form. Only partners have a separate legal name. */
export type DetailName = BusinessDetailField | "LEGAL_NAME";

export const DETAIL: Record<DetailName, string> = {
  BUSINESS_NAME: "Business name",
  LEGAL_NAME: "Legal name",
  ADDRESS1: "Address",
  ADDRESS2: "Suite, floor, or building",
  CITY: "City",
  STATE: "State or territory",
  COUNTRY_CODE: "Country",
  POSTAL_CODE: "ZIP or postal code",
  WEBSITE: "Website URL",
  ALTERNATIVE_WEBSITE: "Alternative Website URL",
  CONTACT_FIRST_NAME: "Contact first name",
  CONTACT_LAST_NAME: "Contact last name",
  CONTACT_EMAIL: "Contact email",
  CONTACT_PHONE: "Contact phone",
};

export const details = {
  title: "Business information",
  save: "Submit business information",
  missing: "Missing",
  onFile: "On file",
  fromPartner: "from partner",
  fixFirst: "Fix these first",
  others: "Other details",
  fallback: (value: string) => `If empty, the partner's is used: ${value}`,
  websiteHint: "Start with https://, for example https://mypractice.com",
  stateHint: "Two letters, such as OH",
  partnerWebsite:
    "If a practice website is not provided, the partner's corporate website will be used. Use of the partner URL may result in higher rejection rates. A social media page works, too.",
  askMissing:
    "Carriers verify a practice before it can send texts. Some required details are missing.",
  askRejected: "Carriers rejected these details. Correct them to request verification again.",
  invalid:
    "Enter the details exactly as registered. Invalid data can result in the inability to acquire and verify a number.",
  requested:
    "Verification has been requested and takes 2-3 business days. You can send texts once the number is approved.",
  notRequested:
    "Business information saved. Verification was not requested again, because nothing that carriers rejected has changed.",
  saved: "Business information saved.",
  showRest: "Already on file",
  complete: "Complete",
  incomplete: "Incomplete",
};
