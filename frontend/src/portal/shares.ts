/** How long the pieces of a bar are. */

/** Each value's share of all, in per cent; what is there at all is seen, however little it is. */
export function shares(values: readonly number[], least = 1): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (value === 0 ? 0 : Math.max(least, (value / sum) * 100)));
}
