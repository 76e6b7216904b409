/** Texts about webhooks and their deliveries: events, statuses, errors, and dialogs. */
import type {
  DeliveryError,
  DeliveryStatus,
  WebhookDisabledReason,
  WebhookEvent,
  WebhookStatus,
} from "../gql/webhooks";
import { counted } from "./format";

export const EVENT: Record<WebhookEvent, string> = {
  SMS_VERIFICATION_STATUS: "Daily verification summary",
  SMS_NUMBER_STATUS: "Number approved or rejected",
  MESSAGE_STATUS: "Message status changed",
  TEST: "Test",
};

export const EVENT_HINT: Record<Exclude<WebhookEvent, "TEST">, string> = {
  SMS_VERIFICATION_STATUS:
    "Once a day, at 8 a.m. in your time zone: numbers approved or rejected since the last summary. Skipped on days without any.",
  SMS_NUMBER_STATUS: "Immediately, for each number that is approved or rejected.",
  MESSAGE_STATUS: "Immediately, when a message is sent, is delivered, or fails. High volume.",
};

export const WEBHOOK_STATUS: Record<WebhookStatus, string> = {
  ENABLED: "Enabled",
  DISABLED: "Disabled",
};

export const DELIVERY_STATUS: Record<DeliveryStatus, string> = {
  PENDING: "Pending",
  DELIVERED: "Delivered",
  FAILED: "Failed",
};

/** Why a webhook is disabled, as a sentence. */
export const DISABLED: Record<WebhookDisabledReason, string> = {
  REQUESTED: "A user or program disabled it.",
  GONE: "The endpoint returned 410 Gone, so we stopped sending.",
  FAILING: "All deliveries failed for five days.",
};

export const ERROR: Record<DeliveryError, string> = {
  STATUS: "The endpoint did not return a 2xx status.",
  REDIRECT: "The endpoint returned a redirect. Redirects are not followed.",
  TIMEOUT: "The endpoint did not respond within 15 seconds.",
  NAME_NOT_FOUND: "Hostname could not be resolved.",
  BLOCKED: "Hostname resolves to a private or blocked address.",
  UNREACHABLE: "The connection failed or was closed.",
  CERTIFICATE: "The endpoint's certificate is not valid for this host.",
  INVALID_ANSWER: "The response is not valid HTTP.",
};

export const webhooks = {
  title: "Webhooks",
  shown: (total: number) => counted(total, "webhook", "webhooks"),
  endpoint: "URL",
  endpointTitle: "Endpoint",
  tabs: "Parts of the webhook",
  settings: "Settings",
  events: "Events",
  eventCount: (total: number) => counted(total, "event", "events"),
  account: "Account",
  allAccounts: "All accounts",
  status: "Status",
  failing: "Failing",
  last: "Last delivery",
  never: "None yet",
  description: "Description",
  created: "Created",
  updated: "Updated",

  empty: "No webhooks yet",
  noMatches: "No webhooks match your filters",
  noMatchesHint: "Show all webhooks, or add one.",
  showAll: "Show all webhooks",
  purpose: "A webhook notifies your program of events, such as a number's approval, so that it does not have to poll.",
  how: "How webhooks work",
  essentials: [
    "Each event is a small JSON document sent by POST to your https URL. It contains IDs, statuses, and your own numbers, but never message text or recipients.",
    "Verify the signature with the webhook's secret before you trust an event. It follows Standard Webhooks, which has libraries for many languages.",
    "Return a 2xx status within 15 seconds, and do long work afterward. Otherwise, the delivery is retried: ten attempts within about three days.",
    "Delivery is at least once and unordered. A repeated event keeps its webhook-id.",
  ],
  more: "Payloads and sample code:",
  document: "docs/webhooks.md",

  add: "Add webhook",
  adding: "Adding…",
  url: "URL",
  urlHint: "Your program's endpoint, such as https://ehr.example.org/hooks, on port 443 or 8443.",
  eventsLabel: "Events",
  eventsNeeded: "Choose at least one event.",
  accountOptional: "Account (optional)",
  accountHint: "Leave it empty for all accounts. It cannot be changed later.",
  descriptionOptional: "Description (optional)",
  descriptionHint: "For your own reference, such as the program's name.",
  saved: "Webhook saved.",

  secretTitle: "Webhook secret",
  secret: "Secret",
  secretOnce: "The secret is shown only once. Copy it to your program's configuration.",
  secretHint: "Your program verifies the signature of each delivery with it.",
  secretLost: "If you lose it, rotate the secret.",

  rotate: "Rotate secret",
  rotateTitle: "Rotate the secret?",
  rotateHint: "Deliveries are signed with the new secret from now on. The previous secret also stays valid for a while, so your program can switch without rejecting deliveries.",
  overlap: "Previous secret stays valid for",
  overlaps: [
    ["24", "24 hours"],
    ["168", "7 days"],
    ["0", "Not at all: the secret has leaked"],
  ] as const,
  rotating: "Rotating…",
  overlapUntil: "Previous secret valid until",

  test: "Send test",
  tested: "Test queued. It appears in the deliveries.",
  testHint: "A test is not retried.",

  enable: "Enable again",
  enabled: "Webhook enabled. It receives events from now on.",
  disable: "Disable",
  disableTitle: "Disable this webhook?",
  disableHint: "Pending deliveries are canceled, and new events are not sent. You can enable it again, but missed events are not sent later.",
  disabling: "Disabling…",
  isDisabled: "Webhook disabled.",

  remove: "Delete",
  removeTitle: "Delete this webhook?",
  removeHint: "Its secret and all its deliveries are deleted, too. This cannot be undone.",
  removing: "Deleting…",
  removed: "Webhook deleted.",

  disabledSince: "This webhook is disabled.",
  disabledNext: "Enable it again once the endpoint works.",
  disabledAt: "Disabled",
  failingNow: "Deliveries are failing.",
  firstFailed: "First failure:",
  failingHint: "All deliveries since then have failed. After five days, the webhook is disabled. See the deliveries below for the errors.",
};

export const deliveries = {
  title: "Deliveries",
  list: "Sent and pending deliveries",
  kept: "kept for 30 days",
  shown: (total: number) => counted(total, "delivery", "deliveries"),
  event: "Event",
  status: "Status",
  when: "Time",
  tries: "Attempts",
  next: "Next attempt",
  dueNow: "now",
  empty: "No deliveries",
  emptyHint: "No events yet. Send a test to check that your endpoint responds.",
  noMatches: "No deliveries with this status.",
  showAll: "Show all deliveries",

  detail: "Delivery",
  payload: "Payload",
  attempts: "Attempts",
  attemptCount: (total: number) => counted(total, "attempt", "attempts"),
  newest: (shown: number) => `showing the latest ${shown}`,
  noAttempts: "Not attempted yet.",
  outcome: "Result",
  took: "Duration",
  answer: "Response",
  response: "Response body",
  emptyResponse: "Empty body",
  delivered: "Delivered",
  gone: "This delivery has been deleted.",
  resend: "Resend",
  resending: "Resending…",
  resent: "Delivery queued again with the same ID.",
  enableFirst: "The webhook is disabled. Enable it to resend this delivery.",
};
