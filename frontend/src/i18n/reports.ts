/** Words of the reports: how sends ended, and the days that are looked at. */
import { count, counted } from "./format";

/** How a send ended, by the partner API's code. */
const CODE: Record<number, string> = {
  2000: "Accepted",
  4011: "Account not active",
  4015: "SMS not activated",
  4035: "Number not verified yet",
  4039: "Details insufficient",
  4060: "Input wrong or limit reached",
  4070: "Recipient's number cannot be texted",
  4080: "Recipient has opted out",
};

export const ACCEPTED = 2000;
export const CODES = Object.keys(CODE).map(Number);

/** "4035 · Number not verified yet"; what was accepted has no code that people know. */
export function codeWords(code: number): string {
  const words = CODE[code] ?? "Refused";
  return code === ACCEPTED ? words : `${code} · ${words}`;
}

export const reports = {
  title: "Reports",
  intro:
    "How sends ended, by day. A send is counted when it is asked for: accepted texts may still be on their way, and a repetition under the same key is not counted again. Days are those of UTC.",
  period: "Period",
  periods: { "7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days" } as const,
  ownPeriod: "Days of your choice",
  since: "From",
  until: "To",
  account: "Account",
  code: "Outcome",
  download: "Download CSV",
  downloading: "Downloading…",
  sends: "Sends",
  accepted: "Accepted",
  refused: "Refused",
  byDay: "Sends by day",
  byWeek: "Sends by week",
  chart: (title: string, from: string, to: string, accepted: number, refused: number) =>
    `${title}, ${from} to ${to}: ${count(accepted)} accepted, ${count(refused)} refused`,
  bar: (day: string, accepted: number, refused: number) =>
    `${day}: ${count(accepted)} accepted, ${count(refused)} refused`,
  inFigures: (title: string) => `${title}, in figures`,
  figures: "The figures of the chart as a table",
  day: "Day",
  weekFrom: "Week from",
  byCode: "By outcome",
  share: "Share",
  ownRows: "By day and outcome",
  rows: "By day, account and outcome",
  number: "Sends",
  unknownSender: "No account: unknown sender",
  backwards: "The first day is after the last one. Choose other days.",
  tooLong: "A report covers 366 days at the most. Choose days closer together.",
  nothing: "Nothing was sent",
  nothingSo: "No sends in these days, or none that fit. Look at more days or all outcomes.",
  showAll: "Show the last 30 days",
  total: (sends: number) => counted(sends, "send", "sends"),
};
