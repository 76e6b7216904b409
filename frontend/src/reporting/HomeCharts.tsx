/** The home page's charts: numbers, accounts, and recent messages. */
import type { MessageStatus, OverviewQuery } from "../gql/overview";
import { MESSAGE_STATUS, NUMBER_STATUS } from "../i18n/common";
import { home } from "../i18n/home";
import { Link } from "../router";
import { RankBars } from "../ui/chart/RankBars";
import { ShareBar } from "../ui/chart/ShareBar";
import { TONE_OF_MESSAGE, TONE_OF_NUMBER } from "../ui/Chip";
import { SendChart } from "./SendChart";

type Props = { overview: OverviewQuery["overview"] };

export function NumbersCard({ overview }: Props) {
  const countOf = (name: string) =>
    overview.smsNumbers.find(({ status }) => status === name)?.count ?? 0;
  const figures = (["APPROVED", "PENDING", "REJECTED"] as const).map((status) => ({
    label: NUMBER_STATUS[status],
    value: countOf(status),
    tone: TONE_OF_NUMBER[status],
    href: `/accounts?numbers=${status.toLowerCase()}`,
  }));
  const [approved = 0, pending = 0, rejected = 0] = figures.map(({ value }) => value);
  return (
    <section class="card" aria-labelledby="glance-numbers">
      <h2 id="glance-numbers">{home.numbers}</h2>
      {approved + pending + rejected === 0 ? (
        <p class="muted">{home.noNumbers}</p>
      ) : (
        <ShareBar name={home.numbersName(approved, pending, rejected)} parts={figures} />
      )}
    </section>
  );
}

export function AccountsCard({ overview: { accounts } }: Props) {
  const { complete, incomplete, withoutNumber, total } = accounts;
  return (
    <section class="card" aria-labelledby="glance-accounts">
      <div class="row spread">
        <h2 id="glance-accounts">{home.accounts}</h2>
        <span class="muted small">{home.allAccounts(total)}</span>
      </div>
      <ShareBar
        name={home.accountsName(complete, incomplete)}
        parts={[
          { label: home.complete, value: complete, tone: "ok", href: "/accounts?details=complete" },
          {
            label: home.isIncomplete,
            value: incomplete,
            tone: "wait",
            href: "/accounts?details=incomplete",
          },
        ]}
      />
      {withoutNumber > 0 && (
        <p class="small">
          <Link href="/accounts?numbers=none">{home.withoutNumber(withoutNumber)}</Link>
        </p>
      )}
    </section>
  );
}

export function SendsCard({ overview: { sends, previousSends } }: Props) {
  const isEmpty = [...sends, ...previousSends].every(({ accepted, refused }) => accepted + refused === 0);
  return (
    <section class="card" aria-labelledby="glance-sends">
      <h2 id="glance-sends">{home.sends}</h2>
      {isEmpty ? (
        <p class="muted">{home.noSends}</p>
      ) : (
        <SendChart title={home.sends} bars={sends} before={previousSends} />
      )}
    </section>
  );
}

// Rare statuses: shown only if a message has them.
const RARE_STATUSES: MessageStatus[] = ["SCHEDULED", "UNCERTAIN", "CANCELED"];

export function MessagesCard({ overview: { messages } }: Props) {
  const most = Math.max(...messages.map((message) => message.count));
  const shown = messages.filter((message) => message.count > 0 || !RARE_STATUSES.includes(message.status));
  return (
    <section class="card" aria-labelledby="glance-messages">
      <h2 id="glance-messages">{home.messages}</h2>
      {most === 0 ? (
        <p class="muted">{home.noMessages}</p>
      ) : (
        <RankBars
          values={shown.map(({ status, count }) => ({
            label: MESSAGE_STATUS[status],
            value: count,
            tone: TONE_OF_MESSAGE[status],
          }))}
        />
      )}
    </section>
  );
}
