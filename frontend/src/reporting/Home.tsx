/** The portal's home page: figures with trends, rows that need an action, and charts. */
import { Building2 } from "lucide";

import { NotActivated } from "../accounts/NotActivated";
import { useQuery } from "../api/useQuery";
import { OverviewDocument } from "../gql/overview";
import { home } from "../i18n/home";
import { menu } from "../i18n/menu";
import { Link } from "../router";
import { useMay } from "../session";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Waiting } from "../ui/Waiting";
import { HomeAttention } from "./HomeAttention";
import { AccountsCard, MessagesCard, NumbersCard, SendsCard } from "./HomeCharts";
import { HomeFigures } from "./HomeFigures";
import "./home.css";

const POLL_EVERY = 30_000;

export function Home() {
  const query = useQuery(OverviewDocument, {}, { pollEvery: POLL_EVERY });
  const partner = query.data?.viewer.partner;
  return (
    <Page title={menu.home}>
      {partner && !partner.smsEnabled && <NotActivated partner={partner.name} />}
      {query.data?.overview.accounts.total === 0 ? (
        <NoAccounts />
      ) : (
        <>
          <HomeFigures />
          <HomeAttention />
          <Waiting query={query}>
            {({ overview }) => (
              <section class="home-charts" aria-label={home.glance}>
                <SendsCard overview={overview} />
                <MessagesCard overview={overview} />
                <NumbersCard overview={overview} />
                <AccountsCard overview={overview} />
              </section>
            )}
          </Waiting>
        </>
      )}
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
