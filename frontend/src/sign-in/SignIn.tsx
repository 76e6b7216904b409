/** The sign-in page. */
import { useEffect, useState } from "preact/hooks";

import { people } from "../i18n/people";
import { Link, useSearch } from "../router";
import { useSession } from "../session";
import { Page } from "../ui/Page";
import { SignInForm } from "./SignInForm";

/** The code comes from the URL, so it may be any text. */
const providerError = (code: string) =>
  (Object.hasOwn(people.providerErrors, code) && people.providerErrors[code]) || people.providerRefused;

export function SignIn() {
  const { setSession } = useSession();
  const [search, change] = useSearch();
  // The code of a failed sign-in with an identity provider (docs/identity-providers.md).
  const [code] = useState(search.get("sign-in-error"));
  useEffect(() => change({ "sign-in-error": null }, { replace: true }), []);
  return (
    <Page title={people.signIn}>
      <div class="stack">
        {code && (
          <p class="notice bad" role="alert">
            <span>{providerError(code)}</span>
          </p>
        )}
        <SignInForm onSignedIn={setSession} />
        <p>
          <Link href="/forgot-password">{people.forgot}</Link>
        </p>
      </div>
    </Page>
  );
}
