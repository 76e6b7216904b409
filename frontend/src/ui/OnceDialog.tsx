/** Shows a secret or a link once, with a button that copies it. It stays until the user confirms the copy. */
import { useRef, useState } from "preact/hooks";

import { once } from "../i18n/once";
import { Dialog } from "./Dialog";

interface OnceDialogProps {
  title: string;
  /** What is shown, such as "Secret". */
  label: string;
  secret: string;
  /** Why it must be copied now. */
  warning: string;
  /** What to do after a loss. */
  hint?: string;
  onDone: () => void;
}

export function OnceDialog({ title, label, secret, warning, hint, onDone }: OnceDialogProps) {
  const shown = useRef<HTMLElement>(null);
  const [message, setMessage] = useState("");

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setMessage(once.copied);
    } catch {
      // The clipboard API needs https, and browser policies may disable it.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setMessage(once.copyByHand);
    }
  };
  return (
    // No accidental exit: Esc would lose the secret.
    <Dialog title={title}>
      <div class="dialog-body">
        <div class="notice wait">
          <strong>{warning}</strong>
        </div>
        <div class="field">
          <span class="label">{label}</span>
          <code ref={shown} class="once">
            {secret}
          </code>
        </div>
        <div class="row">
          <button type="button" class="button" data-autofocus onClick={() => void copy()}>
            {once.copy(label)}
          </button>
          <span role="status">{message}</span>
        </div>
        {hint && <p class="hint">{hint}</p>}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button primary" onClick={onDone}>
          {once.done}
        </button>
      </div>
    </Dialog>
  );
}
