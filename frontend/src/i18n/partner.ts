/** Texts of the partner's business details. */
import type { SenderPreselection } from "../gql/account";

export const partner = {
  title: "Business Details",
  vendor: "Vendor",
  edit: "Edit",
  editTitle: (name: string) => `Edit Business Details of ${name}`,
  name: "Name:",
  legalName: "Legal Name:",
  address: "Address:",
  website: "Website:",
  contactFirstName: "Contact First Name:",
  contactLastName: "Contact Last Name:",
  contactEmail: "Contact Email:",
  contactPhone: "Contact Phone:",
  lastUpdated: "Last Updated At:",
  never: "never",
  missing: "Missing",
  use: "How these details are used",
  uses: [
    "Carriers use them to verify the numbers of accounts that have no website or contact of their own.",
    "They supplement missing details of accounts. They are not used for any marketing purposes.",
  ],
  incomplete: (fields: string) =>
    `Missing: ${fields}. Accounts without these details cannot get a number.`,
  editWhy:
    "Carriers use these details for accounts without their own website or contact. Enter them exactly as registered.",
  saved: (name: string) => `Successfully edited Business Details for ${name}`,
};

/** Texts of the page with the partner's settings. */
export const partnerSettings = {
  title: "Settings",
  timeZone: "Time zone",
  timeZoneHint: "Daily summaries are sent at 8 a.m. in this zone.",
  preselection: "“Send From” of a new text",
  preselectionHint: "An account can have its own setting.",
  preselections: {
    LAST_USED: "Preselect the last sender",
    ALWAYS_ASK: "Ask every time",
  } satisfies Record<SenderPreselection, string>,
  saved: "Settings saved.",
};
