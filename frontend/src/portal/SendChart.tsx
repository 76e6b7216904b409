/** Bars of sends by day, what was accepted below what was refused; a picture with a name, drawn by attributes. */
import { count, dayOf } from "../i18n/format";
import { reports } from "../i18n/reports";
import { scaleEnd, type Bar } from "./sendFigures";
import "./send-chart.css";

const WIDTH = 720;
const HEIGHT = 220;
const LEFT = 48;
const BOTTOM = 28;
const TOP = 12;
const MARKS = 4;

interface SendChartProps {
  title: string;
  bars: Bar[];
}

export function SendChart({ title, bars }: SendChartProps) {
  const sum = (part: "accepted" | "refused") => bars.reduce((sum, bar) => sum + bar[part], 0);
  const end = scaleEnd(Math.max(...bars.map(({ accepted, refused }) => accepted + refused)));
  const height = HEIGHT - TOP - BOTTOM;
  const slot = (WIDTH - LEFT) / bars.length;
  const y = (value: number) => TOP + height - (value / end) * height;
  const [first, last] = [bars[0]?.day ?? "", bars.at(-1)?.day ?? ""];
  return (
    <figure class="chart">
      <figcaption class="row">
        <span class="key accepted">{reports.accepted}</span>
        <span class="key refused">{reports.refused}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={reports.chart(
          title,
          dayOf(first),
          dayOf(last),
          sum("accepted"),
          sum("refused"),
        )}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      >
        {Array.from({ length: MARKS + 1 }, (_, mark) => {
          const value = (end / MARKS) * mark;
          return (
            <g key={mark}>
              <line class="mark" x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} />
              <text class="end" x={LEFT - 8} y={y(value) + 4}>
                {count(value)}
              </text>
            </g>
          );
        })}
        {bars.map(({ day, accepted, refused }, place) => {
          const box = { x: LEFT + slot * (place + 0.15), width: slot * 0.7 };
          return (
            <g key={day}>
              <title>
                {`${dayOf(day)}: ${count(accepted)} ${reports.accepted}, ${count(refused)} ${reports.refused}`}
              </title>
              <rect class="slot" x={LEFT + slot * place} width={slot} y={TOP} height={height} />
              <rect class="accepted" {...box} y={y(accepted)} height={y(0) - y(accepted)} />
              <rect
                class="refused"
                {...box}
                y={y(accepted + refused)}
                height={y(0) - y(refused)}
              />
            </g>
          );
        })}
        <text x={LEFT} y={HEIGHT - 6}>
          {dayOf(first)}
        </text>
        <text class="end" x={WIDTH} y={HEIGHT - 6}>
          {dayOf(last)}
        </text>
      </svg>
    </figure>
  );
}
