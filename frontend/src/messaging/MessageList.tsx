/** An account's messages, newest first, with their statuses. Each opens its progress. */
import { MessageSquareText } from "lucide";
import { useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import "../composer/composer.css";
import { MessageProgress } from "../composer/MessageProgress";
import { MessagesDocument, type MessagesQuery, type MessageStatus } from "../gql/operations";
import { MESSAGE_STATUS } from "../i18n/common";
import { phone } from "../i18n/format";
import { messages } from "../i18n/messages";
import { useSearch } from "../router";
import { MessageChip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { Empty } from "../ui/Empty";
import { Filters, SelectFilter } from "../ui/Filters";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";

const POLL_EVERY = 5_000;
const PAGE = 25;
// The URL parameter: the same page may have other lists.
const PLACE = "messages";
const STATUS = "message-status";
const STATUSES = Object.entries(MESSAGE_STATUS) as [MessageStatus, string][];

type Row = NonNullable<MessagesQuery["account"]>["messages"]["nodes"][number];

export function MessageList({ accountId }: { accountId: string }) {
  const after = useAfter(PLACE);
  const [search] = useSearch();
  const status = STATUSES.find(([value]) => value === search.get(STATUS))?.[0] ?? null;
  const [shown, setShown] = useState<string | null>(null);
  const query = useQuery(
    MessagesDocument,
    { accountId, first: PAGE, after, status },
    { pollEvery: POLL_EVERY },
  );

  const columns: Column<Row>[] = [
    {
      label: messages.to,
      isHeader: true,
      cell: ({ id, to }) => (
        <button
          type="button"
          class="link number"
          aria-label={messages.show(phone(to))}
          onClick={() => setShown(id)}
        >
          {phone(to)}
        </button>
      ),
    },
    { label: messages.text, isWide: true, cell: ({ body }) => body },
    { label: messages.from, cell: ({ sender }) => sender.name },
    { label: messages.status, cell: (row) => <MessageChip status={row.status} /> },
    { label: messages.sent, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];

  return (
    <>
      <Filters>
        <SelectFilter name={STATUS} label={messages.filter} cursor={PLACE} options={STATUSES} />
      </Filters>
      <Waiting query={query}>
        {({ account }) => {
          const page = account?.messages;
          if (!page || page.nodes.length === 0) {
            return (
              <Empty icon={MessageSquareText} title={status || after ? messages.nothing : messages.empty}>
                <p class="muted">{messages.emptyHint}</p>
              </Empty>
            );
          }
          return (
            <>
              <Table
                label={messages.list}
                columns={columns}
                rows={page.nodes}
                rowKey={({ id }) => id}
              />
              <Pager info={page.pageInfo} name={PLACE} />
            </>
          );
        }}
      </Waiting>
      {shown && (
        <Dialog title={messages.detail} onClose={() => setShown(null)}>
          <div class="dialog-body">
            <MessageProgress messageId={shown} />
          </div>
        </Dialog>
      )}
    </>
  );
}
