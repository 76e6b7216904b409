/** Dialogs that confirm before a webhook's secret is rotated, or the webhook is disabled or deleted. */
import { useState } from "preact/hooks";

import { useClient, type Client } from "../api/client";
import type { UserErrorsFragment } from "../gql/fragments";
import { DeleteWebhookDocument, RotateWebhookSecretDocument, UpdateWebhookDocument } from "../gql/webhooks";
import { webhooks } from "../i18n/webhooks";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { SelectField } from "../ui/Field";
import { useForm } from "../ui/useForm";
import { WebhookSecret } from "./WebhookSecret";

interface WebhookDialogProps {
  webhook: { id: string; url: string };
  onClose: () => void;
  onDone: (message: string | null) => void;
}

export function RotateDialog({ webhook, onClose, onDone }: WebhookDialogProps) {
  const client = useClient();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm<"hours">({
    initial: { hours: webhooks.overlaps[0][0] },
    validate: () => ({}),
    submit: async ({ hours }) => {
      const input = { id: webhook.id, hours: Number(hours) };
      const answer = (await client.request(RotateWebhookSecretDocument, { input })).rotateWebhookSecret;
      const refused = answer.userErrors[0];
      if (refused) return { [refused.field[0] === "hours" ? "hours" : ""]: refused.message };
      setSecret(answer.secret);
    },
  });
  if (secret !== null) return <WebhookSecret secret={secret} onDone={() => onDone(null)} />;
  return (
    <Dialog title={webhooks.rotateTitle} onClose={onClose}>
      <DialogForm form={form} save={webhooks.rotate} saving={webhooks.rotating} onClose={onClose}>
        <p class="text">{webhook.url}</p>
        <p>{webhooks.rotateHint}</p>
        <SelectField label={webhooks.overlap} field={form.field("hours")} options={webhooks.overlaps} />
      </DialogForm>
    </Dialog>
  );
}

interface Question {
  title: string;
  hint: string;
  save: string;
  saving: string;
  done: string;
  act: (client: Client, id: string) => Promise<readonly UserErrorsFragment[]>;
}

const DISABLE: Question = {
  title: webhooks.disableTitle,
  hint: webhooks.disableHint,
  save: webhooks.disable,
  saving: webhooks.disabling,
  done: webhooks.isDisabled,
  act: async (client, id) =>
    (await client.request(UpdateWebhookDocument, { input: { id, isEnabled: false } })).updateWebhook.userErrors,
};

const DELETE: Question = {
  title: webhooks.removeTitle,
  hint: webhooks.removeHint,
  save: webhooks.remove,
  saving: webhooks.removing,
  done: webhooks.removed,
  act: async (client, id) =>
    (await client.request(DeleteWebhookDocument, { input: { id } })).deleteWebhook.userErrors,
};

function Ask({ question, webhook, onClose, onDone }: WebhookDialogProps & { question: Question }) {
  const client = useClient();
  const { title, hint, save, saving, done, act } = question;
  const form = useForm<never>({
    initial: {},
    validate: () => ({}),
    submit: async () => {
      const refused = (await act(client, webhook.id))[0];
      if (refused) return { "": refused.message };
      onDone(done);
    },
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogForm form={form} save={save} saving={saving} isDanger onClose={onClose}>
        <p class="text">{webhook.url}</p>
        <p>{hint}</p>
      </DialogForm>
    </Dialog>
  );
}

export const DisableDialog = (props: WebhookDialogProps) => <Ask {...props} question={DISABLE} />;
export const DeleteDialog = (props: WebhookDialogProps) => <Ask {...props} question={DELETE} />;
