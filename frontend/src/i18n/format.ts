/** How numbers, moments and phone numbers are written for people; Intl knows the rules. */
const LOCALE = "en-US";
const DAY = 86_400_000;

const plural = new Intl.PluralRules(LOCALE);
const whole = new Intl.NumberFormat(LOCALE);
const share = new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const seconds = new Intl.NumberFormat(LOCALE, { style: "unit", unit: "second", maximumFractionDigits: 1 });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const calendarDay = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" });
const exact = new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium" });

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export const count = (value: number) => whole.format(value);

/** A share of one in per cent: 0.125 is "12.5%". */
export const percent = (value: number) => share.format(value);

/** "1 account", "2,251 accounts". */
export function counted(value: number, one: string, other: string): string {
  return `${whole.format(value)} ${plural.select(value) === "one" ? one : other}`;
}

export const exactTime = (iso: string) => exact.format(new Date(iso));

/** A day of the calendar such as 2026-11-26, which has no time zone. */
export const dayOf = (date: string) => calendarDay.format(new Date(`${date}T00:00:00Z`));

/** "5 minutes ago" for what is under seven days away, else the day. */
export function time(iso: string, now: number = Date.now()): string {
  const away = Date.parse(iso) - now;
  if (Math.abs(away) >= 7 * DAY) return day.format(new Date(iso));
  for (const [unit, length] of UNITS) {
    if (Math.abs(away) >= length) return relative.format(Math.trunc(away / length), unit);
  }
  return away > 0 ? "in less than a minute" : "less than a minute ago";
}

/** How long something took: "120 ms", from a second on "1.2 sec". */
export const duration = (milliseconds: number) =>
  milliseconds < 1_000 ? `${whole.format(milliseconds)} ms` : seconds.format(milliseconds / 1_000);

/** (406) 555-0120 for numbers of North America; others as they are. */
export function phone(e164: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : e164;
}

/** "a, b and c". */
export const list = (items: string[]) =>
  new Intl.ListFormat(LOCALE, { type: "conjunction" }).format(items);
