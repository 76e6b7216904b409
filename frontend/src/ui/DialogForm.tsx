/** A form in a dialog: error summary, fields, and buttons. */
import type { ComponentChildren } from "preact";

import { common } from "../i18n/common";
import { ErrorSummary } from "./ErrorSummary";
import type { Form } from "./useForm";

interface DialogFormProps {
  form: Pick<Form<string>, "problems" | "attempt" | "isBusy" | "onSubmit">;
  save?: string;
  saving?: string;
  /** Whether the action is destructive. */
  isDanger?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

export function DialogForm(props: DialogFormProps) {
  const { form, save = common.save, saving = common.saving, isDanger = false } = props;
  return (
    <form noValidate onSubmit={form.onSubmit}>
      <div class="dialog-body">
        <ErrorSummary problems={form.problems} attempt={form.attempt} />
        {props.children}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={props.onClose}>
          {common.cancel}
        </button>
        <button
          type="submit"
          class={isDanger ? "button danger" : "button primary"}
          aria-disabled={form.isBusy}
        >
          {form.isBusy ? saving : save}
        </button>
      </div>
    </form>
  );
}
