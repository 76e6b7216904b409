/** An account's page: details, numbers, messages, and users. */
import { useQuery } from "../api/useQuery";
import { AccountDocument } from "../gql/operations";
import { menu } from "../i18n/menu";
import { messages } from "../i18n/messages";
import { shell } from "../i18n/shell";
import { Link, useSearch, type PageProps } from "../router";
import { useMay, useViewer } from "../session";
import { Page } from "../ui/Page";
import { useAfter } from "../ui/Pager";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { MessageList } from "../messaging/MessageList";
import { AccountDetails } from "./AccountDetails";
import { AccountFacts } from "./AccountFacts";
import { SendText } from "../composer/SendText";
import { AccountNumbers } from "../senders/AccountNumbers";
import { AccountUsers } from "./AccountUsers";
import { NotActivated } from "./NotActivated";

const SENDERS = 50;
const POLL_EVERY = 10_000;

export function Account({ params: { id = "" } }: PageProps) {
  const may = useMay();
  // Account users have separate pages for messages and users.
  const viewer = useViewer();
  const [search, change] = useSearch();
  const query = useQuery(
    AccountDocument,
    { id, first: SENDERS, after: useAfter("numbers") },
    { pollEvery: POLL_EVERY },
  );
  return (
    <Waiting query={query}>
      {({ account, viewer: { partner } }) =>
        account ? (
          <Page title={account.name} actions={<SendText accountId={account.id} />}>
            {!partner.smsEnabled && <NotActivated partner={partner.name} />}
            <div class="beside">
              <AccountDetails
                account={account}
                isEditing={search.get("edit") === "details" && may("EDIT_ACCOUNTS")}
                onEdit={(isEditing) => change({ edit: isEditing ? "details" : null })}
                refetch={query.refetch}
              />
              <AccountFacts account={account} refetch={query.refetch} />
            </div>
            <AccountNumbers
              accountId={account.id}
              accountName={account.name}
              senders={account.senders}
              refetch={query.refetch}
            />
            {!viewer.account && may("READ_MESSAGES") && (
              <section class="stack" aria-labelledby="account-messages">
                <h2 id="account-messages">{messages.title}</h2>
                <MessageList accountId={account.id} />
              </section>
            )}
            {!viewer.account && may("MANAGE_USERS") && <AccountUsers accountId={account.id} />}
          </Page>
        ) : (
          <Page title={shell.notFound}>
            <p>{shell.notFoundHint}</p>
            <p>
              <Link href="/accounts">{menu.accounts}</Link>
            </p>
          </Page>
        )
      }
    </Waiting>
  );
}
