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

export function ForgotPassword() {
  const [outcome, setOutcome] = useState<"open" | "mailed" | "noMail">("open");
  const form = useForm<"email">({
    initial: { email: "" },
    validate: ({ email }) => (email.trim() ? {} : { email: common.required(people.email) }),
    submit: async ({ email }) => {
      const { isMailConfigured } = await requestReset(email.trim());
      setOutcome(isMailConfigured ? "mailed" : "noMail");
    },
  });
  return (
    <Page title={people.resetTitle}>
      <div class="stack">
        <div role="status">
          {outcome === "mailed" && <p class="notice ok">{people.resetSent}</p>}
          {outcome === "noMail" && <p class="notice wait">{people.resetNoMail}</p>}
        </div>
        {outcome === "open" && (
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
          </form>
        )}
        <p>
          <Link href="/">{people.backToSignIn}</Link>
        </p>
      </div>
    </Page>
  );
}
