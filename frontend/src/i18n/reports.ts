/** Texts of the reports: outcomes of sends, and periods. */
import { count, counted } from "./format";

/** Outcomes of sends by the partner API's codes. */
const CODE: Record<number, string> = {
  2000: "Accepted",
  4011: "Account inactive",
  4015: "SMS not activated",
  4035: "Number not verified",
  4039: "Business details insufficient",
  4060: "Invalid input or limit reached",
  4070: "Recipient number cannot receive texts",
  4080: "Recipient has opted out",
};

export const ACCEPTED = 2000;
export const CODES = Object.keys(CODE).map(Number);

/** "4035 · Number not verified". Accepted sends show no code: users do not know it. */
export function codeWords(code: number): string {
  const words = CODE[code] ?? "Refused";
  return code === ACCEPTED ? words : `${code} · ${words}`;
}

export const reports = {
  title: "Reports",
  intro:
    "Messages by day and outcome. A message counts on the day of its request; it may not be delivered yet. A repeat with the same idempotency key is not counted again. Dates in UTC.",
  period: "Period",
  periods: { "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days" } as const,
  customRange: "Custom range",
  since: "From",
  until: "To",
  account: "Account",
  code: "Outcome",
  download: "Download CSV",
  downloading: "Downloading…",
  sends: "Messages",
  accepted: "Accepted",
  refused: "Refused",
  byDay: "Messages by day",
  byWeek: "Messages by week",
  chart: (title: string, from: string, to: string, accepted: number, refused: number) =>
    `${title}, ${from} to ${to}: ${count(accepted)} accepted, ${count(refused)} refused`,
  bar: (day: string, accepted: number, refused: number) =>
    `${day}: ${count(accepted)} accepted, ${count(refused)} refused`,
  asTable: (title: string) => `${title} (table)`,
  showTable: "Show the chart as a table",
  day: "Day",
  weekFrom: "Week from",
  byCode: "By outcome",
  share: "Share",
  ownRows: "By day and outcome",
  rows: "By day, account and outcome",
  number: "Messages",
  unknownSender: "No account: unknown sender",
  backwards: "The start date is after the end date. Choose other dates.",
  tooLong: "A report covers at most 366 days. Choose a shorter range.",
  empty: "No messages",
  noMatches: "No messages match your filters. Try a longer period or all outcomes.",
  showAll: "Show the last 30 days",
  total: (sends: number) => counted(sends, "message", "messages"),
};
