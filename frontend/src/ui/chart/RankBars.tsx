/** Bars of different length below each other, each with its label and value. */
import { count } from "../../i18n/format";
import type { Tone } from "../Chip";
import "./chart.css";

export interface RankedValue {
  label: string;
  value: number;
  tone: Tone;
}

export function RankBars({ values }: { values: readonly RankedValue[] }) {
  const most = Math.max(1, ...values.map(({ value }) => value));
  return (
    <dl class="rank-bars">
      {values.map(({ label, value, tone }) => (
        <div key={label}>
          <dt class={`key ${tone}`}>{label}</dt>
          <dd>
            {/* The figure is enough. */}
            <svg class="share-bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
              <rect class={`fill ${tone}`} width={(value / most) * 100} height="8" />
            </svg>
            <span class="number">{count(value)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
