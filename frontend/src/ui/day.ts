/** Dates as date fields write them: 2026-11-26. */

/** Whether the date is complete: a typed year starts as 0002 and 0020. */
export const isDay = (text: string) =>
  /^2\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
