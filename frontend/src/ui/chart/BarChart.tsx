/**
 * A chart of stacked bars with the previous period as a line, and the same data as a table. The pointer or the
 * arrow keys choose a bar, whose values a tooltip shows at once.
 */
import { useId, useRef, useState } from "preact/hooks";

import { charts } from "../../i18n/charts";
import { count } from "../../i18n/format";
import { Table } from "../Table";
import { scaleEnd, ticks } from "./scale";
import "./chart.css";

const MARKS = [4, 3, 2, 1, 0];
const STEPS = 4;
/** The share of its place that a bar takes, in percent. */
const BAR_WIDTH = 70;

export type SeriesTone = "main" | "bad";

export interface BarPoint {
  key: string;
  /** Names the point in the tooltip and the table. */
  label: string;
  /** A short form for the axis. */
  tick: string;
  /** One value for each series, from the bottom up. */
  values: readonly number[];
  /** The sum at the same place of the previous period. */
  previous?: number | undefined;
}

export interface BarChartProps {
  title: string;
  series: readonly { label: string; tone: SeriesTone }[];
  points: readonly BarPoint[];
  /** The header of the points' column. */
  pointLabel: string;
  /** How many points belong together, such as the seven days of a week. */
  unit: number;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const percent = (share: number) => `${(share * 100).toFixed(3)}%`;

export function BarChart(props: BarChartProps) {
  const { title, series, points, pointLabel } = props;
  const hasPrevious = points.some(({ previous }) => previous !== undefined);
  return (
    <figure class="chart">
      <figcaption class="row small">
        {series.map(({ label, tone }) => (
          <span key={label} class={`chart-key is-${tone}`}>
            {label}
          </span>
        ))}
        {hasPrevious && <span class="chart-key is-previous">{charts.previous}</span>}
      </figcaption>
      <Plot {...props} />
      <details class="more">
        <summary>{charts.showTable}</summary>
        <Table
          label={charts.asTable(title)}
          columns={[
            { label: pointLabel, isHeader: true, cell: ({ label }) => label },
            ...series.map(({ label }, index) => ({
              label,
              isNumber: true,
              cell: ({ values }: BarPoint) => count(values[index] ?? 0),
            })),
            ...(hasPrevious
              ? [{ label: charts.previous, isNumber: true, cell: ({ previous }: BarPoint) => count(previous ?? 0) }]
              : []),
          ]}
          rows={points}
          rowKey={({ key }) => key}
        />
      </details>
    </figure>
  );
}

/** The index of the point that the pointer or the keyboard has chosen. */
function useChoice(points: number) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [isByKey, setIsByKey] = useState(false);
  const choose = (index: number | null, byKey: boolean) => {
    setChosen(index === null ? null : Math.max(0, Math.min(points - 1, index)));
    setIsByKey(byKey);
  };
  return {
    chosen: chosen !== null && chosen < points ? chosen : null,
    isByKey,
    choose,
    onPointer: ({ currentTarget, clientX }: { currentTarget: Element; clientX: number }) => {
      const { left, width } = currentTarget.getBoundingClientRect();
      choose(Math.floor(((clientX - left) / width) * points), false);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const now = chosen ?? points;
      const steps: Record<string, number | null> = {
        ArrowLeft: now - 1,
        ArrowRight: chosen === null ? points - 1 : now + 1,
        Home: 0,
        End: points - 1,
      };
      if (event.key === "Escape" && chosen !== null) {
        // Esc closes the tooltip before anything around it.
        event.preventDefault();
        choose(null, true);
      } else if (event.key in steps) {
        event.preventDefault();
        choose(steps[event.key] ?? 0, true);
      }
    },
  };
}

function Plot({ title, series, points, unit }: BarChartProps) {
  const hint = useId();
  const plot = useRef<HTMLDivElement>(null);
  const { chosen, isByKey, choose, onPointer, onKeyDown } = useChoice(points.length);
  const most = Math.max(...points.map(({ values, previous = 0 }) => Math.max(sum(values), previous)));
  const end = scaleEnd(most);
  const totals = series.map(({ label }, index) => ({
    label,
    value: sum(points.map(({ values }) => values[index] ?? 0)),
  }));
  const point = chosen === null ? null : points[chosen];
  const name = charts.name(title, points[0]?.label ?? "", points.at(-1)?.label ?? "", totals);
  const describe = ({ label, values, previous }: BarPoint) =>
    charts.point(label, series.map((one, index) => ({ label: one.label, value: values[index] ?? 0 })), previous);
  return (
    <div class="chart-plot">
      <div class="chart-scale" aria-hidden="true">
        {MARKS.map((mark) => (
          <span key={mark}>{count((end / STEPS) * mark)}</span>
        ))}
      </div>
      <div
        ref={plot}
        class="chart-bars"
        tabIndex={0}
        role="group"
        aria-label={charts.group(title)}
        aria-describedby={hint}
        onKeyDown={onKeyDown}
        onFocus={() => plot.current?.matches(":focus-visible") && chosen === null && choose(points.length - 1, true)}
        onBlur={() => choose(null, false)}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={() => choose(null, false)}
      >
        <svg role="img" aria-label={name}>
          <Drawing series={series} points={points} unit={unit} end={end} chosen={chosen} />
        </svg>
        {point && chosen !== null && <Tooltip series={series} point={point} at={(chosen + 0.5) / points.length} />}
        <span id={hint} class="hidden">
          {charts.keys}
        </span>
        <span class="hidden" role="status">
          {point && isByKey && describe(point)}
        </span>
      </div>
    </div>
  );
}

interface DrawingProps extends Pick<BarChartProps, "series" | "points" | "unit"> {
  end: number;
  chosen: number | null;
}

/** Coordinates are percentages, so that a chart of any width keeps its texts and lines undistorted. */
function Drawing({ series, points, unit, end, chosen }: DrawingProps) {
  const slot = 1 / points.length;
  const y = (value: number) => percent(1 - value / end);
  return (
    <>
      {MARKS.map((mark) => (
        <line key={mark} class="mark" x1="0" x2="100%" y1={percent(mark / STEPS)} y2={percent(mark / STEPS)} />
      ))}
      {points.map(({ key, values }, index) => {
        let base = 0;
        return (
          // A nested coordinate system for each place keeps its bar narrow on wide screens.
          <svg key={key} x={percent(slot * index)} width={percent(slot)} height="100%" overflow="visible">
            {index === chosen && <rect class="chosen" width="100%" height="100%" />}
            {values.map((value, part) => {
              base += value;
              const tone = series[part]?.tone ?? "main";
              return value > 0 && <Bar key={tone} tone={tone} top={y(base)} height={percent(value / end)} />;
            })}
          </svg>
        );
      })}
      {points.map(({ key, previous }, index) => {
        const next = points[index + 1]?.previous;
        if (previous === undefined || next === undefined) return null;
        const x = slot * (index + 0.5);
        return (
          <line key={key} class="previous" x1={percent(x)} x2={percent(x + slot)} y1={y(previous)} y2={y(next)} />
        );
      })}
      {ticks(points.length, unit).map((index) => {
        const isLast = index === points.length - 1 && points.length > 1;
        return (
          <text
            key={index}
            class="tick"
            x={isLast ? "100%" : percent(slot * (index + 0.5))}
            y="100%"
            dy="1.5em"
            text-anchor={isLast ? "end" : index === 0 && points.length > 1 ? "start" : "middle"}
          >
            {points[index]?.tick}
          </text>
        );
      })}
    </>
  );
}

function Bar({ tone, top, height }: { tone: SeriesTone; top: string; height: string }) {
  return (
    <rect
      class={`bar is-${tone}`}
      x={`${(100 - BAR_WIDTH) / 2}%`}
      width={`${BAR_WIDTH}%`}
      y={top}
      height={height}
      rx="2"
    />
  );
}

interface TooltipProps extends Pick<BarChartProps, "series"> {
  point: BarPoint;
  /** The place of the bar, from 0 to 1. */
  at: number;
}

function Tooltip({ series, point, at }: TooltipProps) {
  const place = (element: HTMLDivElement | null) => {
    // The policy forbids style attributes, but not styles that a script sets.
    if (!element) return;
    element.style.insetInlineStart = at > 0.5 ? "auto" : percent(at);
    element.style.insetInlineEnd = at > 0.5 ? percent(1 - at) : "auto";
  };
  return (
    <div ref={place} class="chart-tip" aria-hidden="true">
      <strong>{point.label}</strong>
      <dl>
        {series.map(({ label, tone }, index) => (
          <div key={label}>
            <dt class={`chart-key is-${tone}`}>{label}</dt>
            <dd>{count(point.values[index] ?? 0)}</dd>
          </div>
        ))}
        {point.previous !== undefined && (
          <div>
            <dt class="chart-key is-previous">{charts.previous}</dt>
            <dd>{count(point.previous)}</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
