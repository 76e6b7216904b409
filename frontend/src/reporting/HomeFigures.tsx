/** The home page's figures, each compared with the period before. */
import { useQuery } from "../api/useQuery";
import { TrendsDocument, type TrendFigureFragment, type TrendsQuery } from "../gql/overview";
import { count, percent, span } from "../i18n/format";
import { home } from "../i18n/home";
import { Figures, type Figure } from "../ui/Figures";
import { Waiting } from "../ui/Waiting";

// The server counts messages for them, and they change slowly.
const POLL_EVERY = 300_000;

interface Kind {
  name: Exclude<keyof TrendsQuery["overview"]["trends"], "__typename">;
  write: (value: number) => string;
  /** Whether a higher figure is better; null if neither is. */
  isMoreGood: boolean | null;
}

const KINDS: readonly Kind[] = [
  { name: "texts", write: count, isMoreGood: null },
  { name: "deliveryRate", write: percent, isMoreGood: true },
  { name: "approvalRate", write: percent, isMoreGood: true },
  { name: "hoursToApproval", write: span, isMoreGood: false },
  { name: "optOutRate", write: percent, isMoreGood: false },
];

function figureOf({ name, write, isMoreGood }: Kind, { days, current, previous }: TrendFigureFragment): Figure {
  const shared = { label: home.figures[name], period: home.days(days) };
  if (current === null) return { ...shared, value: "–", note: home.noFigure[name] };
  const value = write(current);
  // A new partner has no texts before.
  if (previous === null || (name === "texts" && previous === 0)) return { ...shared, value };
  const before = write(previous);
  // Figures that read the same are the same.
  const direction = before === value ? "same" : current > previous ? "up" : "down";
  const isGood = direction === "same" || isMoreGood === null ? null : (direction === "up") === isMoreGood;
  return { ...shared, value, trend: { direction, isGood, text: home.trend[direction](before) } };
}

export function HomeFigures() {
  const query = useQuery(TrendsDocument, {}, { pollEvery: POLL_EVERY });
  return (
    <div class="home-figures">
      <Waiting query={query} lines={3}>
        {({ overview: { trends } }) => (
          <Figures label={home.figuresLabel} figures={KINDS.map((kind) => figureOf(kind, trends[kind.name]))} />
        )}
      </Waiting>
    </div>
  );
}
