/** Changes the user's own password; requires the current one and, with two-factor on, a code. */
import { useState } from "preact/hooks";

import { changePassword } from "../api/auth";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { profile } from "../i18n/profile";
import { useSession, useViewer } from "../session";
import { ErrorSummary } from "../ui/ErrorSummary";
import { PasswordField } from "../ui/PasswordField";
import { toast } from "../ui/Toasts";
import { useForm, type Errors } from "../ui/useForm";
import { refusalOf } from "./refusals";
import { CodeField, NewPasswordFields } from "./PasswordFields";

type Names = "currentPassword" | "newPassword" | "repeat" | "code";

export function OwnPassword() {
  const [round, setRound] = useState(0);
  return (
    <section class="card" aria-labelledby="password">
      <h2 id="password" tabIndex={-1}>
        {profile.password}
      </h2>
      <PasswordForm
        // Reset the form: passwords must not stay in it.
        key={round}
        onDone={() => {
          setRound(round + 1);
          document.getElementById("password")?.focus();
          toast(profile.passwordChanged);
        }}
      />
    </section>
  );
}

function PasswordForm({ onDone }: { onDone: () => void }) {
  const { user } = useViewer();
  const { setSession, whileSignedIn } = useSession();
  const needsCode = user.hasSecondFactor;
  const form = useForm<Names>({
    initial: { currentPassword: "", newPassword: "", repeat: "", code: "" },
    validate: (values) => {
      const errors: Errors<Names> = {};
      const { currentPassword, newPassword, repeat, code } = values;
      if (!currentPassword) errors.currentPassword = common.required(profile.currentPassword);
      if (!newPassword) errors.newPassword = common.required(profile.newPassword);
      if (newPassword !== repeat) errors.repeat = people.mismatch;
      if (needsCode && !code.trim()) errors.code = common.required(people.code);
      return errors;
    },
    submit: async ({ currentPassword, newPassword, code }) => {
      const input = { currentPassword, newPassword, ...(needsCode && { code: code.trim() }) };
      try {
        setSession(await whileSignedIn(() => changePassword(input)));
      } catch (error) {
        const { field, message } = refusalOf(error, needsCode);
        // A code works only once, even if the request was refused.
        form.set({ code: "" });
        const fieldNames = { password: "currentPassword", newPassword: "newPassword", code: "code" };
        return { [field in fieldNames ? fieldNames[field as keyof typeof fieldNames] : ""]: message };
      }
      onDone();
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.onSubmit}>
      <p class="hint">{profile.passwordHint}</p>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      {/* Password managers read the user name from this field. */}
      <input type="email" class="hidden" autocomplete="username" value={user.email} readOnly hidden />
      <PasswordField
        label={profile.currentPassword}
        field={form.field("currentPassword")}
        autocomplete="current-password"
        required
      />
      <NewPasswordFields
        label={profile.newPassword}
        hint={profile.newPasswordHint(needsCode ? 8 : 15)}
        password={form.field("newPassword")}
        repeat={form.field("repeat")}
      />
      {needsCode && <CodeField field={form.field("code")} />}
      <div>
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {form.isBusy ? profile.changing : profile.changePassword}
        </button>
      </div>
    </form>
  );
}
