/** Texts of imports: the choice of a file, its preview, progress, and report. */
import type { ImportAction, ImportFailure, ImportKind, ImportState } from "../gql/imports";
import { count, counted } from "./format";

export const STATE: Record<ImportState, string> = {
  QUEUED: "Waiting",
  RUNNING: "Importing",
  COMPLETED: "Completed",
  FAILED: "Failed",
};

export const FAILURE: Record<ImportFailure, string> = {
  ACCESS_ENDED: "The user who started it no longer has access.",
  INTERRUPTED: "The server stopped several times during the import.",
  INTERNAL_ERROR: "Something went wrong on our side.",
};

export const ACTION: Record<ImportAction, string> = {
  REFUSED: "Value refused",
  CORRECTED: "Value corrected",
  ROW_REFUSED: "Row refused",
  IGNORED: "Column ignored",
};

export const OUTCOME = {
  CREATED: "New",
  UPDATED: "Changed",
  UNCHANGED: "Unchanged",
  REFUSED: "Refused",
};

/** The columns of files. */
export const COLUMN: Record<string, string> = {
  account_external_id: "Account's external ID",
  external_id: "External ID",
  name: "Name",
  address1: "Address",
  address2: "Suite, floor, or building",
  city: "City",
  state: "State",
  postal_code: "ZIP code",
  country_code: "Country",
  phone: "Phone number",
  time_zone: "Time zone",
  website: "Website URL",
  alternative_website: "Alternative Website URL",
  contact_first_name: "Contact first name",
  contact_last_name: "Contact last name",
  contact_email: "Contact email",
  contact_phone: "Contact phone",
};

const nouns = (kind: ImportKind, n: number) =>
  kind === "ACCOUNTS" ? counted(n, "account", "accounts") : counted(n, "location", "locations");

export const imports = {
  action: "Import",
  title: "Import accounts",
  intro:
    "Import practices from a CSV file, then their locations from another. Your IDs identify the rows, so you can import a file again: only differences are stored, and blank cells erase nothing.",
  templateOf: "Download a template:",
  accountsTemplate: "Practices",
  locationsTemplate: "Locations",
  file: "CSV file",
  fileHint: "At most 20 MB and 100,000 rows",
  choose: "Choose a file",
  drop: "or drop it here",
  tooLarge: "The file is larger than 20 MB. Split it into several files.",
  reading: "Reading the file…",

  previewOf: (file: string) => `Preview of ${file}`,
  nothingStored: "Nothing is stored yet.",
  rows: (n: number) => counted(n, "row", "rows"),
  contents: "Contents",
  kind: { ACCOUNTS: "Practices", LOCATIONS: "Locations" } satisfies Record<ImportKind, string>,
  new: "New",
  changed: "Changed",
  unchanged: "Unchanged",
  refused: "Refused",
  recognized: "Recognized columns",
  ignored: "Ignored columns",
  none: "None",
  same: (title: string, label: string) => (title.toLowerCase() === label.toLowerCase() ? title : `${title} → ${label}`),
  firstRows: "First rows as they will be stored",
  row: "Row",
  result: "Result",
  nothing: "The file changes nothing: every row is stored already or is refused.",
  start: (n: number) => `Import ${counted(n, "row", "rows")}`,
  starting: "Starting…",
  other: "Choose another file",

  problems: "Problems",
  firstOf: (shown: number, total: number) => (shown < total ? `first ${count(shown)} of ${count(total)}` : count(total)),
  column: "Column",
  value: "Value",
  problem: "Problem",
  wholeRow: "Whole row",

  recent: "Recent imports",
  kept: "kept for 30 days",
  fileName: "File",
  status: "Status",
  by: "By",
  at: "Started",
  startedBy: (name: string) => `by ${name}`,
  counts: "Rows of the import",

  importOf: (file: string) => `Import of ${file}`,
  progress: "Progress",
  done: (done: number, total: number) => `${count(done)} of ${counted(total, "row", "rows")}`,
  background: "You can leave this page. The import continues, and this page keeps its address.",
  completed: (kind: ImportKind, created: number, updated: number) =>
    `Import completed: ${nouns(kind, created)} created, ${count(updated)} updated.`,
  failed: (done: number) => `Import failed after ${counted(done, "row", "rows")}.`,
  failedHint: "These rows are stored. Import the file again to store the rest.",
  report: "Download report",
  downloading: "Downloading…",
  noProblems: "No value was refused or corrected.",
  again: "Import another file",
  toAccounts: "View accounts",

  next: "Next step",
  complete: (complete: number, total: number) =>
    `${count(complete)} of ${counted(total, "account has", "accounts have")} complete business details.`,
  ready: "All accounts can be verified.",
  forAll: (fields: string) => `For all accounts without their own, add your ${fields}.`,
  toDetails: "Edit business details",
  fillIn: "Fill in the missing details in the file and import it again, or edit the accounts.",
  toIncomplete: "View incomplete accounts",
};
