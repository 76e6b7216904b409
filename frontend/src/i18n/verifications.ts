/** Words of verifications: how they stand, why carriers refuse, what to mend, and asking again. */
import { counted } from "./format";

export const verifications = {
  title: "Account Verification",
  table: "The newest verification of each number",
  total: (n: number) => counted(n, "number", "numbers"),
  search: "Search account, id, city or phone",
  status: "Status",
  waiting: "Pending",
  refused: "Rejected or to be mended",
  approved: "Approved",
  age: "Pending too long",
  overdueOnly: "More than three business days",
  overdue: "Pending too long",
  overdueHint: "Carriers usually take two to three business days.",
  account: "Account",
  sender: "Location or queue",
  number: "Number",
  requested: "Requested",
  decided: "Decided",
  reasons: "Why, and what to mend",
  attempt: (n: number) => `Request no. ${n}`,
  noNumber: "Number pending",
  mend: (fields: string) => `Mend: ${fields}`,
  final: "The carrier's refusal is final: this number cannot be asked for again.",
  code: (code: number) => `code ${code}`,
  mendLink: "Mend details",
  mendFor: (account: string) => `Mend details of ${account}`,
  resubmit: "Resubmit",
  resubmitFor: (what: string) => `Resubmit ${what}`,
  asking: "Asking…",
  resubmitted: (what: string) =>
    `Verification of ${what} has been requested again. It takes two to three business days.`,
  requested4035: (what: string) =>
    `A number for ${what} has been requested. It takes two to three business days until it is approved.`,
  insufficient: "What is on file cannot be verified (4039).",
  missing: (fields: string) => `Still missing: ${fields}.`,
  unchanged: "The details are still those that the carrier refused. Mend them, then resubmit.",
  unchangedFields: (fields: string) =>
    `The details are still those that the carrier refused. Mend these, then resubmit: ${fields}.`,
  emptyTitle: "No verification yet",
  empty:
    "Verification is requested by the first text that an account sends, or by “Add Number” on the account's page.",
  toAccounts: "Go to the accounts",
  nothingTitle: "No verification is like that",
  nothing: "Try fewer words, or take a filter away.",
  clear: "Clear search and filters",
};
