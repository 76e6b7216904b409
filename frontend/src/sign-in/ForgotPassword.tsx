/** Requests a password reset link. The response is the same for unknown addresses. */
import { useState } from "preact/hooks";

import { requestReset } from "../api/auth";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { Link } from "../router";
import { ErrorSummary } from "../ui/ErrorSummary";
import { TextField } from "../ui/Field";
import { Page } from "../ui/Page";
import { useForm } from "../ui/useForm";
import { Outcome } from "./Outcome";

export function ForgotPassword() {
  const [isMailed, setIsMailed] = useState<boolean | null>(null);
  const form = useForm<"email">({
    initial: { email: "" },
    validate: ({ email }) => (email.trim() ? {} : { email: common.required(people.email) }),
    submit: async ({ email }) => {
      setIsMailed((await requestReset(email.trim())).isMailConfigured);
    },
  });
  if (isMailed === true) {
    return <Outcome title={people.resetSentTitle} text={people.resetSent} href="/" action={people.backToSignIn} />;
  }
  if (isMailed === false) {
    return <Outcome title={people.resetNoMailTitle} text={people.resetNoMail} href="/" action={people.backToSignIn} />;
  }
  return (
    <Page title={people.resetTitle}>
      <form class="stack" noValidate onSubmit={form.onSubmit}>
        <ErrorSummary problems={form.problems} attempt={form.attempt} />
        <TextField
          label={people.email}
          field={form.field("email")}
          hint={people.resetHint}
          type="email"
          autocomplete="username"
          required
        />
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {people.resetSend}
        </button>
        <p>
          <Link href="/">{people.backToSignIn}</Link>
        </p>
      </form>
    </Page>
  );
}
