/** The dialog that adds a webhook, then shows its secret once, and the form of its settings. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { CreateWebhookDocument, UpdateWebhookDocument, type ListedWebhookFragment } from "../gql/webhooks";
import { common } from "../i18n/common";
import { EVENT, EVENT_HINT, webhooks } from "../i18n/webhooks";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { ErrorSummary } from "../ui/ErrorSummary";
import { TextField, type FieldState } from "../ui/Field";
import { useForm, type Errors, type Form } from "../ui/useForm";
import { AccountField, type Choice } from "../accounts/AccountField";
import { WebhookSecret } from "./WebhookSecret";
import { EVENTS, parseEvents, toggleEvent, webhookRefusals, type WebhookNames } from "./webhookState";
import "./webhooks.css";

type Values = Record<WebhookNames, string>;

function validate({ url, events }: Values): Errors<WebhookNames> {
  const errors: Errors<WebhookNames> = {};
  // The server validates the URL.
  if (!url.trim()) errors.url = common.required(webhooks.url);
  if (!events) errors.events = webhooks.eventsNeeded;
  return errors;
}

const inputOf = ({ url, events, description }: Values) => ({
  url: url.trim(),
  events: parseEvents(events),
  description: description.trim() || null,
});

/** Checkboxes for the events, each with an explanation. The error summary links to the first one. */
function EventsField({ field }: { field: FieldState }) {
  const { id, value, error, onValue } = field;
  const chosen = parseEvents(value);
  return (
    <fieldset class="checks" aria-describedby={error ? `${id}-error` : undefined}>
      <legend class="label required">{webhooks.eventsLabel}</legend>
      {EVENTS.map((event, index) => {
        const own = index === 0 ? id : `${id}-${event}`;
        return (
          <div key={event}>
            <label class="choice" for={own}>
              <input
                type="checkbox"
                id={own}
                checked={chosen.includes(event)}
                aria-describedby={`${id}-${event}-hint`}
                onChange={() => onValue(toggleEvent(value, event))}
              />
              {EVENT[event]}
            </label>
            <span class="hint" id={`${id}-${event}-hint`}>
              {EVENT_HINT[event]}
            </span>
          </div>
        );
      })}
      {error && (
        <span class="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </fieldset>
  );
}

const UrlField = ({ form }: { form: Form<WebhookNames> }) => (
  <TextField
    label={webhooks.url}
    hint={webhooks.urlHint}
    field={form.field("url")}
    type="url"
    inputMode="url"
    autocomplete="off"
    maxLength={2000}
    required
  />
);

const DescriptionField = ({ form }: { form: Form<WebhookNames> }) => (
  <TextField
    label={webhooks.descriptionOptional}
    hint={webhooks.descriptionHint}
    field={form.field("description")}
    autocomplete="off"
    maxLength={200}
  />
);

interface AddWebhookProps {
  /** The account that the list is filtered by. */
  account: Choice | null;
  onClose: () => void;
  /** Called when the user has closed the secret's dialog. */
  onAdded: (id: string) => void;
}

export function AddWebhook({ account, onClose, onAdded }: AddWebhookProps) {
  const client = useClient();
  const [practice, setPractice] = useState(account);
  const [added, setAdded] = useState<{ id: string; secret: string } | null>(null);
  const form = useForm<WebhookNames>({
    initial: { url: "", events: "", accountId: account?.id ?? "", description: "" },
    validate,
    submit: async (values) => {
      const input = { ...inputOf(values), accountId: values.accountId || null };
      const { userErrors, webhook, secret } = (await client.request(CreateWebhookDocument, { input }))
        .createWebhook;
      if (!webhook || !secret) return webhookRefusals(userErrors);
      setAdded({ id: webhook.id, secret });
    },
  });
  if (added) return <WebhookSecret secret={added.secret} onDone={() => onAdded(added.id)} />;

  const choosePractice = (choice: Choice | null) => {
    setPractice(choice);
    form.set({ accountId: choice?.id ?? "" });
  };
  return (
    <Dialog title={webhooks.add} onClose={onClose}>
      <DialogForm form={form} save={webhooks.add} saving={webhooks.adding} onClose={onClose}>
        <UrlField form={form} />
        <EventsField field={form.field("events")} />
        <AccountField
          id={form.field("accountId").id}
          label={webhooks.accountOptional}
          hint={webhooks.accountHint}
          error={form.field("accountId").error}
          chosen={practice}
          onChoose={choosePractice}
        />
        <DescriptionField form={form} />
      </DialogForm>
    </Dialog>
  );
}

interface EditWebhookProps {
  webhook: ListedWebhookFragment;
  onSaved: () => void;
}

/** The form of a webhook's settings. */
export function EditWebhook({ webhook, onSaved }: EditWebhookProps) {
  const client = useClient();
  const form = useForm<WebhookNames>({
    initial: {
      url: webhook.url,
      events: webhook.events.join(" "),
      accountId: webhook.account?.id ?? "",
      description: webhook.description ?? "",
    },
    validate,
    submit: async (values) => {
      const input = { id: webhook.id, ...inputOf(values) };
      const { updateWebhook } = await client.request(UpdateWebhookDocument, { input });
      if (updateWebhook.userErrors.length > 0) return webhookRefusals(updateWebhook.userErrors);
      onSaved();
    },
  });
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      <UrlField form={form} />
      <DescriptionField form={form} />
      <div class="wide">
        <EventsField field={form.field("events")} />
      </div>
      <div class="row">
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {form.isBusy ? common.saving : common.save}
        </button>
      </div>
    </form>
  );
}
