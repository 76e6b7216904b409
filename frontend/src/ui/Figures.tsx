/** A row of figures, each with its trend. */
import { ArrowDown, ArrowRight, ArrowUp } from "lucide";

import { Icon } from "./Icon";
import "./figures.css";

export interface Figure {
  label: string;
  value: string;
  /** The figure's period, such as "7 days". */
  period?: string;
  /** How the figure compares with the period before. */
  trend?: { direction: "up" | "down" | "same"; isGood: boolean | null; text: string };
  /** Why there is no figure. */
  note?: string;
}

const ARROW = { up: ArrowUp, down: ArrowDown, same: ArrowRight };

export function Figures({ label, figures }: { label: string; figures: readonly Figure[] }) {
  return (
    <section aria-label={label}>
      <dl class="figures card">
      {figures.map(({ label, period, value, trend, note }) => (
        <div key={label} class="figure">
          <dt>{label}</dt>
          <dd class="figure-value">{value}</dd>
          {(period || trend || note) && (
            <dd class="figure-note">
              {period && <span class="figure-period">{period}</span>}
              {trend && (
                <span class={trend.isGood === null ? "trend" : trend.isGood ? "trend ok" : "trend bad"}>
                  <Icon of={ARROW[trend.direction]} />
                  {trend.text}
                </span>
              )}
              {note && <span>{note}</span>}
            </dd>
          )}
        </div>
      ))}
      </dl>
    </section>
  );
}
