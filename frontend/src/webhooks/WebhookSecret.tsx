/** A webhook's secret, shown once. */
import { webhooks } from "../i18n/webhooks";
import { OnceDialog } from "../ui/OnceDialog";

export function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  return (
    <OnceDialog
      title={webhooks.secretTitle}
      label={webhooks.secret}
      secret={secret}
      warning={webhooks.secretOnce}
      hint={webhooks.secretLost}
      onDone={onDone}
    />
  );
}
