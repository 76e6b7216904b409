/** Shows a webhook's secret once. The dialog stays until the user confirms the copy. */
import { useRef, useState } from "preact/hooks";

import { webhooks } from "../i18n/webhooks";
import { Dialog } from "../ui/Dialog";
import "./webhooks.css";

export function SecretDialog({ secret, onDone }: { secret: string; onDone: () => void }) {
  const shown = useRef<HTMLElement>(null);
  const [message, setMessage] = useState("");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setMessage(webhooks.copied);
    } catch {
      // The clipboard API needs https, and browser policies may disable it.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setMessage(webhooks.copyByHand);
    }
  };
  return (
    // No accidental exit: Esc would lose the secret.
    <Dialog title={webhooks.secretTitle}>
      <div class="dialog-body">
        <div class="notice wait">
          <strong>{webhooks.secretOnce}</strong>
        </div>
        <div class="field">
          <span class="label">{webhooks.secret}</span>
          <code ref={shown} class="once">
            {secret}
          </code>
        </div>
        <div class="row">
          <button type="button" class="button" data-autofocus onClick={() => void copy()}>
            {webhooks.copy}
          </button>
          <span role="status">{message}</span>
        </div>
        <p class="hint">{webhooks.secretLost}</p>
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={onDone}>
          {webhooks.secretDone}
        </button>
      </div>
    </Dialog>
  );
}
