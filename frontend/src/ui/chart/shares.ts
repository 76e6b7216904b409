/** The widths of the segments of a stacked bar. */

/** Each value's share in percent, with a visible minimum for values above zero. */
export function shares(values: readonly number[], least = 1): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (value === 0 ? 0 : Math.max(least, (value / sum) * 100)));
}
