/** The sign-in form: email address, password, and a code if the server requires one. */
import { useEffect, useState } from "preact/hooks";

import { signIn, type Session } from "../api/auth";
import { ApiError } from "../api/client";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { ErrorSummary } from "../ui/ErrorSummary";
import { TextField } from "../ui/Field";
import { PasswordField } from "../ui/PasswordField";
import { useForm, type Errors } from "../ui/useForm";
import { CodeField } from "./PasswordFields";

type Names = "email" | "password" | "code";

interface SignInFormProps {
  email?: string;
  onSignedIn: (session: Session) => void;
}

export function SignInForm({ email = "", onSignedIn }: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false);
  const form = useForm<Names>({
    initial: { email, password: "", code: "" },
    validate: (values) => {
      const errors: Errors<Names> = {};
      if (!values.email.trim()) errors.email = common.required(people.email);
      if (!values.password) errors.password = common.required(people.password);
      return errors;
    },
    submit: async ({ code, ...credentials }) => {
      try {
        onSignedIn(await signIn(code.trim() ? { ...credentials, code: code.trim() } : credentials));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === "CODE_REQUIRED") {
          // The first time, the field appears without an error.
          if (needsCode) return { code: common.required(people.code) };
          setNeedsCode(true);
          return;
        }
        if (error.code === "INVALID_CREDENTIALS") {
          // The next attempt needs a new code.
          form.set({ code: "" });
          return { "": needsCode ? people.wrongWithCode : people.wrong };
        }
        if (error.code === "TOO_MANY_ATTEMPTS") return { "": people.tooMany };
        throw error;
      }
    },
  });
  const codeId = form.field("code").id;
  useEffect(() => {
    if (needsCode) document.getElementById(codeId)?.focus();
  }, [needsCode, codeId]);
  return (
    <form class="stack" noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      <TextField
        label={people.email}
        field={form.field("email")}
        type="email"
        autocomplete="username"
        required
      />
      <PasswordField
        label={people.password}
        field={form.field("password")}
        autocomplete="current-password"
        {...(email && { "data-autofocus": true })}
        required
      />
      {needsCode && <CodeField field={form.field("code")} />}
      <button type="submit" class="button primary" aria-disabled={form.isBusy}>
        {form.isBusy ? people.signingIn : people.signIn}
      </button>
    </form>
  );
}
