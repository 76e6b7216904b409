/** The portal's home page: what needs attention, and charts of numbers, accounts, and messages. */
import { Building2 } from "lucide";
import { useQuery } from "../api/useQuery";
import { OverviewDocument, type OverviewQuery } from "../gql/operations";
import { count } from "../i18n/format";
import { home } from "../i18n/home";
import { menu } from "../i18n/menu";
import { Link } from "../router";
import { useMay } from "../session";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { NotActivated } from "../accounts/NotActivated";
import { AccountsCard, MessagesCard, NumbersCard, SendsCard } from "./glance";

const POLL_EVERY = 30_000;

export function Home() {
  const query = useQuery(OverviewDocument, {}, { pollEvery: POLL_EVERY });
  return (
    <Page title={menu.home}>
      <Waiting query={query}>
        {({ viewer, overview }) => (
          <>
            {!viewer.partner.smsEnabled && <NotActivated partner={viewer.partner.name} />}
            {overview.accounts.total === 0 ? <NoAccounts /> : <Dashboard overview={overview} />}
          </>
        )}
      </Waiting>
    </Page>
  );
}

function NoAccounts() {
  const may = useMay();
  return (
    <Empty icon={Building2} title={home.emptyTitle}>
      <p>{home.empty}</p>
      <p>
        <code>{home.importCommand}</code>
      </p>
      {may("CREATE_ACCOUNTS") && (
        <Link class="button primary" href="/accounts/new">
          {home.create}
        </Link>
      )}
    </Empty>
  );
}

type OverviewProps = { overview: OverviewQuery["overview"] };

function Dashboard({ overview }: OverviewProps) {
  return (
    <>
      <Attention overview={overview} />
      <section class="stack" aria-labelledby="glance">
        <h2 id="glance">{home.glance}</h2>
        <div class="cards">
          <NumbersCard overview={overview} />
          <AccountsCard overview={overview} />
        </div>
        <div class="cards">
          <SendsCard overview={overview} />
          <MessagesCard overview={overview} />
        </div>
      </section>
    </>
  );
}

function Attention({ overview }: OverviewProps) {
  const rejected = overview.smsNumbers.find(({ status }) => status === "REJECTED")?.count ?? 0;
  const { incomplete } = overview.accounts;
  const { overdue } = overview.verifications;
  const cards = [
    {
      value: incomplete,
      tone: "wait",
      text: home.incomplete(incomplete),
      link: home.incompleteLink,
      href: "/accounts?details=incomplete",
    },
    {
      value: rejected,
      tone: "bad",
      text: home.rejected(rejected),
      link: home.rejectedLink,
      href: "/verifications?status=refused",
    },
    {
      value: overdue,
      tone: "wait",
      text: home.overdue(overdue),
      link: home.overdueLink,
      href: "/verifications?age=overdue",
    },
  ].filter(({ value }) => value > 0);
  return (
    <section class="stack" aria-labelledby="attention">
      <h2 id="attention">{home.attention}</h2>
      {cards.length === 0 ? (
        <p class="notice ok">
          <span>{home.nothing}</span>
        </p>
      ) : (
        <ul class="cards">
          {cards.map(({ value, tone, text, link, href }) => (
            <li key={href} class={`card attention ${tone}`}>
              <p>
                <strong class="figure">{count(value)}</strong> {text}
              </p>
              <Link href={href}>{link}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
