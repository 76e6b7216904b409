/** The filter of messages in the URL, as the API's filter and as parameters of the CSV file. */
import type { MessageStatus, SmsMessageFilter } from "../gql/messages";
import { MESSAGE_STATUS } from "../i18n/common";
import { useSearch } from "../router";
import { isDay } from "../ui/day";
import { oneOf } from "../ui/listState";

export const STATUSES = Object.entries(MESSAGE_STATUS) as [MessageStatus, string][];

export const FILTER = { to: "to", status: "status", location: "location", by: "by", since: "from", until: "until" };

const MIN_DIGITS = 4;

export interface MessageFilter {
  filter: SmsMessageFilter;
  isFiltered: boolean;
  /** Whether the number has too few digits for a search; it is ignored. */
  isShort: boolean;
  parameters: URLSearchParams;
}

/** Midnight of the user's day, `days` later. */
function midnight(day: string | null, days = 0): string | null {
  if (day === null || !isDay(day)) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + days).toISOString();
}

export function readFilter(search: URLSearchParams): MessageFilter {
  const value = (name: string) => search.get(name)?.trim() || null;
  const recipient = value(FILTER.to);
  const isShort = recipient !== null && recipient.replace(/\D/g, "").length < MIN_DIGITS;
  const status = oneOf(value(FILTER.status), STATUSES.map(([known]) => known));
  const filter: SmsMessageFilter = {
    recipient: isShort ? null : recipient,
    statuses: status && [status],
    senderId: value(FILTER.location),
    sentBy: value(FILTER.by),
    since: midnight(value(FILTER.since)),
    until: midnight(value(FILTER.until), 1),
  };
  const parameters = new URLSearchParams();
  for (const [name, item] of Object.entries(filter)) {
    // Proxies log URLs: no complete number.
    if (item) parameters.set(name, name === "recipient" ? String(item).replace(/\D/g, "").slice(-9) : String(item));
  }
  return { filter, isFiltered: parameters.size > 0, isShort, parameters };
}

export const useMessageFilter = (): MessageFilter => readFilter(useSearch()[0]);
