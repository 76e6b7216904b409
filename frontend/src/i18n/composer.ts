/** Words of the dialog that sends a text, and of its number picker. */
import { counted } from "./format";

export const composer = {
  title: "Send a Text Message",
  open: "Send a text",
  kind: "I want to send a",
  secure: "Secure Text",
  sms: "SMS Text",
  difference: "What's the difference?",
  differenceSms:
    "An SMS Text reaches any mobile phone as an ordinary text message. It travels unencrypted: keep health information out of it.",
  differenceSecure:
    "A Secure Text sends a link; the message opens only after recipients prove who they are.",
  secureOff:
    "Secure Text is not switched on for this account. Choose SMS Text, or ask whoever manages your practice's account.",
  to: "Send to",
  toHint: "Mobile number of the recipient",
  toNeeded: "Enter the number to send to",
  toWrong: "Enter a ten-digit phone number, for example (406) 555-0120",
  from: "Send From",
  fromNeeded: "Choose a number to send from",
  template: "Template",
  templates: "No templates are switched on for this account",
  form: "Form",
  forms: "No forms are switched on for this account",
  message: "Message",
  messageNeeded: "Write a message",
  messageLong: "Use at most 1,600 characters",
  discard: "Discard",
  discardTitle: "Discard this text?",
  discardHint: "What you have written will be gone.",
  keep: "Keep writing",
  send: "Send SMS Text",
  sending: "Sending…",
  incomplete:
    "Carriers must verify your practice before texts can be sent, and some of your business information is missing. Carriers check what you enter: wrong details can keep a number from being verified.",
  update: "Update Business Information",
  cannotUpdate:
    "Your role cannot change business information. Ask whoever manages your practice's account.",
  notSent: "Your text has not been sent.",
  inactive: "This practice is switched off: nothing can be sent from it.",
  requested:
    "This number is not verified yet. Verification has been requested and takes two to three business days; your text has not been sent. Send it again once the number is approved.",
  insufficient:
    "Your text has not been sent: what is on file about your practice cannot be verified.",
  optedOut:
    "Your text has not been sent: the recipient has asked not to be texted from this number.",
  limited: (when: string) =>
    `Your text has not been sent: the limit of texts is reached. Send it again ${when}.`,
  conflict: "This text was changed while it was being sent. Send it again.",
  unsure:
    "The connection broke before we heard whether the text was accepted. Send it again: it goes out only once.",
  noAccount: "There is no such account, or it is not for you.",
  notEnabledYet:
    "Texting is not switched on for your practice's EHR vendor yet. Ask them to activate it.",
  wrongToken: "This page's token is not valid.",
  another: "Send another text",
  done: "Close",
  way: "Your text is on its way",
  arrived: "Your text was delivered",
  failed: "Your text was not delivered",
  size: (characters: number, segments: number) =>
    `${counted(characters, "character", "characters")}, ${counted(segments, "segment", "segments")}`,
  left: (left: number) => `${counted(left, "character", "characters")} left in this segment`,
  unicode: (characters: string) =>
    `${characters} cannot be sent in the plain alphabet of texts, so a segment holds 70 characters instead of 160.`,
};

export const picker = {
  choose: "-- Please Select Location --",
  heading: "Select an SMS Approved Location below.",
  search: "Search locations and queues",
  nothing: "Nothing matches.",
  pending: "Number Pending",
  none: "No Number",
  add: "Add Number",
  addFor: (name: string) => `Add Number for ${name}`,
  adding: "Adding…",
  added: (name: string) =>
    `A number for ${name} has been requested. Verification takes two to three business days.`,
  mend: "Update Business Information",
  of: (name: string) => `for ${name}`,
  list: "Locations and queues",
};
