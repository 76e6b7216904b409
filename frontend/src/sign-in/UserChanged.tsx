/** Covers a page after another user has signed in. The page's requests stay unsent. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Session } from "../api/auth";
import { people } from "../i18n/people";
import { Dialog } from "../ui/Dialog";
import { SignInForm } from "./SignInForm";

interface UserChangedProps {
  /** The user who is signed in now; null until it is known. */
  name: string | null;
  /** The page's user. */
  user: Session["user"];
  onBack: (session: Session) => void;
}

export function UserChanged({ name, user, onBack }: UserChangedProps) {
  const [isSigningIn, setIsSigningIn] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The focused button is gone.
    if (isSigningIn) body.current?.querySelector<HTMLElement>("input[type=password]")?.focus();
  }, [isSigningIn]);
  return (
    <Dialog title={people.changed} isOpaque>
      <div ref={body} class="dialog-body">
        <p>{people.changedWhy(name, user.name)}</p>
        <p>{people.changedSafe(name, user.name)}</p>
        {isSigningIn && <SignInForm email={user.email} onSignedIn={onBack} />}
      </div>
      <div class="dialog-foot">
        {!isSigningIn && (
          <button type="button" class="button" onClick={() => setIsSigningIn(true)}>
            {people.signInAs(user.name)}
          </button>
        )}
        <button
          type="button"
          class={isSigningIn ? "button" : "button primary"}
          onClick={() => location.assign("/")}
        >
          {people.continueAs(name)}
        </button>
      </div>
    </Dialog>
  );
}
