/** Pure functions about webhooks: status, form values, errors, attempts, and poll interval. */
import type { UserErrorsFragment } from "../gql/fragments";
import type {
  DeliveryError,
  DeliveryStatus,
  ListedDeliveryFragment,
  ListedWebhookFragment,
  WebhookEvent,
  WebhookQuery,
} from "../gql/webhooks";
import { time } from "../i18n/format";
import { deliveries, ERROR, EVENT_HINT, WEBHOOK_STATUS, webhooks } from "../i18n/webhooks";
import type { Tone } from "../ui/Chip";
import type { Refusals } from "../ui/useForm";

/** The webhook of its page's query. */
export type ShownWebhook = Extract<NonNullable<WebhookQuery["node"]>, { __typename: "Webhook" }>;

export type Subscribable = Exclude<WebhookEvent, "TEST">;
export type WebhookNames = "url" | "events" | "accountId" | "description";

export const EVENTS = Object.keys(EVENT_HINT) as Subscribable[];

const NAMES: readonly WebhookNames[] = ["url", "events", "accountId", "description"];

export const TONE_OF_DELIVERY: Record<DeliveryStatus, Tone> = {
  PENDING: "wait",
  DELIVERED: "ok",
  FAILED: "bad",
};

type WebhookState = Pick<ListedWebhookFragment, "status" | "disabledReason" | "failingSince">;

/** A webhook's tone and status label. A failing webhook is still enabled; a requested disable is no fault. */
export function chipOf({ status, disabledReason, failingSince }: WebhookState): [Tone, string] {
  if (status === "DISABLED") {
    return [disabledReason === "REQUESTED" ? "none" : "bad", WEBHOOK_STATUS.DISABLED];
  }
  return failingSince ? ["wait", webhooks.failing] : ["ok", WEBHOOK_STATUS.ENABLED];
}

/** Form values are strings: the chosen events, separated by spaces, in the order of the form. */
export const parseEvents = (value: string) => EVENTS.filter((event) => value.split(" ").includes(event));

export function toggleEvent(value: string, event: Subscribable): string {
  const chosen = parseEvents(value);
  return EVENTS.filter((other) => chosen.includes(other) !== (other === event)).join(" ");
}

/** The server's errors at the form's fields. */
export function webhookRefusals(errors: readonly UserErrorsFragment[]): Refusals<WebhookNames> {
  const refused: Refusals<WebhookNames> = {};
  for (const { field, message } of errors) {
    refused[NAMES.find((name) => name === field[0]) ?? ""] ??= message;
  }
  return refused;
}

interface Tried {
  statusCode: number | null;
  error: DeliveryError | null;
}

/** The result of an attempt: "500 · The endpoint did not return a 2xx status." */
export function outcomeOf({ error, statusCode }: Tried): string {
  const words = error === null ? deliveries.delivered : ERROR[error];
  return statusCode === null ? words : `${statusCode} · ${words}`;
}

/** The time of the next attempt in words; null if there is none. */
export function nextTry(nextTryAt: string | null, now: number): string | null {
  if (nextTryAt === null) return null;
  return Date.parse(nextTryAt) <= now ? deliveries.dueNow : time(nextTryAt, now);
}

const NEAR_MS = 10_000;
const FAST_POLL_MS = 2_000;
const SLOW_POLL_MS = 10_000;

/** The poll interval: short while an attempt is due soon. */
export function pollEvery(shown: readonly Pick<ListedDeliveryFragment, "status" | "nextTryAt">[], now: number) {
  const isNear = shown.some(
    ({ status, nextTryAt }) =>
      status === "PENDING" && (nextTryAt === null || Date.parse(nextTryAt) - now < NEAR_MS),
  );
  return isNear ? FAST_POLL_MS : SLOW_POLL_MS;
}
