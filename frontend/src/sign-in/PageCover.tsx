/** Covers the page when the session has ended or belongs to another user, and says why. */
import { useLayoutEffect } from "preact/hooks";

import type { Session } from "../api/auth";
import { people } from "../i18n/people";
import { SignInAgain } from "./SignInAgain";
import { UserChanged } from "./UserChanged";

export type Cover =
  | { kind: "over" }
  | { kind: "signed-out" }
  /** Another user has signed in; `name` is null until it is known. */
  | { kind: "changed"; name: string | null };

interface PageCoverProps {
  cover: Cover;
  /** The page's user. */
  user: Session["user"];
  onBack: (session: Session) => void;
}

export function PageCover({ cover, user, onBack }: PageCoverProps) {
  useLayoutEffect(keepOnTop, []);
  if (cover.kind === "changed") return <UserChanged name={cover.name} user={user} onBack={onBack} />;
  const why = cover.kind === "over" ? people.againWhy : people.againSignedOut;
  return <SignInAgain email={user.email} why={why} onBack={onBack} />;
}

/** Keeps the cover on top: a late response may open another dialog above it. */
function keepOnTop(): () => void {
  const observer = new MutationObserver((changes) => {
    const cover = document.querySelector<HTMLDialogElement>("dialog.opaque");
    const isHidden = changes.some(
      ({ target }) => target !== cover && target instanceof HTMLDialogElement && target.open,
    );
    if (!cover || !isHidden) return;
    const focused = cover.contains(document.activeElement) ? document.activeElement : null;
    cover.close();
    cover.showModal();
    if (focused instanceof HTMLElement) focused.focus();
  });
  observer.observe(document, { subtree: true, attributeFilter: ["open"] });
  return () => observer.disconnect();
}
