/** Texts of the reports: outcomes of sends, and periods. */
import { counted } from "./format";

/** Outcomes of sends by the partner API's codes. */
const CODE: Record<number, string> = {
  2000: "Accepted",
  4011: "Account inactive",
  4012: "User inactive",
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
    "Messages by outcome and the day of their request. Repeats with the same idempotency key count once. Dates in UTC.",
  period: "Period",
  periods: { "7": "7 days", "30": "30 days", "90": "90 days" } as const,
  customRange: "Custom range",
  since: "Since",
  until: "Until",
  account: "Account",
  code: "Outcome",
  download: "Download CSV",
  downloading: "Downloading…",
  sends: "Messages",
  accepted: "Accepted",
  refused: "Refused",
  byDay: "Messages by day",
  byWeek: "Messages by week",
  day: "Day",
  weekFrom: "Week from",
  byCode: "By outcome",
  share: "Share",
  ownRows: "By day and outcome",
  rows: "By day, account and outcome",
  newestFirst: "newest first",
  number: "Messages",
  unknownSender: "No account: unknown sender",
  backwards: "The start date is after the end date. Choose other dates.",
  tooLong: "A report covers at most 366 days. Choose a shorter range.",
  unknownCode: (code: string) => `No outcome “${code}”`,
  unknownCodeHint: "The address names an outcome that messages never have. Choose another one.",
  allCodes: "Show all outcomes",
  empty: "No messages",
  noMatches: "No messages match your filters. Try a longer period or all outcomes.",
  showAll: "Show the last 30 days",
  total: (sends: number) => counted(sends, "message", "messages"),
};
