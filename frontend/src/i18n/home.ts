/** Words of the portal's first page. */
import { counted } from "./format";

const accounts = (n: number) => counted(n, "account", "accounts");
const numbers = (n: number) => counted(n, "number", "numbers");

export const home = {
  attention: "Needs attention",
  nothing: "Nothing needs your attention: no number is refused, and no verification takes too long.",
  incomplete: (n: number) =>
    `${n === 1 ? "account lacks" : "accounts lack"} business details that carriers ask for, and cannot get a number.`,
  incompleteLink: "See incomplete accounts",
  rejected: (n: number) =>
    `${n === 1 ? "number was" : "numbers were"} rejected by the carriers, who say why and what to mend.`,
  rejectedLink: "See rejected numbers",
  overdue: (n: number) =>
    `${n === 1 ? "verification has" : "verifications have"} been pending for more than three business days.`,
  overdueLink: "See what is pending too long",
  glance: "At a glance",
  numbers: "Numbers",
  numbersName: (approved: number, pending: number, rejected: number) =>
    `${numbers(approved + pending + rejected)}: ${approved} approved, ${pending} pending, ${rejected} rejected`,
  noNumbers: "No account has a number yet. The first text that an account sends asks for one.",
  accounts: "Accounts",
  allAccounts: (n: number) => `${accounts(n)} in all`,
  accountsName: (complete: number, incomplete: number) =>
    `${accounts(complete + incomplete)}: ${complete} with complete business details, ${incomplete} without`,
  complete: "Details complete",
  isIncomplete: "Details incomplete",
  withoutNumber: (n: number) => `${accounts(n)} without a number yet`,
  sends: "Texts of the last 14 days",
  noSends: "No text has been sent in the last 14 days.",
  day: "Day",
  messages: "Where the texts of the last 7 days are",
  noMessages: "No text has been accepted in the last 7 days.",
  emptyTitle: "No accounts yet",
  empty:
    "Accounts are your practices. Create the first one here, or have all of them imported from a file:",
  importCommand: "textgate import practices.csv",
  create: "Create an account",
};

export const activation = {
  title: (partner: string) => `SMS is not activated for ${partner}`,
  why: "Until it is, no number can be asked for, and every text is refused with code 4015.",
  ask: "Ask whoever runs this Textgate to activate it. You can set up accounts and their business details meanwhile.",
  short: "SMS is not activated for your partner (4015). Ask whoever runs this Textgate to activate it.",
};
