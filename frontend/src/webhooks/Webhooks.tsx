/** The partner's webhooks with their events, statuses, and last deliveries. */
import { Plus, Webhook } from "lucide";
import { useState } from "preact/hooks";

import { AccountFilter } from "../accounts/AccountFilter";
import { useQuery } from "../api/useQuery";
import { WebhooksDocument, type WebhookStatus, type WebhooksQuery } from "../gql/webhooks";
import { nameOf } from "../i18n/format";
import { DELIVERY_STATUS, DISABLED, EVENT, WEBHOOK_STATUS, webhooks } from "../i18n/webhooks";
import { Link, navigate, useSearch, type PageProps } from "../router";
import { Chip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Filters, SelectFilter } from "../ui/Filters";
import { Icon } from "../ui/Icon";
import { oneOf } from "../ui/listState";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import { useAccountInUrl } from "../accounts/AccountField";
import { AddWebhook } from "./WebhookForm";
import { chipOf, TONE_OF_DELIVERY } from "./webhookState";
import "./webhooks.css";

type Row = WebhooksQuery["webhooks"]["nodes"][number];

const PAGE = 25;
const POLL_EVERY = 10_000;
const STATUSES = Object.keys(WEBHOOK_STATUS) as WebhookStatus[];

export function Webhooks(_: PageProps) {
  const [search] = useSearch();
  const account = useAccountInUrl(search.get("account"));
  const status = oneOf(search.get("status"), STATUSES);
  const query = useQuery(
    WebhooksDocument,
    { first: PAGE, after: useAfter(), status, accountId: account?.id ?? null },
    { pollEvery: POLL_EVERY },
  );
  const [isAdding, setIsAdding] = useState(false);
  const add = (
    <button type="button" class="button primary" onClick={() => setIsAdding(true)}>
      <Icon of={Plus} />
      {webhooks.add}
    </button>
  );
  return (
    <Page title={webhooks.title} actions={add}>
      <Filters
        isBusy={query.isLoading}
        total={query.data ? webhooks.shown(query.data.webhooks.totalCount) : undefined}
      >
        <AccountFilter />
        <SelectFilter
          name="status"
          label={webhooks.status}
          options={STATUSES.map((status) => [status, WEBHOOK_STATUS[status]])}
        />
      </Filters>
      <Waiting query={query}>
        {({ webhooks: { nodes, pageInfo } }) =>
          nodes.length > 0 ? (
            <>
              <Table
                label={webhooks.title}
                columns={COLUMNS}
                rows={nodes}
                rowKey={({ id }) => id}
                rowHref={({ id }) => `/webhooks/${id}`}
              />
              <Pager info={pageInfo} />
              <details class="more">
                <summary>{webhooks.how}</summary>
                <Essentials />
              </details>
            </>
          ) : status || account ? (
            <Empty icon={Webhook} title={webhooks.noMatches}>
              <p>{webhooks.noMatchesHint}</p>
              <Link class="button" href="/webhooks">
                {webhooks.showAll}
              </Link>
            </Empty>
          ) : (
            <Empty icon={Webhook} title={webhooks.empty}>
              <Essentials />
              {add}
            </Empty>
          )
        }
      </Waiting>
      {isAdding && (
        <AddWebhook
          account={account}
          onClose={() => setIsAdding(false)}
          onAdded={(id) => navigate(`/webhooks/${id}`)}
        />
      )}
    </Page>
  );
}

/** The essentials for developers of an endpoint. */
function Essentials() {
  return (
    <div class="essentials stack">
      <p>{webhooks.purpose}</p>
      <ul>
        {webhooks.essentials.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>
        {webhooks.more} <code>{webhooks.document}</code>
      </p>
    </div>
  );
}

const COLUMNS: Column<Row>[] = [
  { label: webhooks.endpoint, isHeader: true, isWide: true, cell: ({ url }) => url },
  { label: webhooks.description, isShort: true, isExtra: true, cell: ({ description }) => description },
  {
    label: webhooks.events,
    isShort: true,
    cell: ({ events }) => {
      const names = events.map((event) => EVENT[event]);
      return names.length === 1 ? names[0] : <span title={names.join(", ")}>{webhooks.eventCount(names.length)}</span>;
    },
  },
  {
    label: webhooks.account,
    isShort: true,
    cell: ({ account }) =>
      account ? (
        <Link href={`/accounts/${account.id}`}>{nameOf(account.name)}</Link>
      ) : (
        <span class="muted">{webhooks.allAccounts}</span>
      ),
  },
  {
    label: webhooks.status,
    cell: (row) => {
      const [tone, word] = chipOf(row);
      return (
        <span title={row.disabledReason ? DISABLED[row.disabledReason] : undefined}>
          <Chip tone={tone}>{word}</Chip>
        </span>
      );
    },
  },
  {
    label: webhooks.last,
    cell: ({ deliveries: { nodes } }) => {
      const last = nodes[0];
      if (!last) return <span class="muted">{webhooks.never}</span>;
      return (
        <span class="chips">
          <Chip tone={TONE_OF_DELIVERY[last.status]}>{DELIVERY_STATUS[last.status]}</Chip>
          <Time at={last.createdAt} />
        </span>
      );
    },
  },
];
