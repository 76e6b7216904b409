/** The composer's address: a parameter of the page below it, so that Back closes it and a reload keeps it open. */
import { navigate } from "../router";
import { saveDraft, type Draft } from "./draft";

export const COMPOSE = "compose";

interface Marked {
  isComposer?: boolean;
}

const mark = () => history.state as Marked | null;

/** Opens the composer, filled with `draft` if given. The draft is not in the URL: servers log URLs. */
export function openComposer(accountId: string, draft?: Partial<Draft>): void {
  if (draft) saveDraft(accountId, { to: "", body: "", ...draft, isUntouched: true });
  const next = new URL(location.href);
  next.searchParams.set(COMPOSE, "sms");
  navigate(next.pathname + next.search, { keepScroll: true, state: { ...mark(), isComposer: true } });
}

export function closeComposer(): void {
  // The address may also come from a link: then there is no page to go back to.
  if (mark()?.isComposer) return history.back();
  const next = new URL(location.href);
  next.searchParams.delete(COMPOSE);
  navigate(next.pathname + next.search, { replace: true });
}
