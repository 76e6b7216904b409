/** The composer on Textgate's own pages: keeps the draft, asks before it is left, and asks for missing details. */
import { useEffect, useRef, useState } from "preact/hooks";

import { MissingBusinessInfo } from "../details/MissingBusinessInfo";
import { composer, onPages } from "../i18n/composer";
import { guardLeaving } from "../router";
import { ConfirmDialog } from "../ui/Dialog";
import { closeComposer } from "./address";
import { AskManager } from "./AskManager";
import "./composer.css";
import { ComposerDialog } from "./ComposerDialog";
import { isStored, readDraft, saveDraft, type Draft } from "./draft";

export function Composer({ accountId }: { accountId: string }) {
  const [initial] = useState(() => readDraft(accountId) ?? undefined);
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const isDirty = useRef(false);
  const isClosing = useRef(false);

  useEffect(() => {
    guardLeaving((go) => {
      if (isDirty.current) setLeave(() => go);
      return isDirty.current;
    });
    const onUnload = (event: Event) => {
      // Hidden after the session has ended: then the page must be free to load another user's.
      if (isDirty.current && isStored()) event.preventDefault();
    };
    addEventListener("beforeunload", onUnload);
    return () => {
      guardLeaving(null);
      removeEventListener("beforeunload", onUnload);
    };
  }, []);

  const onDraft = (draft: Draft | null) => {
    isDirty.current = draft !== null;
    saveDraft(accountId, draft);
  };
  const close = () => {
    // The address changes a moment later; a second click must not go back twice.
    if (isClosing.current) return;
    isClosing.current = true;
    onDraft(null);
    closeComposer();
  };
  return (
    <>
      <ComposerDialog
        accountId={accountId}
        initial={initial}
        MissingInfo={MissingBusinessInfo}
        Ask={AskManager}
        onDraft={onDraft}
        // Also after the dialog has been left: the text must not be sent again.
        onSent={() => onDraft(null)}
        onClose={close}
      />
      {leave && (
        <ConfirmDialog
          title={onPages.leaveTitle}
          message={onPages.leaveHint}
          confirm={onPages.leave}
          cancel={composer.keep}
          onConfirm={() => {
            isDirty.current = false;
            leave();
          }}
          onCancel={() => setLeave(null)}
        />
      )}
    </>
  );
}
