/** A webhook's page: status, errors, and tabs with its deliveries and its settings. */
import { SendHorizontal } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import type { UserErrorsFragment } from "../gql/fragments";
import {
  SendTestWebhookDocument,
  UpdateWebhookDocument,
  WebhookDocument,
  type DeliveryStatus,
} from "../gql/webhooks";
import { explain } from "../i18n/common";
import { nameOf } from "../i18n/format";
import { deliveries, DELIVERY_STATUS, DISABLED, webhooks } from "../i18n/webhooks";
import { navigate, useAddress, useSearch, type PageProps } from "../router";
import { NotFound } from "../frame/NotFound";
import { Chip } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { oneOf } from "../ui/listState";
import { Page } from "../ui/Page";
import { useAfter } from "../ui/Pager";
import { Tabs } from "../ui/Tabs";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";
import { WebhookDeliveries } from "./WebhookDeliveries";
import { DeleteDialog, DisableDialog, RotateDialog } from "./WebhookDialogs";
import { WebhookSettings, type Action } from "./WebhookSettings";
import { chipOf, pollEvery, type ShownWebhook } from "./webhookState";
import "../ui/details.css";
import "./webhooks.css";

const PAGE = 25;
const STATUSES = Object.keys(DELIVERY_STATUS) as DeliveryStatus[];

/** The webhook, polled faster while a delivery attempt is due. */
function useWebhook(id: string) {
  const [search] = useSearch();
  const [every, setEvery] = useState(pollEvery([], 0));
  const status = oneOf(search.get("status"), STATUSES);
  const variables = { id, first: PAGE, after: useAfter(), status };
  const query = useQuery(WebhookDocument, variables, { pollEvery: every });
  useEffect(() => {
    const node = query.data?.node;
    setEvery(pollEvery(node?.__typename === "Webhook" ? node.deliveries.nodes : [], Date.now()));
  }, [query.data]);
  return query;
}

export function Webhook({ params: { id = "" } }: PageProps) {
  const query = useWebhook(id);
  return (
    <Waiting query={query}>
      {({ node }) =>
        node?.__typename === "Webhook" ? (
          <Shown webhook={node} refetch={query.refetch} />
        ) : (
          <NotFound href="/webhooks" label={webhooks.title} />
        )
      }
    </Waiting>
  );
}

interface ShownProps {
  webhook: ShownWebhook;
  refetch: () => Promise<void>;
}

function Shown({ webhook, refetch }: ShownProps) {
  const client = useClient();
  const { pathname } = useAddress();
  const [open, setOpen] = useState<Action | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { id } = webhook;
  const isEnabled = webhook.status === "ENABLED";

  const close = () => setOpen(null);
  const done = async (message: string | null) => {
    close();
    if (message) toast(message);
    await refetch();
  };
  /** Runs an action that needs no dialog. */
  const act = async (mutate: () => Promise<readonly UserErrorsFragment[]>, message: string) => {
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      const refused = (await mutate())[0];
      if (refused) setFailure(refused.message);
      else toast(message);
      await refetch();
    } catch (error) {
      setFailure(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", String(error))));
    }
    setIsBusy(false);
  };
  const test = () =>
    act(async () => {
      const { sendTestWebhook } = await client.request(SendTestWebhookDocument, { input: { id } });
      // Show the test: it is the latest delivery.
      if (sendTestWebhook.userErrors.length === 0) navigate(`/webhooks/${id}`, { replace: pathname === `/webhooks/${id}` });
      return sendTestWebhook.userErrors;
    }, webhooks.tested);
  const enable = () =>
    act(async () => {
      const input = { id, isEnabled: true };
      return (await client.request(UpdateWebhookDocument, { input })).updateWebhook.userErrors;
    }, webhooks.enabled);

  const dialog = { webhook, onClose: close, onDone: (message: string | null) => void done(message) };
  const address = `/webhooks/${id}`;
  return (
    <Page
      title={webhook.url}
      actions={
        isEnabled && (
          <button
            type="button"
            class="button primary"
            title={webhooks.testHint}
            aria-disabled={isBusy}
            onClick={() => void test()}
          >
            <Icon of={SendHorizontal} />
            {webhooks.test}
          </button>
        )
      }
    >
      <Summary webhook={webhook} />
      <div class="stack">
        <div role="alert">
          {failure && (
            <div class="notice bad">
              <p>{failure}</p>
            </div>
          )}
        </div>
        <Trouble webhook={webhook} />
      </div>
      <Tabs
        label={webhooks.tabs}
        tabs={[
          { href: address, label: deliveries.title },
          { href: `${address}/settings`, label: webhooks.settings },
        ]}
      />
      {pathname === address ? (
        <WebhookDeliveries webhook={webhook} refetch={refetch} />
      ) : (
        <WebhookSettings
          webhook={webhook}
          isBusy={isBusy}
          onSaved={() => void done(webhooks.saved)}
          onAction={setOpen}
          onEnable={() => void enable()}
        />
      )}
      {open === "rotate" && <RotateDialog {...dialog} />}
      {open === "disable" && <DisableDialog {...dialog} />}
      {open === "delete" && (
        <DeleteDialog
          {...dialog}
          onDone={(message) => {
            navigate("/webhooks", { replace: true });
            if (message) toast(message);
          }}
        />
      )}
    </Page>
  );
}

/** Status, account, and description in one line. */
function Summary({ webhook }: { webhook: ShownWebhook }) {
  const { account, description } = webhook;
  const [tone, word] = chipOf(webhook);
  return (
    <p class="row">
      <Chip tone={tone}>{word}</Chip>
      <span class="muted">{account ? nameOf(account.name) : webhooks.allAccounts}</span>
      {description && <span class="muted">{description}</span>}
    </p>
  );
}

/** Explains why the webhook is disabled or failing; renders nothing if it works. */
function Trouble({ webhook }: { webhook: ShownWebhook }) {
  const { status, disabledReason, disabledAt, failingSince } = webhook;
  if (status === "DISABLED") {
    return (
      <div class={disabledReason === "REQUESTED" ? "notice" : "notice bad"}>
        <strong>{webhooks.disabledSince}</strong>
        <p>
          {disabledReason && DISABLED[disabledReason]}{" "}
          {disabledAt && (
            <>
              {webhooks.disabledAt} <Time at={disabledAt} />.
            </>
          )}{" "}
          {disabledReason !== "REQUESTED" && webhooks.disabledNext}
        </p>
      </div>
    );
  }
  if (!failingSince) return null;
  return (
    <div class="notice wait">
      <strong>{webhooks.failingNow}</strong>
      <p>
        {webhooks.firstFailed} <Time at={failingSince} />. {webhooks.failingHint}
      </p>
    </div>
  );
}
