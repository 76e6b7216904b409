/** An account's messages, newest first, and next to them the thread with one person. */
import { MessageSquareText } from "lucide";
import { useEffect, useRef } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { MessagesDocument, type MessagesQuery } from "../gql/messages";
import { phone } from "../i18n/format";
import { messages } from "../i18n/messages";
import { Link } from "../router";
import { MessageChip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import { usePlace } from "./address";
import { useMessageFilter } from "./filter";
import { MessageFilters } from "./MessageFilters";
import "./messages.css";
import { Thread } from "./Thread";

const POLL_EVERY = 5_000;
const PAGE = 25;
// The URL parameter: the same page may have other lists.
const CURSOR = "messages";

type Row = NonNullable<MessagesQuery["account"]>["messages"]["nodes"][number];

const TO: Column<Row> = {
  label: messages.to,
  isHeader: true,
  cell: ({ to }) => <span class="number">{phone(to)}</span>,
};
const TEXT: Column<Row> = { label: messages.text, isWide: true, cell: ({ body }) => body };
const FROM: Column<Row> = { label: messages.from, cell: ({ sender }) => sender.name };
const BY: Column<Row> = { label: messages.by, cell: ({ sentBy }) => sentBy };
const STATUS: Column<Row> = { label: messages.status, cell: ({ status }) => <MessageChip status={status} /> };
const SENT: Column<Row> = { label: messages.sent, cell: ({ createdAt }) => <Time at={createdAt} /> };

export function MessageList({ accountId }: { accountId: string }) {
  const after = useAfter(CURSOR);
  const filter = useMessageFilter();
  const { list, hrefOf, messageId } = usePlace(accountId);
  const query = useQuery(
    MessagesDocument,
    { accountId, first: PAGE, after, filter: filter.filter },
    { pollEvery: POLL_EVERY },
  );
  const rows = useRef<HTMLDivElement>(null);
  const shown = useRef(messageId);
  useEffect(() => {
    // The thread is closed: return to its row.
    if (shown.current && !messageId) {
      rows.current?.querySelector<HTMLElement>(`a[href*="${CSS.escape(shown.current)}"]`)?.focus();
    }
    shown.current = messageId;
  }, [messageId]);
  // A thread leaves the list less space.
  const columns = messageId ? [TO, TEXT, STATUS, SENT] : [TO, TEXT, FROM, BY, STATUS, SENT];

  return (
    <div class={messageId ? "messages has-thread" : "messages"}>
      <MessageFilters accountId={accountId} cursor={CURSOR} isBusy={query.isLoading} {...filter} />
      <div class="stack message-list" ref={rows}>
        <Waiting query={query}>
          {({ account }) => {
            const page = account?.messages;
            if (!page || page.nodes.length === 0) return <Nothing isFiltered={filter.isFiltered} list={list} />;
            return (
              <>
                <Table
                  label={messages.list}
                  columns={columns}
                  rows={page.nodes}
                  rowKey={({ id }) => id}
                  rowHref={({ id }) => hrefOf(id)}
                  isCurrent={({ id }) => id === messageId}
                />
                <Pager info={page.pageInfo} name={CURSOR} />
              </>
            );
          }}
        </Waiting>
      </div>
      {messageId && <Thread key={messageId} accountId={accountId} messageId={messageId} list={list} />}
    </div>
  );
}

function Nothing({ isFiltered, list }: { isFiltered: boolean; list: string }) {
  return (
    <Empty icon={MessageSquareText} title={isFiltered ? messages.nothing : messages.empty}>
      <p class="muted">{isFiltered ? messages.nothingHint : messages.emptyHint}</p>
      {isFiltered && (
        <Link class="button" href={list.split("?")[0] ?? "/"}>
          {messages.clear}
        </Link>
      )}
    </Empty>
  );
}
