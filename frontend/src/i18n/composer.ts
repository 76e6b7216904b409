/** Texts of the composer and its number picker. */
import { counted } from "./format";

export const composer = {
  title: "Send a Text Message",
  kind: "I want to send a",
  secure: "Secure Text",
  sms: "SMS Text",
  difference: "What's the difference?",
  differenceSms:
    "An SMS Text reaches any mobile phone as a regular text message. It is not encrypted: do not include health information.",
  differenceSecure:
    "A Secure Text sends a link. Recipients verify their identity before the message opens.",
  secureOff:
    "Secure Text is not enabled for this account. Choose SMS Text, or ask your administrator.",
  to: "Send to",
  toHint: "Mobile number of the recipient",
  toNeeded: "Enter a mobile number.",
  toWrong: "Enter a ten-digit phone number, for example (406) 555-0120.",
  from: "Send From",
  fromNeeded: "Choose a number to send from.",
  template: "Template",
  templates: "No templates are enabled for this account",
  form: "Form",
  forms: "No forms are enabled for this account",
  message: "Message",
  messageNeeded: "Enter a message.",
  messageLong: "Use at most 1,600 characters.",
  discard: "Discard",
  discardTitle: "Discard this text?",
  discardHint: "Your draft will be deleted.",
  keep: "Keep writing",
  send: "Send SMS Text",
  sending: "Sending…",
  incomplete:
    "Complete Business Information is needed in order to send texts. Invalid data can result in the inability to acquire and verify a number for your account.",
  update: "Update Business Information",
  cannotUpdate: "Your role does not allow changes to business information. Ask your administrator.",
  notSent: "Your text was not sent.",
  inactive: "This account is inactive and cannot send texts.",
  requested:
    "Your text was not sent. SMS number not verified; verification has been requested and takes 2-3 business days. Send your text again once the number is approved.",
  insufficient:
    "Your text was not sent. On file account business information is insufficient for verification.",
  optedOut: "Your text was not sent. The recipient has opted out of texts from this number.",
  conflict: "This text was changed while it was being sent. Send it again.",
  unsure:
    "The connection was lost before the server confirmed your text. Send it again: it is sent only once.",
  noAccount: "This account does not exist, or you do not have access.",
  notEnabledYet: "Texting is not activated for your EHR vendor. Ask the vendor to activate it.",
  wrongToken: "The embed token is invalid or has expired.",
  another: "Send another text",
  done: "Close",
  onItsWay: "Your text is on its way",
  delivered: "Your text was delivered",
  failed: "Your text was not delivered",
};

export const limited = (when: string) =>
  `Your text was not sent. You have reached the sending limit. Send it again ${when}.`;

export const size = (texts: number, left: number) => `${counted(texts, "text", "texts")} · ${left} left`;

/** null is a character that a screen does not show. */
export function shortened(characters: (string | null)[], each: number): string {
  const shown = characters.filter((character) => character !== null);
  const names = [shown.slice(0, 5).join(" "), shown.length < characters.length && "an invisible character"];
  const verb = characters.length > 1 ? "shorten" : "shortens";
  return `${names.filter(Boolean).join(" and ")} ${verb} each text to ${each} characters`;
}

/** Only on Textgate's own pages. */
export const onPages = {
  open: "Send a text",
  leaveTitle: "Leave this text?",
  leaveHint: "Your draft stays in this tab until you sign out.",
  leave: "Leave",
  ask: "Ask your manager",
  asking: "Asking…",
  asked: "Your manager will see that details are missing.",
  askedBefore: "Your manager already sees that details are missing.",
};

export const picker = {
  choose: "-- Please Select Location --",
  heading: "Select an SMS Approved Location below.",
  search: "Search locations and queues",
  noMatches: "No matches.",
  pending: "Number Pending",
  none: "No Number",
  add: "Add Number",
  fee: "The carrier may charge for each number. The audit log names who requested it.",
  request: "Request number",
  adding: "Adding…",
  added: (name: string) =>
    `A number for ${name} has been requested. Verification takes 2-3 business days.`,
  of: (name: string) => `for ${name}`,
  list: "Locations and queues",
};
