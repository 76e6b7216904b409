/** The sign-in page. */
import { people } from "../i18n/people";
import { Link } from "../router";
import { useSession } from "../session";
import { Page } from "../ui/Page";
import { SignInForm } from "./SignInForm";

export function SignIn() {
  const { setSession } = useSession();
  return (
    <Page title={people.signIn}>
      <div class="stack">
        <SignInForm onSignedIn={setSession} />
        <p>
          <Link href="/forgot-password">{people.forgot}</Link>
        </p>
      </div>
    </Page>
  );
}
