/** A webhook's deliveries, newest first. Each has an address, which opens its attempts. */
import { Webhook } from "lucide";

import type { ListedDeliveryFragment } from "../gql/webhooks";
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

/** The URL parameter of the opened delivery. */
const DELIVERY = "delivery";
const STATUSES = Object.entries(DELIVERY_STATUS);

interface WebhookDeliveriesProps {
  webhook: ShownWebhook;
  refetch: () => Promise<void>;
}

export function WebhookDeliveries({ webhook, refetch }: WebhookDeliveriesProps) {
  const [search, change] = useSearch();
  const opened = search.get(DELIVERY);
  const { nodes, totalCount, pageInfo } = webhook.deliveries;
  const isNarrowed = Boolean(search.get("status") || search.get("after"));
  return (
    <>
      <Filters total={`${deliveries.shown(totalCount)} · ${deliveries.kept}`}>
        <SelectFilter name="status" label={deliveries.status} options={STATUSES} />
      </Filters>
      {nodes.length > 0 ? (
        <>
          <Table
            label={deliveries.list}
            columns={COLUMNS}
            rows={nodes}
            rowKey={({ id }) => id}
            rowHref={({ id }) => addressOf(id)}
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
          onClose={() => change({ [DELIVERY]: null })}
          onResent={refetch}
        />
      )}
    </>
  );
}

/** The current address with a delivery opened: the filter and the page stay. */
function addressOf(id: string): string {
  const address = new URL(location.href);
  address.searchParams.set(DELIVERY, id);
  return address.pathname + address.search;
}

const COLUMNS: Column<ListedDeliveryFragment>[] = [
  { label: deliveries.event, isHeader: true, isWide: true, cell: ({ event }) => EVENT[event] },
  {
    label: deliveries.status,
    cell: ({ status }) => <Chip tone={TONE_OF_DELIVERY[status]}>{DELIVERY_STATUS[status]}</Chip>,
  },
  { label: deliveries.tries, isNumber: true, cell: ({ tries }) => tries },
  { label: deliveries.next, cell: ({ nextTryAt }) => nextTry(nextTryAt, Date.now()) },
  { label: deliveries.when, cell: ({ createdAt }) => <Time at={createdAt} /> },
];
