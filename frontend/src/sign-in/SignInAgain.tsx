/** The sign-in form that covers a page after its session has ended. The page keeps what the user typed. */
import type { Session } from "../api/auth";
import { people } from "../i18n/people";
import { Dialog } from "../ui/Dialog";
import { SignInForm } from "./SignInForm";

interface SignInAgainProps {
  email: string;
  why: string;
  onBack: (session: Session) => void;
}

export function SignInAgain({ email, why, onBack }: SignInAgainProps) {
  return (
    <Dialog title={people.again} isOpaque>
      <div class="dialog-body">
        <p>{why}</p>
        <SignInForm email={email} onSignedIn={onBack} />
        <p>
          <a href="/">{people.anotherUser}</a>
        </p>
      </div>
    </Dialog>
  );
}
