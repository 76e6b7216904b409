/** A webhook's page: status, errors, actions, and deliveries. */
import { useEffect, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import {
  SendTestWebhookDocument,
  UpdateWebhookDocument,
  WebhookDocument,
  type DeliveryStatus,
  type UserErrorsFragment,
} from "../gql/operations";
import { explain } from "../i18n/common";
import { shell } from "../i18n/shell";
import { DELIVERY_STATUS, DISABLED, EVENT, webhooks } from "../i18n/webhooks";
import { Link, navigate, useSearch, type PageProps } from "../router";
import { Chip } from "../ui/Chip";
import { oneOf } from "../ui/listState";
import { Page } from "../ui/Page";
import { useAfter } from "../ui/Pager";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";
import { WebhookDeliveries } from "./WebhookDeliveries";
import { DeleteDialog, DisableDialog, RotateDialog } from "./WebhookDialogs";
import { EditWebhook } from "./WebhookForm";
import { chipOf, pollEvery, type ShownWebhook } from "./webhookState";
import "../ui/details.css";
import "../ui/portal.css";
import "./webhooks.css";

const PAGE = 25;
const STATUSES = Object.keys(DELIVERY_STATUS) as DeliveryStatus[];

type Action = "edit" | "rotate" | "disable" | "delete";

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
          <Page title={shell.notFound}>
            <p>{shell.notFoundHint}</p>
            <p>
              <Link href="/webhooks">{webhooks.title}</Link>
            </p>
          </Page>
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
  const [, change] = useSearch();
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
      if (sendTestWebhook.userErrors.length === 0) change({ status: null, after: null });
      return sendTestWebhook.userErrors;
    }, webhooks.tested);
  const enable = () =>
    act(async () => {
      const input = { id, isEnabled: true };
      return (await client.request(UpdateWebhookDocument, { input })).updateWebhook.userErrors;
    }, webhooks.enabled);

  const actions = (
    <>
      {isEnabled && (
        <button
          type="button"
          class="button primary"
          title={webhooks.testHint}
          aria-disabled={isBusy}
          onClick={() => void test()}
        >
          {webhooks.test}
        </button>
      )}
      <button type="button" class="button" onClick={() => setOpen("edit")}>
        {webhooks.edit}
      </button>
      <button type="button" class="button" onClick={() => setOpen("rotate")}>
        {webhooks.rotate}
      </button>
      {/* One button for both actions keeps the focus. */}
      <button
        type="button"
        class={isEnabled ? "button" : "button primary"}
        aria-disabled={isBusy}
        onClick={() => (isEnabled ? setOpen("disable") : void enable())}
      >
        {isEnabled ? webhooks.disable : webhooks.enable}
      </button>
      <button type="button" class="button danger" onClick={() => setOpen("delete")}>
        {webhooks.remove}
      </button>
    </>
  );
  const dialog = { webhook, onClose: close, onDone: (message: string | null) => void done(message) };
  return (
    <Page title={webhook.url} actions={actions}>
      <div class="stack">
        <div role="alert">
          {failure && (
            <div class="notice bad">
              <p>{failure}</p>
            </div>
          )}
        </div>
        <Trouble webhook={webhook} />
        <Facts webhook={webhook} />
      </div>
      <WebhookDeliveries webhook={webhook} refetch={refetch} />
      {open === "edit" && <EditWebhook {...dialog} />}
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

function Facts({ webhook }: { webhook: ShownWebhook }) {
  const { description, events, account, createdAt, updatedAt, previousSecretUntil } = webhook;
  const [tone, word] = chipOf(webhook);
  return (
    <section class="card">
      <dl class="facts">
        <dt>{webhooks.status}</dt>
        <dd>
          <Chip tone={tone}>{word}</Chip>
        </dd>
        <dt>{webhooks.events}</dt>
        <dd>
          <ul class="lines">
            {events.map((event) => (
              <li key={event}>{EVENT[event]}</li>
            ))}
          </ul>
        </dd>
        <dt>{webhooks.account}</dt>
        <dd>
          {account ? <Link href={`/accounts/${account.id}`}>{account.name}</Link> : webhooks.allAccounts}
        </dd>
        <dt>{webhooks.description}</dt>
        <dd>{description ?? <span class="muted">{webhooks.noDescription}</span>}</dd>
        {previousSecretUntil && (
          <>
            <dt>{webhooks.overlapUntil}</dt>
            <dd>
              <Time at={previousSecretUntil} />
            </dd>
          </>
        )}
        <dt>{webhooks.created}</dt>
        <dd>
          <Time at={createdAt} />
        </dd>
        <dt>{webhooks.updated}</dt>
        <dd>
          <Time at={updatedAt} />
        </dd>
      </dl>
    </section>
  );
}
