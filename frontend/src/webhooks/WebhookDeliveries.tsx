/** A webhook's deliveries, newest first. Each opens its attempts. */
import { Webhook } from "lucide";
import { useState } from "preact/hooks";

import type { ListedDeliveryFragment } from "../gql/operations";
import { deliveries, DELIVERY_STATUS, EVENT } from "../i18n/webhooks";
import { Link, useSearch } from "../router";
import { Chip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Filters, SelectFilter } from "../ui/Filters";
import { Pager } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { DeliveryDialog } from "./DeliveryDialog";
import { nextTry, TONE_OF_DELIVERY, type ShownWebhook } from "./webhookState";

const STATUSES = Object.entries(DELIVERY_STATUS);

interface WebhookDeliveriesProps {
  webhook: ShownWebhook;
  refetch: () => Promise<void>;
}

export function WebhookDeliveries({ webhook, refetch }: WebhookDeliveriesProps) {
  const [search] = useSearch();
  const [opened, setOpened] = useState<string | null>(null);
  const { nodes, totalCount, pageInfo } = webhook.deliveries;
  const isNarrowed = Boolean(search.get("status") || search.get("after"));
  return (
    <section class="stack" aria-labelledby="webhook-deliveries">
      <h2 id="webhook-deliveries">{deliveries.title}</h2>
      <Filters>
        <SelectFilter name="status" label={deliveries.status} options={STATUSES} />
      </Filters>
      {nodes.length > 0 ? (
        <>
          <Table
            label={deliveries.list}
            note={`${deliveries.shown(totalCount)} · ${deliveries.kept}`}
            columns={columnsOf(setOpened)}
            rows={nodes}
            rowKey={({ id }) => id}
          />
          <Pager info={pageInfo} />
        </>
      ) : (
        <Empty icon={Webhook} title={deliveries.empty}>
          <p>{isNarrowed ? deliveries.noMatches : deliveries.emptyHint}</p>
          {isNarrowed && (
            <Link class="button" href={`/webhooks/${webhook.id}`}>
              {deliveries.showAll}
            </Link>
          )}
        </Empty>
      )}
      {opened && (
        <DeliveryDialog
          id={opened}
          isEnabled={webhook.status === "ENABLED"}
          onClose={() => setOpened(null)}
          onResent={refetch}
        />
      )}
    </section>
  );
}

const columnsOf = (open: (id: string) => void): Column<ListedDeliveryFragment>[] => [
  {
    label: deliveries.event,
    isHeader: true,
    cell: ({ id, event }) => (
      <button
        type="button"
        class="link"
        aria-label={deliveries.show(EVENT[event])}
        onClick={() => open(id)}
      >
        {EVENT[event]}
      </button>
    ),
  },
  {
    label: deliveries.status,
    cell: ({ status }) => <Chip tone={TONE_OF_DELIVERY[status]}>{DELIVERY_STATUS[status]}</Chip>,
  },
  { label: deliveries.when, cell: ({ createdAt }) => <Time at={createdAt} /> },
  { label: deliveries.tries, isNumber: true, cell: ({ tries }) => tries },
  { label: deliveries.next, cell: ({ nextTryAt }) => nextTry(nextTryAt, Date.now()) },
];
