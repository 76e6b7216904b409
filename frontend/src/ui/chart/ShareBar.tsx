/** A stacked bar with an accessible name. Its segments differ in pattern as well as in color. */
import { count } from "../../i18n/format";
import { Link } from "../../router";
import type { Tone } from "../Chip";
import { shares } from "./shares";
import "./chart.css";

export interface Share {
  label: string;
  value: number;
  tone: Tone;
  /** The list that the segment links to. */
  href?: string;
}

/** A stacked bar with a legend. */
export function ShareBar({ name, parts }: { name: string; parts: readonly Share[] }) {
  const widths = shares(parts.map(({ value }) => value));
  // Minimum widths may add up to more than 100%: clip the last segment.
  const scale = 100 / Math.max(100, widths.reduce((sum, width) => sum + width, 0));
  let end = 0;
  return (
    <div class="stack">
      <svg class="share-bar" role="img" aria-label={name} viewBox="0 0 100 8" preserveAspectRatio="none">
        {parts.map(({ label, tone }, index) => {
          const width = (widths[index] ?? 0) * scale;
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
