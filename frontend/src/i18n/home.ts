/** Texts of the portal's home page. */
import { counted } from "./format";

const accounts = (n: number) => counted(n, "account", "accounts");
const numbers = (n: number) => counted(n, "number", "numbers");

export const home = {
  figuresLabel: "Figures",
  figures: {
    texts: "Texts",
    deliveryRate: "Delivery rate",
    approvalRate: "Approval rate",
    hoursToApproval: "Time to approval",
    optOutRate: "Opt-out rate",
  },
  days: (n: number) => `${n} days`,
  trend: {
    up: (before: string) => `up from ${before}`,
    down: (before: string) => `down from ${before}`,
    same: (before: string) => `still ${before}`,
  },
  noFigure: {
    texts: "No texts yet",
    deliveryRate: "No deliveries yet",
    approvalRate: "No decisions yet",
    hoursToApproval: "No approvals yet",
    optOutRate: "No texts yet",
  },

  attention: "Needs attention",
  nothing: "Nothing needs your attention: no numbers are rejected, no verifications are overdue, and no user asks for details.",
  rejected: "Rejected",
  rejectedText: (number: string, reason: string | undefined) => (reason ? `${number}: ${reason}` : number),
  allRejected: (n: number) => `View all ${numbers(n)} that were rejected`,
  overdue: "Overdue",
  overdueText: (number: string, requested: string) => `${number}: verification requested ${requested}`,
  allOverdue: (n: number) => `View all ${counted(n, "overdue verification", "overdue verifications")}`,
  requested: "Request",
  requestedText: (name: string, note: string | null) =>
    note ? `${name} asks for the missing details: “${note}”` : `${name} asks for the missing details`,
  incomplete: "Details missing",
  incompleteText: (fields: string) => `Missing: ${fields}`,
  allIncomplete: (n: number) => `View all ${counted(n, "incomplete account", "incomplete accounts")}`,
  fix: "Fix details",
  add: "Add details",
  view: "View",

  glance: "At a glance",
  numbers: "Numbers",
  numbersName: (approved: number, pending: number, rejected: number) =>
    `${numbers(approved + pending + rejected)}: ${approved} approved, ${pending} pending, ${rejected} rejected`,
  noNumbers: "No account has a number yet. An account's first text requests one.",
  accounts: "Accounts",
  allAccounts: (n: number) => `${accounts(n)} in total`,
  accountsName: (complete: number, incomplete: number) =>
    `${accounts(complete + incomplete)}: ${complete} with complete business details, ${incomplete} without`,
  complete: "Details complete",
  isIncomplete: "Details incomplete",
  withoutNumber: (n: number) => `${accounts(n)} without a number yet`,
  sends: "Messages, last 14 days",
  noSends: "No messages in the last 14 days.",
  messages: "Message status, last 7 days",
  noMessages: "No messages in the last 7 days.",
  emptyTitle: "No accounts yet",
  empty:
    "Each practice has an account. Create the first one here, or import accounts from a file:",
  importCommand: "textgate import practices.csv",
  create: "Create an account",
};

export const activation = {
  title: (partner: string) => `SMS is not activated for ${partner}`,
  why: "Until it is, numbers cannot be requested, and every text is refused with code 4015.",
  ask: "Ask your Textgate administrator to activate it. You can already set up accounts and their business details.",
  short: "SMS is not activated for your partner (4015). Ask your Textgate administrator to activate it.",
};
