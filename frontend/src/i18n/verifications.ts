/** Texts of verifications: status, rejection reasons, fixes, and resubmission. */
import { counted } from "./format";

export const verifications = {
  title: "Account Verification",
  table: "The newest verification of each number",
  total: (n: number) => counted(n, "number", "numbers"),
  search: "Search account, ID, city, or phone",
  status: "Status",
  waiting: "Pending",
  refused: "Rejected or action required",
  approved: "Approved",
  age: "Overdue",
  overdueOnly: "More than three business days",
  overdue: "Overdue",
  overdueHint: "Verification takes 2-3 business days.",
  account: "Account",
  sender: "Location or queue",
  number: "Number",
  requested: "Requested",
  decided: "Completed",
  reasons: "Reasons and fixes",
  attempt: (n: number) => `Request ${n}`,
  noNumber: "Number pending",
  fix: (fields: string) => `Fix: ${fields}`,
  final: "The carrier's rejection is final. You cannot request this number again.",
  code: (code: number) => `code ${code}`,
  fixLink: "Fix details",
  fixFor: (account: string) => `Fix details of ${account}`,
  resubmit: "Resubmit",
  resubmitFor: (what: string) => `Resubmit ${what}`,
  requesting: "Requesting…",
  resubmitted: (what: string) =>
    `Verification of ${what} has been requested again. It takes 2-3 business days.`,
  requested4035: (what: string) =>
    `A number for ${what} has been requested. Verification takes 2-3 business days.`,
  insufficient: "On file account business information is insufficient for verification (4039).",
  missing: (fields: string) => `Still missing: ${fields}.`,
  unchanged: "The details have not changed since the carrier rejected them. Fix them, then resubmit.",
  unchangedFields: (fields: string) =>
    `The details have not changed since the carrier rejected them. Fix these, then resubmit: ${fields}.`,
  emptyTitle: "No verifications yet",
  empty:
    "An account's first text requests verification. So does “Add Number” on the account's page.",
  toAccounts: "Go to accounts",
  noMatches: "No verifications match your filters",
  noMatchesHint: "Try a different search or clear a filter.",
  clear: "Clear search and filters",
};
