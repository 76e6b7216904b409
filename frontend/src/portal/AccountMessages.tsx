/** An account's messages, the newest first, and how far each has come. */
import { useQuery } from "../api/useQuery";
import { MessagesDocument, type MessagesQuery } from "../gql/operations";
import { account as words } from "../i18n/account";
import { phone } from "../i18n/format";
import { MessageChip } from "../ui/Chip";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";

type Row = NonNullable<MessagesQuery["account"]>["messages"]["nodes"][number];

const PAGE = 20;
const POLL_EVERY = 10_000;

const COLUMNS: Column<Row>[] = [
  { label: words.sent, cell: ({ createdAt }) => <Time at={createdAt} /> },
  { label: words.to, isHeader: true, cell: ({ to }) => <span class="number">{phone(to)}</span> },
  { label: words.from, cell: ({ sender }) => sender.name },
  { label: words.text, cell: ({ body }) => <span class="said">{body}</span> },
  { label: words.status, cell: ({ status }) => <MessageChip status={status} /> },
];

export function AccountMessages({ accountId }: { accountId: string }) {
  const query = useQuery(
    MessagesDocument,
    { accountId, first: PAGE, after: useAfter("messages") },
    { pollEvery: POLL_EVERY },
  );
  return (
    <section class="stack" aria-labelledby="account-messages">
      <h2 id="account-messages">{words.messages}</h2>
      <Waiting query={query}>
        {({ account }) =>
          account && account.messages.nodes.length > 0 ? (
            <div class="stack">
              <Table
                label={words.newest}
                columns={COLUMNS}
                rows={account.messages.nodes}
                rowKey={({ id }) => id}
              />
              <Pager info={account.messages.pageInfo} name="messages" />
            </div>
          ) : (
            <p class="card muted">{words.noMessages}</p>
          )
        }
      </Waiting>
    </section>
  );
}
