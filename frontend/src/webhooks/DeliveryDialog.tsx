/** A webhook delivery: status, payload, attempts, and resend. */
import { useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import {
  ResendWebhookDeliveryDocument,
  WebhookDeliveryDocument,
  type WebhookDeliveryQuery,
} from "../gql/webhooks";
import { common, explain } from "../i18n/common";
import { duration } from "../i18n/format";
import { deliveries, DELIVERY_STATUS, EVENT } from "../i18n/webhooks";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";
import { nextTry, outcomeOf, TONE_OF_DELIVERY } from "./webhookState";
import "../ui/details.css";
import "./webhooks.css";

// More than one round of attempts. After many resends, only the latest are shown.
const MAX_SHOWN = 50;
const POLL_EVERY = 2_000;

type Delivery = Extract<NonNullable<WebhookDeliveryQuery["node"]>, { __typename: "WebhookDelivery" }>;
type Attempt = Delivery["attempts"]["nodes"][number];

interface DeliveryDialogProps {
  id: string;
  /** Whether the webhook is enabled. */
  isEnabled: boolean;
  onClose: () => void;
  onResent: () => Promise<void>;
}

export function DeliveryDialog({ id, isEnabled, onClose, onResent }: DeliveryDialogProps) {
  const client = useClient();
  const query = useQuery(WebhookDeliveryDocument, { id, first: MAX_SHOWN }, { pollEvery: POLL_EVERY });
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const resend = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      const answer = await client.request(ResendWebhookDeliveryDocument, { input: { id } });
      const refused = answer.resendWebhookDelivery.userErrors[0];
      if (refused) setFailure(refused.message);
      else toast(deliveries.resent);
      await Promise.all([query.refetch(), onResent()]);
    } catch (error) {
      setFailure(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", String(error))));
    }
    setIsBusy(false);
  };
  return (
    <Dialog title={deliveries.detail} onClose={onClose}>
      <div class="dialog-body">
        <div role="alert">
          {failure && (
            <div class="notice bad">
              <p>{failure}</p>
            </div>
          )}
        </div>
        <Waiting query={query}>
          {({ node }) =>
            node?.__typename === "WebhookDelivery" ? (
              <Shown delivery={node} />
            ) : (
              <p>{deliveries.gone}</p>
            )
          }
        </Waiting>
        {!isEnabled && <p class="hint">{deliveries.enableFirst}</p>}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {common.close}
        </button>
        {isEnabled && (
          <button
            type="button"
            class="button primary"
            aria-disabled={isBusy}
            onClick={() => void resend()}
          >
            {isBusy ? deliveries.resending : deliveries.resend}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Shown({ delivery }: { delivery: Delivery }) {
  const { event, status, createdAt, nextTryAt, payload, attempts } = delivery;
  const next = nextTry(nextTryAt, Date.now());
  const { nodes, totalCount } = attempts;
  const count = deliveries.attemptCount(totalCount);
  return (
    <>
      <dl class="facts">
        <dt>{deliveries.event}</dt>
        <dd>{EVENT[event]}</dd>
        <dt>{deliveries.status}</dt>
        <dd>
          <span role="status">
            <Chip tone={TONE_OF_DELIVERY[status]}>{DELIVERY_STATUS[status]}</Chip>
          </span>
        </dd>
        <dt>{deliveries.when}</dt>
        <dd>
          <Time at={createdAt} />
        </dd>
        {next && (
          <>
            <dt>{deliveries.next}</dt>
            <dd>{next}</dd>
          </>
        )}
      </dl>
      <Verbatim label={deliveries.payload} text={payload} />
      {nodes.length > 0 ? (
        <Table
          label={deliveries.attempts}
          note={totalCount > nodes.length ? `${count} · ${deliveries.newest(nodes.length)}` : count}
          columns={COLUMNS}
          rows={nodes}
          rowKey={(attempt) => attempt.id}
        />
      ) : (
        <p class="muted">{deliveries.noAttempts}</p>
      )}
    </>
  );
}

/** Verbatim text, collapsed at first. */
function Verbatim({ label, text }: { label: string; text: string }) {
  return (
    <details class="more">
      <summary>{label}</summary>
      <pre class="text verbatim">{text}</pre>
    </details>
  );
}

const COLUMNS: Column<Attempt>[] = [
  {
    label: deliveries.when,
    isHeader: true,
    cell: ({ at }) => <Time at={at} />,
  },
  {
    label: deliveries.outcome,
    isWide: true,
    cell: (attempt) => (
      <>
        {outcomeOf(attempt)}
        {attempt.response ? (
          <Verbatim label={deliveries.response} text={attempt.response} />
        ) : (
          attempt.response === "" && <div class="muted small">{deliveries.emptyResponse}</div>
        )}
      </>
    ),
  },
  { label: deliveries.took, isNumber: true, cell: ({ milliseconds }) => duration(milliseconds) },
];
