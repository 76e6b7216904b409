/** The chart of accepted and refused sends by day or week. */
import { dayOf, shortDay } from "../i18n/format";
import { reports } from "../i18n/reports";
import { BarChart } from "../ui/chart/BarChart";
import type { Bar } from "./sendFigures";

const SERIES = [
  { label: reports.accepted, tone: "main" },
  { label: reports.refused, tone: "bad" },
] as const;

interface SendChartProps {
  title: string;
  bars: readonly Bar[];
  /** The bars of the previous period, at the same places. */
  before?: readonly Pick<Bar, "accepted" | "refused">[];
  /** Whether a bar is a week. */
  isWeekly?: boolean;
}

export function SendChart({ title, bars, before = [], isWeekly = false }: SendChartProps) {
  return (
    <BarChart
      title={title}
      series={SERIES}
      pointLabel={isWeekly ? reports.weekFrom : reports.day}
      unit={isWeekly ? 1 : 7}
      points={bars.map(({ day, accepted, refused }, index) => {
        const previous = before[index];
        return {
          key: day,
          label: dayOf(day),
          tick: shortDay(day),
          values: [accepted, refused],
          previous: previous && previous.accepted + previous.refused,
        };
      })}
    />
  );
}
