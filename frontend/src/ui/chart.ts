/** Where the parts of a small chart stand; everything is in the units of its view box. */

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The round number at or above a maximum that a scale ends at; at least 1, for there is no empty scale. */
export function scaleEnd(maximum: number): number {
  if (maximum <= 1) return 1;
  const step = 10 ** Math.floor(Math.log10(maximum));
  const rounded = [1, 2, 5, 10].find((factor) => factor * step >= maximum) ?? 10;
  return rounded * step;
}

interface Size {
  width: number;
  height: number;
  /** What stays free between two columns. */
  gap: number;
}

/** One column for each pile of values, its parts on top of each other, the first at the bottom. */
export function columns(piles: readonly (readonly number[])[], size: Size): Bar[][] {
  const sums = piles.map((values) => values.reduce((sum, value) => sum + value, 0));
  const end = scaleEnd(Math.max(0, ...sums));
  const pitch = (size.width + size.gap) / Math.max(1, piles.length);
  return piles.map((values, place) => {
    let y = size.height;
    return values.map((value) => {
      const height = (value / end) * size.height;
      y -= height;
      return { x: place * pitch, y, width: pitch - size.gap, height };
    });
  });
}

/** Each value's share of all, in per cent; what is there at all is seen, however little it is. */
export function shares(values: readonly number[], least = 1): number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => (value === 0 ? 0 : Math.max(least, (value / sum) * 100)));
}
