/**
 * The text that is not sent yet. It survives Back and a reload in sessionStorage: that ends with the tab, and unlike
 * a history entry, it can be deleted when the session ends. The session hides it while the page is covered.
 */
import { ownerId } from "../api/owner";

export interface Draft {
  to: string;
  /** The sender's ID; undefined for the default one. */
  sender?: string | undefined;
  body: string;
  /** The idempotency key of an attempt without a response. */
  key?: string | undefined;
  /** Whether nothing of it was typed: closing it loses nothing. */
  isUntouched?: boolean | undefined;
}

interface Kept extends Draft {
  user: string | null;
  account: string;
}

const STORED = "textgate:draft";
// For a session that continues after the page was covered.
let kept: Kept | null = null;

// Storage may be disabled: then a draft lives in memory only.
function store(draft: Kept | null): void {
  try {
    if (draft) sessionStorage.setItem(STORED, JSON.stringify(draft));
    else sessionStorage.removeItem(STORED);
  } catch {
    // As above.
  }
}

function stored(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(STORED) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

export function saveDraft(account: string, draft: Draft | null): void {
  kept = draft && { ...draft, user: ownerId(), account };
  store(kept);
}

/** The user's draft for this account. */
export function readDraft(account: string): Draft | null {
  const draft = stored() ?? kept;
  return draft?.user === ownerId() && draft.account === account ? draft : null;
}

/** Whether a reload would show the draft again. */
export const isStored = () => stored() !== null;

/** The session has ended, or belongs to another user. */
export const hideDraft = () => store(null);

/** The same user has signed in again. */
export function showDraft(): void {
  if (kept?.user === ownerId()) store(kept);
}

/** Deletes a draft of another user, for example one from before a reload. */
export function dropForeignDraft(): void {
  const draft = stored();
  if (draft && draft.user !== ownerId()) store(null);
}
