/** The home page's charts: numbers, accounts, and recent messages. */
import type { MessageStatus, OverviewQuery } from "../gql/operations";
import { MESSAGE_STATUS, NUMBER_STATUS } from "../i18n/common";
import { count } from "../i18n/format";
import { home } from "../i18n/home";
import { Link } from "../router";
import { TONE_OF_MESSAGE, TONE_OF_NUMBER } from "../ui/Chip";
import { SendFigures } from "./SendFigures";
import { ShareBar } from "./ShareBar";

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
      <h3 id="glance-numbers">{home.numbers}</h3>
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
        <h3 id="glance-accounts">{home.accounts}</h3>
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

export function SendsCard({ overview: { sends } }: Props) {
  const isEmpty = sends.every(({ accepted, refused }) => accepted + refused === 0);
  return (
    <section class="card" aria-labelledby="glance-sends">
      <h3 id="glance-sends">{home.sends}</h3>
      {isEmpty ? (
        <p class="muted">{home.noSends}</p>
      ) : (
        <SendFigures title={home.sends} dayLabel={home.day} bars={sends} />
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
      <h3 id="glance-messages">{home.messages}</h3>
      {most === 0 ? (
        <p class="muted">{home.noMessages}</p>
      ) : (
        <dl class="bars">
          {shown.map((message) => (
            <div key={message.status}>
              <dt class={`key ${TONE_OF_MESSAGE[message.status]}`}>{MESSAGE_STATUS[message.status]}</dt>
              <dd>
                {/* The figure is enough. */}
                <svg class="share-bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
                  <rect
                    class={`fill ${TONE_OF_MESSAGE[message.status]}`}
                    width={(message.count / most) * 100}
                    height="8"
                  />
                </svg>
                <span class="number">{count(message.count)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
