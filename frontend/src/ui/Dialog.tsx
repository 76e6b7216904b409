/** A modal dialog on the native <dialog>, with a heading, initial focus, and a close button. */
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

import { common } from "../i18n/common";

// The initial focus: data-autofocus, else the first field, else the first button in the footer.
const FIRST = [
  "[data-autofocus]",
  "input:not(:disabled), textarea, select, [role=combobox]",
  ".dialog-foot button",
];

function firstOf(dialog: HTMLDialogElement | null): HTMLElement | null {
  for (const selector of FIRST) {
    const element = dialog?.querySelector<HTMLElement>(selector);
    if (element) return element;
  }
  return null;
}

interface DialogProps {
  title: string;
  /** Called on Esc or the close button. Without it, the user cannot dismiss the dialog. */
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
    // The browser would focus the first button, which closes the dialog.
    dialog?.querySelector("h2")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  useLayoutEffect(() => {
    // The fields may render after the dialog.
    const dialog = element.current;
    const root = dialog?.getRootNode() as Document | ShadowRoot | undefined;
    if (root?.activeElement?.id === heading) firstOf(dialog)?.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    // Esc that ends an IME composition must not close the dialog.
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    event.stopPropagation();
    // Esc closes an open popover first.
    if (element.current?.querySelector(":popover-open")) return;
    // Browsers ignore a second preventDefault() on cancel: prevent the keydown instead.
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

/** A confirmation dialog before data is lost. */
export function ConfirmDialog(props: ConfirmProps) {
  const { title, message, confirm, cancel, onConfirm, onCancel } = props;
  return (
    <Dialog title={title} onClose={onCancel}>
      <p class="dialog-body">{message}</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onCancel}>
          {cancel ?? common.cancel}
        </button>
        <button type="button" class="button danger" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
