/** The report of sends: its period, and sums for the chart and tables. */
import type { SendReportQuery } from "../gql/reports";
import { ACCEPTED } from "../i18n/reports";
import { isDay } from "../ui/day";

const DAY = 86_400_000;
const MAX_DAYS = 366;
/** More bars would be too thin: longer periods show weeks. */
const MAX_BARS = 92;

export type Total = SendReportQuery["sendReport"]["totals"][number];

/** One bar of the chart: a day or a week. */
export interface Bar {
  day: string;
  accepted: number;
  refused: number;
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

const daysBetween = (since: string, until: string) => (Date.parse(until) - Date.parse(since)) / DAY;

export interface Period {
  since: string;
  until: string;
  /** 7, 30, or 90 for a period that ends today; null for a custom range. */
  length: "7" | "30" | "90" | "";
  problem: "backwards" | "tooLong" | null;
}

/** The period in the URL: ?days=7 or ?since=…&until=…; by default the last 30 days. */
export function periodOf(search: URLSearchParams, today: string): Period {
  const [since, until] = [search.get("since") ?? "", search.get("until") ?? ""];
  const days = search.get("days");
  const length = days === "7" || days === "90" ? days : "30";
  if (!isDay(since) && !isDay(until)) {
    return { since: addDays(today, 1 - Number(length)), until: today, length, problem: null };
  }
  const last = isDay(until) ? until : today;
  const first = isDay(since) ? since : addDays(last, -29);
  const apart = daysBetween(first, last);
  const problem = apart < 0 ? "backwards" : apart >= MAX_DAYS ? "tooLong" : null;
  return { since: first, until: last, length: "", problem };
}

/** The equally long period that ends on the day before. */
export function before({ since, until }: Pick<Period, "since" | "until">): { since: string; until: string } {
  return { since: addDays(since, -1 - daysBetween(since, until)), until: addDays(since, -1) };
}

/** One bar per day, including days without sends; one per week for a long period. */
export function barsOf(totals: readonly Total[], since: string, until: string): Bar[] {
  const step = daysBetween(since, until) < MAX_BARS ? 1 : 7;
  const bars: Bar[] = [];
  for (let day = since; day <= until; day = addDays(day, step)) {
    bars.push({ day, accepted: 0, refused: 0 });
  }
  for (const { day, code, count } of totals) {
    const bar = bars[Math.floor(daysBetween(since, day) / step)];
    if (bar) bar[code === ACCEPTED ? "accepted" : "refused"] += count;
  }
  return bars;
}

export const isWeekly = (since: string, until: string) => daysBetween(since, until) >= MAX_BARS;

/** The number of sends by code, in descending order. */
export function byCode(totals: readonly Total[]): { code: number; count: number }[] {
  const sums = new Map<number, number>();
  for (const { code, count } of totals) sums.set(code, (sums.get(code) ?? 0) + count);
  const rows = [...sums].map(([code, count]) => ({ code, count }));
  return rows.sort((one, other) => other.count - one.count || one.code - other.code);
}
