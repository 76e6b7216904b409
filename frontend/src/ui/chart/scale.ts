/** The scale and the ticks of a chart. */

/** The end of a scale with four steps: the next round number. */
export function scaleEnd(most: number): number {
  if (most <= 4) return 4;
  const power = 10 ** Math.floor(Math.log10(most));
  const steps = [1, 2, 4, 5, 8, 10].map((step) => step * power);
  return steps.find((step) => step >= most && step % 4 === 0) ?? Math.ceil(most / 4) * 4;
}

const MAX_TICKS = 5;

/** The places that have a tick: the last one, and those a whole number of `unit` places before it. */
export function ticks(places: number, unit: number): number[] {
  // Few places: their labels need no unit.
  const smallest = places <= unit ? 1 : unit;
  const step = smallest * Math.ceil(places / (smallest * MAX_TICKS));
  const from = (places - 1) % step;
  return Array.from({ length: Math.floor((places - 1) / step) + 1 }, (_, index) => from + index * step);
}
