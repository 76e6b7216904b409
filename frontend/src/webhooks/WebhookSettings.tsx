/** A webhook's settings: its form, its secret, and whether it is enabled. */
import { nameOf } from "../i18n/format";
import { webhooks } from "../i18n/webhooks";
import { Link } from "../router";
import { Time } from "../ui/Time";
import { EditWebhook } from "./WebhookForm";
import type { ShownWebhook } from "./webhookState";

export type Action = "rotate" | "disable" | "delete";

interface WebhookSettingsProps {
  webhook: ShownWebhook;
  isBusy: boolean;
  onSaved: () => void;
  onAction: (action: Action) => void;
  onEnable: () => void;
}

export function WebhookSettings({ webhook, isBusy, onSaved, onAction, onEnable }: WebhookSettingsProps) {
  const { account, createdAt, updatedAt, previousSecretUntil } = webhook;
  const isEnabled = webhook.status === "ENABLED";
  return (
    <div class="webhook-settings">
      <section class="card" aria-labelledby="webhook-endpoint">
        <h2 id="webhook-endpoint">{webhooks.endpointTitle}</h2>
        <EditWebhook webhook={webhook} onSaved={onSaved} />
      </section>
      <div class="stack">
        <section class="card" aria-labelledby="webhook-secret">
          <h2 id="webhook-secret">{webhooks.secret}</h2>
          <p class="muted">{webhooks.secretHint}</p>
          {previousSecretUntil && (
            <p>
              {webhooks.overlapUntil} <Time at={previousSecretUntil} />
            </p>
          )}
          <div>
            <button type="button" class="button" onClick={() => onAction("rotate")}>
              {webhooks.rotate}
            </button>
          </div>
        </section>
        <section class="card" aria-labelledby="webhook-state">
          <h2 id="webhook-state">{webhooks.status}</h2>
          <dl class="facts narrow-facts">
            <dt>{webhooks.account}</dt>
            <dd>
              {account ? (
                <Link href={`/accounts/${account.id}`}>{nameOf(account.name)}</Link>
              ) : (
                webhooks.allAccounts
              )}
            </dd>
            <dt>{webhooks.created}</dt>
            <dd>
              <Time at={createdAt} />
            </dd>
            <dt>{webhooks.updated}</dt>
            <dd>
              <Time at={updatedAt} />
            </dd>
          </dl>
          <div class="row">
            {/* One button for both actions keeps the focus. */}
            <button
              type="button"
              class={isEnabled ? "button" : "button primary"}
              aria-disabled={isBusy}
              onClick={() => (isEnabled ? onAction("disable") : onEnable())}
            >
              {isEnabled ? webhooks.disable : webhooks.enable}
            </button>
            <button type="button" class="button danger" onClick={() => onAction("delete")}>
              {webhooks.remove}
            </button>
          </div>
        </section>
      </div>
    </div>
  );
}
