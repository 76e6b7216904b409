/** The page behind an invitation or reset link. The token is in the fragment, which browsers do not send. */
import { useState } from "preact/hooks";

import { setPassword } from "../api/auth";
import { ApiError } from "../api/client";
import { common } from "../i18n/common";
import { people } from "../i18n/people";
import { Link } from "../router";
import { ErrorSummary } from "../ui/ErrorSummary";
import { Page } from "../ui/Page";
import { useForm, type Errors } from "../ui/useForm";
import { Outcome } from "./Outcome";
import { NewPasswordFields } from "./PasswordFields";

type Names = "password" | "repeat";

export function SetPassword() {
  const [token] = useState(() => {
    const fragment = location.hash.slice(1);
    // Remove the token from the history of a shared browser.
    history.replaceState(null, "", location.pathname);
    return fragment;
  });
  const [outcome, setOutcome] = useState<"open" | "set" | "over">("open");
  const form = useForm<Names>({
    initial: { password: "", repeat: "" },
    validate: ({ password, repeat }) => {
      const errors: Errors<Names> = {};
      if (!password) errors.password = common.required(people.newPassword);
      if (password !== repeat) errors.repeat = people.mismatch;
      return errors;
    },
    submit: async ({ password }) => {
      try {
        await setPassword(token, password);
        setOutcome("set");
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.code === "LINK_EXPIRED") setOutcome("over");
        else if (error.code === "INVALID_PASSWORD") return { password: error.message };
        else throw error;
      }
    },
  });
  if (outcome === "set") {
    return <Outcome title={people.passwordSetTitle} text={people.passwordSet} href="/" action={people.signIn} />;
  }
  if (outcome === "over") {
    const { linkExpiredTitle, linkExpired, requestLink } = people;
    return <Outcome title={linkExpiredTitle} text={linkExpired} href="/forgot-password" action={requestLink} />;
  }
  if (!token) {
    const { linkIncompleteTitle, linkIncomplete, backToSignIn } = people;
    return <Outcome title={linkIncompleteTitle} text={linkIncomplete} href="/" action={backToSignIn} />;
  }
  return (
    <Page title={people.choose}>
      <form class="stack" noValidate onSubmit={form.onSubmit}>
        <ErrorSummary problems={form.problems} attempt={form.attempt} />
        <NewPasswordFields
          label={people.newPassword}
          hint={people.chooseHint}
          password={form.field("password")}
          repeat={form.field("repeat")}
        />
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {people.setPassword}
        </button>
        <p>
          <Link href="/">{people.backToSignIn}</Link>
        </p>
      </form>
    </Page>
  );
}
