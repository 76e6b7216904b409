/** Two-factor authentication: its state, and the dialogs that turn it on and off. */
import { useState } from "preact/hooks";

import { removeSecondFactor } from "../api/auth";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { profile } from "../i18n/profile";
import { useSession, useViewer } from "../session";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { PasswordField } from "../ui/PasswordField";
import { toast } from "../ui/Toasts";
import { useForm, type Errors } from "../ui/useForm";
import { AddSecondFactor } from "./AddSecondFactor";
import { refusalOf } from "./refusals";
import { CodeField } from "./PasswordFields";

export function SecondFactor() {
  const { user } = useViewer();
  const [isOpen, setIsOpen] = useState(false);
  const isOn = user.hasSecondFactor;
  const done = (message: string) => {
    setIsOpen(false);
    toast(message);
  };
  const Change = isOn ? RemoveDialog : AddSecondFactor;
  return (
    <section class="card" aria-labelledby="second-factor">
      <div class="row">
        <h2 id="second-factor">{profile.secondFactor}</h2>
        <Chip tone={isOn ? "ok" : "none"}>{isOn ? profile.isOn : profile.isOff}</Chip>
      </div>
      <p>{isOn ? profile.onHint : profile.offHint}</p>
      <div>
        <button type="button" class="button" onClick={() => setIsOpen(true)}>
          {isOn ? profile.remove : profile.add}
        </button>
      </div>
      {isOpen && <Change onClose={() => setIsOpen(false)} onDone={done} />}
    </section>
  );
}

interface RemoveDialogProps {
  onClose: () => void;
  onDone: (message: string) => void;
}

type Names = "password" | "code";

function RemoveDialog({ onClose, onDone }: RemoveDialogProps) {
  const { setSession, whileSignedIn } = useSession();
  const form = useForm<Names>({
    initial: { password: "", code: "" },
    validate: ({ password, code }) => {
      const errors: Errors<Names> = {};
      if (!password) errors.password = common.required(people.password);
      if (!code.trim()) errors.code = common.required(people.code);
      return errors;
    },
    submit: async ({ password, code }) => {
      const input = { password, code: code.trim() };
      try {
        const session = await whileSignedIn(() => removeSecondFactor(input));
        onDone(profile.removed);
        setSession(session);
      } catch (error) {
        const { field, message } = refusalOf(error, true);
        return { [field === "code" ? field : ""]: message };
      }
    },
  });
  return (
    <Dialog title={profile.removeTitle} onClose={onClose}>
      <DialogForm form={form} save={profile.removeDo} saving={profile.removing} isDanger onClose={onClose}>
        <p>{profile.removeHint}</p>
        <PasswordField
          label={people.password}
          field={form.field("password")}
          autocomplete="current-password"
          required
        />
        <CodeField field={form.field("code")} />
      </DialogForm>
    </Dialog>
  );
}
