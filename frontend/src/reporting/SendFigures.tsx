/** A stacked bar chart of accepted and refused sends by day, and the same data as a table. */
import { count, dayOf } from "../i18n/format";
import { reports } from "../i18n/reports";
import { Table } from "../ui/Table";
import { scaleEnd, type Bar } from "./sendFigures";
import "./send-chart.css";

// The SVG is stretched to the available width, so its labels are HTML outside it.
const WIDTH = 1000;
const HEIGHT = 100;
const MARKS = [4, 3, 2, 1, 0];

interface SendChartProps {
  title: string;
  bars: readonly Bar[];
}

/** The chart, and its data as a table. */
export function SendFigures({ title, dayLabel, bars }: SendChartProps & { dayLabel: string }) {
  return (
    <>
      <SendChart title={title} bars={bars} />
      <details class="more">
        <summary>{reports.showTable}</summary>
        <Table
          label={reports.asTable(title)}
          columns={[
            { label: dayLabel, isHeader: true, cell: ({ day }) => dayOf(day) },
            { label: reports.accepted, isNumber: true, cell: ({ accepted }) => count(accepted) },
            { label: reports.refused, isNumber: true, cell: ({ refused }) => count(refused) },
          ]}
          rows={bars}
          rowKey={({ day }) => day}
        />
      </details>
    </>
  );
}

function SendChart({ title, bars }: SendChartProps) {
  const sum = (part: "accepted" | "refused") => bars.reduce((sum, bar) => sum + bar[part], 0);
  const end = scaleEnd(Math.max(...bars.map(({ accepted, refused }) => accepted + refused)));
  const slot = WIDTH / bars.length;
  const y = (value: number) => HEIGHT - (value / end) * HEIGHT;
  const [first, last] = [dayOf(bars[0]?.day ?? ""), dayOf(bars.at(-1)?.day ?? "")];
  return (
    <figure class="send-chart">
      <figcaption class="row small">
        <span class="send-key accepted">{reports.accepted}</span>
        <span class="send-key refused">{reports.refused}</span>
      </figcaption>
      <div class="send-plot">
        <div class="scale" aria-hidden="true">
          {MARKS.map((mark) => (
            <span key={mark}>{count((end / 4) * mark)}</span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={reports.chart(title, first, last, sum("accepted"), sum("refused"))}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {MARKS.map((mark) => {
            const height = (HEIGHT / 4) * mark;
            return <line key={mark} class="mark" x1={0} x2={WIDTH} y1={height} y2={height} />;
          })}
          {bars.map(({ day, accepted, refused }, index) => {
            const box = { x: slot * (index + 0.15), width: slot * 0.7 };
            const top = y(accepted + refused);
            return (
              <g key={day}>
                <title>{reports.bar(dayOf(day), accepted, refused)}</title>
                <rect class="slot" x={slot * index} width={slot} y={0} height={HEIGHT} />
                <rect class="accepted" {...box} y={y(accepted)} height={HEIGHT - y(accepted)} />
                {refused > 0 && (
                  <rect class="refused" {...box} y={top} height={y(accepted) - top} />
                )}
              </g>
            );
          })}
        </svg>
        <div class="days" aria-hidden="true">
          <span>{first}</span>
          {bars.length > 1 && <span>{last}</span>}
        </div>
      </div>
    </figure>
  );
}
