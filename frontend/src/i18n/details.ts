/** Words of business details: their fields, where they come from, and the form that asks for them. */
import type { BusinessDetailField } from "../gql/operations";

/** The fields of a form over business details; only partners have a legal name apart. */
export type DetailName = BusinessDetailField | "LEGAL_NAME";

export const DETAIL: Record<DetailName, string> = {
  BUSINESS_NAME: "Business name",
  LEGAL_NAME: "Legal name",
  ADDRESS1: "Address",
  ADDRESS2: "Suite, floor or building",
  CITY: "City",
  STATE: "State or territory",
  COUNTRY_CODE: "Country",
  POSTAL_CODE: "ZIP or postal code",
  WEBSITE: "Website",
  ALTERNATIVE_WEBSITE: "Second website",
  CONTACT_FIRST_NAME: "Contact's first name",
  CONTACT_LAST_NAME: "Contact's last name",
  CONTACT_EMAIL: "Contact's e-mail address",
  CONTACT_PHONE: "Contact's phone number",
};

export const details = {
  title: "Business information",
  save: "Submit business information",
  missing: "Missing",
  onFile: "On file",
  fromPartner: "from partner",
  websiteHint: "Begin with https://, for example https://mypractice.com",
  stateHint: "Two letters, such as OH",
  partnerWebsite:
    "Without a website of your own your partner's is submitted, and carriers reject such requests more often. Give yours if you have one, a page on a social network will do.",
  askMissing:
    "Carriers verify a practice before they let its texts through. Some of what they ask for is not on file yet.",
  askRejected: "Carriers refused what is on file. Mend it, and verification is requested again.",
  invalid:
    "Give it exactly as it is registered: details that are wrong keep a number from being verified.",
  requested:
    "Thank you. Verification has been requested; it takes two to three business days. Texts can be sent once the number is approved.",
  notRequested:
    "Business information is saved. Verification was not requested by it: carriers are asked again once what they refused has been changed.",
  saved: "Business information is saved.",
  showRest: "What is on file already",
  complete: "Complete",
  incomplete: "Incomplete",
};
