/** Examples of forms and dialogs on the page of all parts. */
import { useState } from "preact/hooks";
import { showcase } from "../i18n/showcase";
import { ConfirmDialog, Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { ErrorSummary } from "../ui/ErrorSummary";
import { CheckField, SelectField, TextArea, TextField } from "../ui/Field";
import { OnceDialog } from "../ui/OnceDialog";
import { PasswordField } from "../ui/PasswordField";
import { useForm } from "../ui/useForm";

export const OPTIONS = [
  ["one", showcase.one],
  ["two", showcase.two],
] as const;

type Names = "name" | "email" | "password" | "kind" | "text" | "isOn";

const useExample = () =>
  useForm<Names>({
    initial: { name: "", email: showcase.email, password: "", kind: "one", text: "", isOn: "yes" },
    validate: ({ name }): Partial<Record<Names, string>> => (name ? {} : { name: showcase.missing }),
    submit: () => Promise.resolve(),
  });

export function Forms() {
  const form = useExample();
  return (
    <form class="card form" noValidate onSubmit={form.onSubmit}>
      <h2>{showcase.forms}</h2>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      <TextField label={showcase.name} field={form.field("name")} required />
      <TextField label={showcase.address} field={form.field("email")} hint={showcase.hint} type="email" />
      <PasswordField label={showcase.password} field={form.field("password")} autocomplete="new-password" />
      <SelectField label={showcase.status} field={form.field("kind")} options={OPTIONS} />
      <CheckField label={showcase.check} field={form.field("isOn")} />
      <div class="wide">
        <TextArea label={showcase.text} field={form.field("text")} />
      </div>
      <div class="row">
        <button type="submit" class="button primary">
          {showcase.primary}
        </button>
      </div>
    </form>
  );
}

export function Dialogs() {
  const form = useExample();
  const [opened, setOpened] = useState<"form" | "confirm" | "secret" | null>(null);
  const close = () => setOpened(null);
  return (
    <section class="card" aria-labelledby="ui-dialogs">
      <h2 id="ui-dialogs">{showcase.dialogs}</h2>
      <div class="row">
        <button type="button" class="button" onClick={() => setOpened("form")}>
          {showcase.dialogForm}
        </button>
        <button type="button" class="button" onClick={() => setOpened("confirm")}>
          {showcase.dialogConfirm}
        </button>
        <button type="button" class="button" onClick={() => setOpened("secret")}>
          {showcase.secretDialog}
        </button>
      </div>
      {opened === "form" && (
        <Dialog title={showcase.dialogForm} onClose={close}>
          <DialogForm form={form} onClose={close}>
            <TextField label={showcase.name} field={form.field("name")} required />
          </DialogForm>
        </Dialog>
      )}
      {opened === "confirm" && (
        <ConfirmDialog
          title={showcase.dialogConfirm}
          message={showcase.notice}
          confirm={showcase.danger}
          onConfirm={close}
          onCancel={close}
        />
      )}
      {opened === "secret" && (
        <OnceDialog
          title={showcase.secretDialog}
          label={showcase.secretLabel}
          secret={showcase.secret}
          warning={showcase.secretWarning}
          onDone={close}
        />
      )}
    </section>
  );
}
