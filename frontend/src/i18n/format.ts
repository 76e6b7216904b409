/** Formats numbers, times, and phone numbers for users, mostly with Intl. */
const LOCALE = "en-US";
const DAY = 86_400_000;

// Pure: builds leave out what they do not use.
const plural = /* @__PURE__ */ new Intl.PluralRules(LOCALE);
const whole = /* @__PURE__ */ new Intl.NumberFormat(LOCALE);
const share = /* @__PURE__ */ new Intl.NumberFormat(LOCALE, { style: "percent", maximumFractionDigits: 1 });
const shareColumn = /* @__PURE__ */ new Intl.NumberFormat(LOCALE, {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const seconds = /* @__PURE__ */ new Intl.NumberFormat(LOCALE, { style: "unit", unit: "second", maximumFractionDigits: 1 });
const relative = /* @__PURE__ */ new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
const day = /* @__PURE__ */ new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium" });
const calendarDay = /* @__PURE__ */ new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeZone: "UTC" });
const minute = /* @__PURE__ */ new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "short" });
const calendarTick = /* @__PURE__ */ new Intl.DateTimeFormat(LOCALE, { month: "short", day: "numeric", timeZone: "UTC" });
const exact = /* @__PURE__ */ new Intl.DateTimeFormat(LOCALE, { dateStyle: "medium", timeStyle: "medium" });

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

export const count = (value: number) => whole.format(value);

/** A fraction in percent: 0.125 is "12.5%". */
export const percent = (value: number) => share.format(value);

/** A fraction in percent with one decimal, for columns: 0.07 is "7.0%". */
export const percentColumn = (value: number) => shareColumn.format(value);

/** "1 account", "2,251 accounts". */
export function counted(value: number, one: string, other: string): string {
  return `${whole.format(value)} ${plural.select(value) === "one" ? one : other}`;
}

export const exactTime = (iso: string) => exact.format(new Date(iso));

/** A time to the minute. */
export const minuteTime = (iso: string) => minute.format(new Date(iso));

/** A calendar date such as 2026-11-26, which has no time zone. */
export const dayOf = (date: string) => calendarDay.format(new Date(`${date}T00:00:00Z`));

/** A calendar date without its year: "Nov 26". */
export const shortDay = (date: string) => calendarTick.format(new Date(`${date}T00:00:00Z`));

const unitOf = (unit: string) =>
  new Intl.NumberFormat(LOCALE, { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 });

/** A number of hours: "12 minutes", "36 hours", "2.5 days". */
export function span(hours: number): string {
  if (hours < 1) return unitOf("minute").format(Math.max(1, Math.round(hours * 60)));
  return hours < 48 ? unitOf("hour").format(Math.round(hours)) : unitOf("day").format(hours / 24);
}

/** A relative time such as "5 minutes ago" within seven days, else the date. */
export function time(iso: string, now: number = Date.now()): string {
  const away = Date.parse(iso) - now;
  if (Math.abs(away) >= 7 * DAY) return day.format(new Date(iso));
  for (const [unit, length] of UNITS) {
    if (Math.abs(away) >= length) return relative.format(Math.trunc(away / length), unit);
  }
  return away > 0 ? "in less than a minute" : "less than a minute ago";
}

/** A duration: "120 ms", or "1.2 sec" from one second on. */
export const duration = (milliseconds: number) =>
  milliseconds < 1_000 ? `${whole.format(milliseconds)} ms` : seconds.format(milliseconds / 1_000);

/** (406) 555-0120 for North American numbers; others stay in E.164. */
export function phone(e164: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(e164);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : e164;
}

/** "a, b, and c". */
export const list = (items: string[]) =>
  new Intl.ListFormat(LOCALE, { type: "conjunction" }).format(items);

// Stay in capitals in a name that is otherwise in title case.
const CAPITALS = new Set(["LLC", "LLP", "PLLC", "PC", "PA", "MD", "DO", "DDS", "DMD", "OD", "DPM", "ENT", "US", "II", "III", "IV"]);
const SMALL = new Set(["AND", "OF", "THE", "FOR", "AT", "IN"]);

/** A city for display: title case instead of capitals. */
export const placeOf = (city: string) => (/\p{Ll}/u.test(city) ? city : titleCase(city));

/** A name for display: one that is all capitals is in title case. It stays stored as it is. */
export function nameOf(name: string): string {
  // Short names are abbreviations.
  if (name.length < 6 || /\p{Ll}/u.test(name) || !/\p{Lu}{4}/u.test(name)) return name;
  return titleCase(name);
}

function titleCase(text: string): string {
  let isFirst = true;
  return text.replace(/[\p{L}\p{M}'’]+/gu, (word) => {
    const isFirstWord = isFirst;
    isFirst = false;
    if (CAPITALS.has(word)) return word;
    const lower = word.toLowerCase();
    if (SMALL.has(word) && !isFirstWord) return lower;
    return lower.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  });
}
