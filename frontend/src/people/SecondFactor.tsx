/** One's own second factor: whether it is on, and the dialogs that add and remove it. */
import { useState } from "preact/hooks";

import { removeSecondFactor } from "../api/auth";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { profile } from "../i18n/profile";
import { useSession, useViewer } from "../session";
import { Chip } from "../ui/Chip";
import { Dialog } from "../ui/Dialog";
import { ErrorSummary } from "../ui/ErrorSummary";
import { TextField } from "../ui/Field";
import { toast } from "../ui/Toasts";
import { useForm, type Errors } from "../ui/useForm";
import { AddSecondFactor } from "./AddSecondFactor";
import { refusalOf } from "./refusals";

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
    <section class="card narrow" aria-labelledby="second-factor">
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
      const given = { password, code: code.trim() };
      try {
        const session = await whileSignedIn(() => removeSecondFactor(given));
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
      <form noValidate onSubmit={form.onSubmit}>
        <div class="dialog-body">
          <ErrorSummary problems={form.problems} attempt={form.attempt} />
          <p>{profile.removeHint}</p>
          <TextField
            label={people.password}
            field={form.field("password")}
            type="password"
            autocomplete="current-password"
            required
          />
          <TextField
            label={people.code}
            field={form.field("code")}
            hint={people.codeHint}
            inputMode="numeric"
            autocomplete="one-time-code"
            required
          />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {common.cancel}
          </button>
          <button type="submit" class="button danger" aria-disabled={form.isBusy}>
            {form.isBusy ? profile.removing : profile.removeDo}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
