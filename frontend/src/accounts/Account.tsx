/** An account's page: a header, and tabs that have an address each. */
import { useEffect } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { SendText } from "../composer/SendText";
import { AccountDocument, type AccountQuery } from "../gql/account";
import { NotFound } from "../frame/NotFound";
import { account as words } from "../i18n/account";
import { nameOf } from "../i18n/format";
import { menu } from "../i18n/menu";
import { MessageList } from "../messaging/MessageList";
import { navigate, useAddress, type PageProps } from "../router";
import { AccountNumbers } from "../senders/AccountNumbers";
import { useMay, useViewer } from "../session";
import { Page } from "../ui/Page";
import { Tabs } from "../ui/Tabs";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { AccountActivity } from "./AccountActivity";
import { AccountDetails } from "./AccountDetails";
import { AccountSummary } from "./AccountSummary";
import { AccountUsers } from "./AccountUsers";
import { NotActivated } from "./NotActivated";
import { OpenRequest } from "./OpenRequest";

const POLL_EVERY = 10_000;

type Data = NonNullable<AccountQuery["account"]>;
type TabName = keyof typeof words.tab;

/** Account users have pages of their own for messages and users. */
const TABS: { name: TabName; needs?: string; isPartners?: boolean }[] = [
  { name: "numbers" },
  { name: "details" },
  { name: "messages", needs: "READ_MESSAGES", isPartners: true },
  { name: "users", needs: "MANAGE_USERS", isPartners: true },
  { name: "activity", needs: "READ_AUDIT_LOG", isPartners: true },
];

export function Account({ params: { id = "" } }: PageProps) {
  return <AccountPage id={id} base={`/accounts/${id}`} />;
}

interface AccountPageProps {
  id: string;
  /** The address of the first tab; the others' begin with it. */
  base: string;
}

export function AccountPage({ id, base }: AccountPageProps) {
  const may = useMay();
  const viewer = useViewer();
  const { pathname, searchParams } = useAddress();
  const mayEdit = may("EDIT_ACCOUNTS");
  const query = useQuery(AccountDocument, { id, mayEdit }, { pollEvery: POLL_EVERY });
  // An address of earlier versions.
  const isOld = searchParams.get("edit") === "details";
  useEffect(() => {
    if (isOld) navigate(`${base}/details/edit`, { replace: true });
  }, [isOld, base]);

  const tabs = TABS.filter(
    ({ needs, isPartners }) => !(isPartners && viewer.account) && (!needs || may(needs)),
  );
  const [path = "numbers", sub] = pathname.slice(base.length + 1).split("/");
  const tab = tabs.find(({ name }) => name === (path || "numbers"))?.name;
  return (
    <Waiting query={query}>
      {({ account, viewer: { partner } }) =>
        account && tab ? (
          <Page
            title={nameOf(account.name)}
            part={words.tab[tab]}
            about={<AccountSummary account={account} />}
            actions={<SendText accountId={account.id} />}
          >
            {!partner.smsEnabled && <NotActivated partner={partner.name} />}
            {account.openRequest && (
              <OpenRequest request={account.openRequest} base={`${base}/details`} refetch={query.refetch} />
            )}
            <Tabs
              label={words.tabs}
              tabs={tabs.map(({ name }) => ({
                href: name === "numbers" ? base : `${base}/${name}`,
                label: words.tab[name],
                count: name === "numbers" ? account.senders.totalCount : undefined,
              }))}
            />
            <Content tab={tab} sub={sub} account={account} base={base} refetch={query.refetch} />
          </Page>
        ) : (
          <NotFound href={viewer.account ? base : "/accounts"} label={viewer.account ? menu.numbers : menu.accounts} />
        )
      }
    </Waiting>
  );
}

interface ContentProps {
  tab: TabName;
  /** What the tab shows, for example its form. */
  sub: string | undefined;
  account: Data;
  base: string;
  refetch: () => Promise<void>;
}

function Content({ tab, sub, account, base, refetch }: ContentProps) {
  const accountId = account.id;
  switch (tab) {
    case "numbers":
      return <AccountNumbers accountId={accountId} base={base} refetch={refetch} />;
    case "details":
      return <AccountDetails account={account} form={sub} base={`${base}/details`} refetch={refetch} />;
    case "messages":
      return <MessageList accountId={accountId} />;
    case "users":
      return <AccountUsers accountId={accountId} />;
    case "activity":
      return <AccountActivity accountId={accountId} />;
  }
}
