/** A modal dialog: the browser's own, with a heading, focus on the first field, and a way out. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { common } from "../i18n/common";

// What a dialog begins with: what asks for it, else its first field, else the first way out at its foot.
const FIRST = [
  "[data-autofocus]",
  "input:not(:disabled), textarea, select, [role=combobox]",
  ".dialog-foot button",
];

function firstOf(dialog: HTMLDialogElement | null): HTMLElement | null {
  for (const selector of FIRST) {
    const found = dialog?.querySelector<HTMLElement>(selector);
    if (found) return found;
  }
  return null;
}

interface DialogProps {
  title: string;
  /** Whoever wants out, by Esc or the close button; a dialog without it stays until its work is done. */
  onClose?: () => void;
  isOpaque?: boolean;
  children: ComponentChildren;
}

export function Dialog({ title, onClose, isOpaque = false, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();

  useLayoutEffect(() => {
    const dialog = element.current;
    const root = dialog?.getRootNode() as Document | ShadowRoot | undefined;
    const before = root?.activeElement;
    dialog?.showModal();
    // By itself a dialog focuses its first button, which is the one that closes it.
    dialog?.querySelector("h2")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useLayoutEffect(() => {
    // Also where the fields come later than the dialog.
    const dialog = element.current;
    const root = dialog?.getRootNode() as Document | ShadowRoot | undefined;
    if (root?.activeElement?.id === heading) firstOf(dialog)?.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    // Esc that ends an IME composition closes nothing.
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    // Esc closes what is open inside first.
    if (element.current?.querySelector(":popover-open")) return;
    // The browser's own closing cannot be held up a second time: it is not to begin.
    event.preventDefault();
    onClose?.();
  };

  return (
    <dialog
      ref={element}
      class={isOpaque ? "dialog opaque" : "dialog"}
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div class="dialog-head">
        <h2 id={heading} tabIndex={-1}>
          {title}
        </h2>
        {onClose && (
          <button
            type="button"
            class="button plain icon close"
            aria-label={common.close}
            onClick={onClose}
          >
            <span aria-hidden="true">×</span>
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}

interface ConfirmProps {
  title: string;
  message: string;
  confirm: string;
  cancel?: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something is lost. */
export function ConfirmDialog(props: ConfirmProps) {
  const { title, message, confirm, cancel = common.cancel, onConfirm, onCancel } = props;
  return (
    <Dialog title={title} onClose={onCancel}>
      <p class="dialog-body">{message}</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onCancel}>
          {cancel}
        </button>
        <button type="button" class="button danger" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
