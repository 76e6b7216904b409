/** Words about webhooks: what they tell of, how they and what is sent to them stand, and what can be done. */
import type {
  DeliveryError,
  DeliveryStatus,
  WebhookDisabledReason,
  WebhookEvent,
  WebhookStatus,
} from "../gql/operations";
import { counted } from "./format";

export const EVENT: Record<WebhookEvent, string> = {
  SMS_VERIFICATION_STATUS: "Daily summary of verifications",
  SMS_NUMBER_STATUS: "A number is decided",
  MESSAGE_STATUS: "A text moves on",
  TEST: "Test",
};

export const EVENT_HINT: Record<Exclude<WebhookEvent, "TEST">, string> = {
  SMS_VERIFICATION_STATUS:
    "Once a day, at eight in your time zone: the numbers that were approved or rejected since the last summary. Nothing on days without any.",
  SMS_NUMBER_STATUS: "At once, for each number that is approved or rejected.",
  MESSAGE_STATUS: "At once, whenever a text is sent, delivered or fails. These are many.",
};

export const WEBHOOK_STATUS: Record<WebhookStatus, string> = {
  ENABLED: "Enabled",
  DISABLED: "Disabled",
};

export const DELIVERY_STATUS: Record<DeliveryStatus, string> = {
  PENDING: "To be sent",
  DELIVERED: "Delivered",
  FAILED: "Given up",
};

/** Why a webhook is disabled, in a sentence. */
export const DISABLED: Record<WebhookDisabledReason, string> = {
  REQUESTED: "One of you disabled it.",
  GONE: "Its server answered 410, which means that it wants nothing any more.",
  FAILING: "Nothing arrived there for five days.",
};

export const ERROR: Record<DeliveryError, string> = {
  STATUS: "It answered with something other than 2xx.",
  REDIRECT: "It answered with another address, and redirects are not followed.",
  TIMEOUT: "It did not answer within 15 seconds.",
  NAME_NOT_FOUND: "The host’s name leads nowhere.",
  BLOCKED: "The host’s name leads to an address that nothing is sent to.",
  UNREACHABLE: "It could not be connected to, or broke off.",
  CERTIFICATE: "Its certificate is not good for this host.",
  INVALID_ANSWER: "Its answer is not HTTP.",
};

export const webhooks = {
  title: "Webhooks",
  shown: (total: number) => counted(total, "webhook", "webhooks"),
  endpoint: "Address",
  events: "Told of",
  practice: "Practice",
  every: "All practices",
  status: "Status",
  failing: "Failing",
  last: "Last delivery",
  never: "None yet",
  description: "Description",
  created: "Created",
  updated: "Changed",
  noDescription: "None",

  nobody: "No webhooks yet",
  nothingSo: "No webhook is like that",
  nothingSoHint: "Look at all of them, or add one.",
  showAll: "Show all webhooks",
  what: "A webhook tells a program of yours when something has happened, such as a number’s approval, so that it need not keep asking.",
  how: "How webhooks work",
  essentials: [
    "Each event is a small JSON sent by POST to your https address. It has ids, statuses and numbers of your own, never a text nor whom it is for.",
    "Check the signature with the webhook’s secret before you believe it: it is that of Standard Webhooks, for which there are libraries.",
    "Answer with 2xx within 15 seconds, and do long work later. Anything else is tried again: ten times in all, within about three days.",
    "The same event may arrive twice, and later than a newer one: its webhook-id stays the same.",
  ],
  more: "Payloads and examples of code:",
  document: "docs/webhooks.md",

  add: "Add webhook",
  adding: "Adding…",
  edit: "Edit",
  editTitle: "Edit webhook",
  url: "Address",
  urlHint: "Where your program listens, such as https://ehr.example.org/hooks. On port 443 or 8443.",
  eventsLabel: "What it is told of",
  eventsNeeded: "Choose at least one thing to be told of",
  practiceIfAny: "Practice (optional)",
  practiceHint: "Leave it empty to be told of all practices. It cannot be changed later.",
  descriptionIfAny: "Description (optional)",
  descriptionHint: "For your own people: which program this is.",
  saved: "The webhook is saved.",

  secretTitle: "The webhook’s secret",
  secret: "Secret",
  secretOnce: "It is shown only now. Copy it to where your program finds it; nobody can look it up again.",
  secretLost: "If it gets lost, give the webhook a new one.",
  copy: "Copy secret",
  copied: "Copied.",
  copyByHand: "Your browser does not allow it. The secret is selected: copy it with the keyboard.",
  secretDone: "I have copied it",

  rotate: "New secret",
  rotateTitle: "Give it a new secret?",
  rotateHint: "Deliveries are signed with the new secret from now on, and for a while with the one until now as well, so that none is refused while your program changes over.",
  overlap: "How long the secret until now stays valid",
  overlaps: [
    ["24", "24 hours"],
    ["168", "7 days"],
    ["0", "Not at all: somebody else knows it"],
  ] as const,
  rotating: "Making a secret…",
  overlapUntil: "Both secrets until",

  test: "Send test",
  tested: "A test is on its way. It appears among the deliveries.",
  testHint: "A test is tried once.",

  enable: "Enable again",
  enabled: "The webhook is enabled. What happens from now on is sent to it.",
  disable: "Disable",
  disableTitle: "Disable this webhook?",
  disableHint: "Nothing is sent to it any more, and what is still to be sent is given up. You can enable it again; what happens meanwhile is not sent later.",
  disabling: "Disabling…",
  isDisabled: "The webhook is disabled.",

  remove: "Delete",
  removeTitle: "Delete this webhook?",
  removeHint: "It goes with its secret and everything that was sent to it or was to be. This cannot be undone.",
  removing: "Deleting…",
  removed: "The webhook is deleted.",

  disabledSince: "Nothing is sent to this webhook.",
  disabledNext: "Once its server is well again, enable it.",
  disabledAt: "That was",
  failingNow: "Nothing arrives there.",
  firstFailed: "First failed",
  failingHint: "Everything since then has as well; after five days of that it is disabled. The deliveries below say what is wrong.",
};

export const deliveries = {
  title: "Deliveries",
  list: "Sent and to be sent",
  kept: "kept for 30 days",
  shown: (total: number) => counted(total, "delivery", "deliveries"),
  event: "Event",
  status: "Status",
  when: "When",
  tries: "Tries",
  next: "Next try",
  dueNow: "now",
  show: (event: string) => `${event}: show the attempts`,
  none: "Nothing was sent",
  noneYet: "Nothing has happened yet that it is told of. Send a test to see whether your program answers.",
  noneSo: "Nothing that was sent stands so.",
  showAll: "Show all deliveries",

  detail: "Delivery",
  payload: "What is sent",
  attempts: "Attempts",
  attemptCount: (total: number) => counted(total, "attempt", "attempts"),
  newest: (shown: number) => `the newest ${shown}`,
  noAttempts: "It has not been tried yet.",
  outcome: "Outcome",
  took: "Took",
  answer: "Answer",
  response: "What was answered",
  emptyResponse: "Nothing in it",
  delivered: "Delivered",
  gone: "This delivery is no longer kept.",
  resend: "Resend",
  resending: "Resending…",
  resent: "It is on its way again, under the same id.",
  enableFirst: "The webhook is disabled. Enable it to resend this.",
};
