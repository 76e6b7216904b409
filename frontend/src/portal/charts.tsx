/** Small charts in SVG: named for whoever cannot see them, told apart by pattern as well as by colour. */
import { useId } from "preact/hooks";

import { count } from "../i18n/format";
import type { Tone } from "../ui/Chip";
import { Link } from "../router";
import { columns, scaleEnd, shares } from "../ui/chart";

export interface Share {
  label: string;
  value: number;
  tone: Tone;
  /** Where those that are counted are listed. */
  href?: string;
}

/** Pieces of one whole in a bar, and below it what each of them is. */
export function ShareBar({ name, parts }: { name: string; parts: readonly Share[] }) {
  const widths = shares(parts.map(({ value }) => value));
  // What little pieces were given is more than all: the bar ends where it ends.
  const scale = 100 / Math.max(100, widths.reduce((sum, width) => sum + width, 0));
  let end = 0;
  return (
    <div class="stack">
      <svg class="chart bar" role="img" aria-label={name} viewBox="0 0 100 8" preserveAspectRatio="none">
        {parts.map(({ label, tone }, place) => {
          const width = (widths[place] ?? 0) * scale;
          end += width;
          return <rect key={label} class={`fill ${tone}`} x={end - width} width={width} height="8" />;
        })}
      </svg>
      <dl class="legend">
        {parts.map(({ label, value, tone, href }) => (
          <div key={label}>
            <dt class={`key ${tone}`}>{href ? <Link href={href}>{label}</Link> : label}</dt>
            <dd class="number">{count(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export interface Day {
  key: string;
  lower: number;
  upper: number;
}

interface DayColumnsProps {
  name: string;
  days: readonly Day[];
  /** What the scale begins and ends with, below the columns. */
  first: string;
  last: string;
}

const SIZE = { width: 560, height: 120, gap: 10 };

/** Two values for each day, the lower one filled, the upper one hatched. */
export function DayColumns({ name, days, first, last }: DayColumnsProps) {
  const hatch = useId();
  const piles = days.map(({ lower, upper }) => [lower, upper]);
  const drawn = columns(piles, SIZE);
  const end = scaleEnd(Math.max(0, ...days.map(({ lower, upper }) => lower + upper)));
  return (
    <div class="plot">
      <span class="muted small end number" aria-hidden="true">
        {count(end)}
      </span>
      <svg
        class="chart"
        role="img"
        aria-label={name}
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
      >
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect class="hatch-ground" width="6" height="6" />
            <rect class="hatch-line" width="3" height="6" />
          </pattern>
        </defs>
        <line class="axis" x1="0" y1="0.5" x2={SIZE.width} y2="0.5" />
        {drawn.map(([lower, upper], place) => (
          <g key={days[place]?.key}>
            {lower && lower.height > 0 && <rect class="fill accepted" {...lower} />}
            {upper && upper.height > 0 && <rect class="hatched" fill={`url(#${hatch})`} {...upper} />}
          </g>
        ))}
        <line class="axis" x1="0" y1={SIZE.height - 0.5} x2={SIZE.width} y2={SIZE.height - 0.5} />
      </svg>
      <div class="row spread muted small" aria-hidden="true">
        <span>{first}</span>
        <span>{last}</span>
      </div>
    </div>
  );
}
