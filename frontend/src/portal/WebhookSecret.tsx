/** A webhook's secret, the one time that it is shown; it stays until somebody says that they have it. */
import { useRef, useState } from "preact/hooks";

import { webhooks } from "../i18n/webhooks";
import { Dialog } from "../ui/Dialog";
import "./webhooks.css";

export function SecretDialog({ secret, onDone }: { secret: string; onDone: () => void }) {
  const shown = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setSaid(webhooks.copied);
    } catch {
      // There is no clipboard without https, nor where the browser's owner forbids it.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid(webhooks.copyByHand);
    }
  };
  return (
    // Without a way out by accident: Esc would lose the secret.
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
          <span role="status">{said}</span>
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
