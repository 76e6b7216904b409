/** Texts of the portal's home page. */
import { counted } from "./format";

const accounts = (n: number) => counted(n, "account", "accounts");
const numbers = (n: number) => counted(n, "number", "numbers");

export const home = {
  attention: "Needs attention",
  nothing: "Nothing needs your attention: no numbers are rejected and no verifications are overdue.",
  incomplete: (n: number) =>
    `${n === 1 ? "account is" : "accounts are"} missing required business details and cannot get a number.`,
  incompleteLink: "View incomplete accounts",
  rejected: (n: number) =>
    `${n === 1 ? "number was" : "numbers were"} rejected by carriers. See the reasons and what to fix.`,
  rejectedLink: "View rejected numbers",
  overdue: (n: number) =>
    `${n === 1 ? "verification has" : "verifications have"} been pending for more than three business days.`,
  overdueLink: "View overdue verifications",
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
  day: "Day",
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
