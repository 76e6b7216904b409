/** A bar of the pieces of one whole: named for whoever cannot see it, its pieces told apart by shape as well. */
import { count } from "../i18n/format";
import type { Tone } from "../ui/Chip";
import { Link } from "../router";
import { shares } from "./shares";

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
      <svg class="share-bar" role="img" aria-label={name} viewBox="0 0 100 8" preserveAspectRatio="none">
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
