/** The dialog "Send a Text Message" for one account, in the app and in the embed. */
import type { ComponentType } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import type { ReasonFragment } from "../gql/fragments";
import { composer } from "../i18n/composer";
import { ConfirmDialog, Dialog } from "../ui/Dialog";
import { ErrorSummary } from "../ui/ErrorSummary";
import { Waiting } from "../ui/Waiting";
import { ComposerForm } from "./ComposerForm";
import { KindChoice, type Kind } from "./KindChoice";
import { MessageProgress } from "./MessageProgress";
import type { Draft } from "./draft";
import { useComposerData, type ComposerData } from "./senders";
import { useComposer, type Notice, type Prefill } from "./useComposer";

export interface MissingInfoProps {
  accountId: string;
  /** The carriers' rejection reasons: the form asks for these fields as well as for missing ones. */
  reasons: readonly ReasonFragment[];
  onClose: () => void;
  /** Called when the details are saved. Resolves with the result of a pending Add Number, or null. */
  onSubmitted: () => Promise<Notice | null>;
}

export interface ComposerDialogProps {
  accountId: string;
  initial?: Prefill | undefined;
  /** The pop-up that asks for missing details; null in the embed, whose users cannot change details. */
  MissingInfo: ComponentType<MissingInfoProps> | null;
  /** Asks the account's administrators for details, for users who may not change them. Not in the embed. */
  Ask?: ComponentType<{ accountId: string }>;
  onClose: () => void;
  /** Called with the text that is not sent yet; null if closing loses nothing. */
  onDraft?: (draft: Draft | null) => void;
  /** Called when the server has accepted a text. */
  onSent: (messageId: string) => void;
}

export function ComposerDialog(props: ComposerDialogProps) {
  const { accountId, initial, MissingInfo, Ask, onClose, onDraft, onSent } = props;
  const query = useComposerData(accountId);
  // A ref, not state: Esc may come before the next render.
  const isDirty = useRef(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => (isDirty.current ? setIsLeaving(true) : onClose());
  return (
    <>
      <Dialog title={composer.title} onClose={leave}>
        <Waiting query={query}>
          {(data) => (
            <Loaded
              data={data}
              MissingInfo={data.may("EDIT_ACCOUNTS") ? MissingInfo : null}
              Ask={Ask}
              refetch={query.refetch}
              onLeave={leave}
              onClose={onClose}
              initial={initial}
              onDraft={(draft) => {
                isDirty.current = draft !== null;
                onDraft?.(draft);
              }}
              onSent={onSent}
            />
          )}
        </Waiting>
      </Dialog>
      {isLeaving && (
        <ConfirmDialog
          title={composer.discardTitle}
          message={composer.discardHint}
          confirm={composer.discard}
          cancel={composer.keep}
          onConfirm={onClose}
          onCancel={() => setIsLeaving(false)}
        />
      )}
    </>
  );
}

interface LoadedProps {
  data: ComposerData;
  MissingInfo: ComponentType<MissingInfoProps> | null;
  Ask: ComposerDialogProps["Ask"];
  refetch: () => Promise<void>;
  onLeave: () => void;
  onClose: () => void;
  initial: Prefill | undefined;
  onDraft: (draft: Draft | null) => void;
  onSent: (messageId: string) => void;
}

function Loaded(props: LoadedProps) {
  const { data, MissingInfo, Ask, refetch, onLeave, onClose, initial, onDraft, onSent } = props;
  const [kind, setKind] = useState<Kind>("SMS_TEXT");
  const composing = useComposer(data, refetch, onSent, initial);
  const { notice, sentId, prompt, form, draft } = composing;
  const { account } = data;
  const ask = Ask && <Ask accountId={account.id} />;
  useLayoutEffect(() => onDraft(draft), [JSON.stringify(draft)]);

  if (sentId) {
    return (
      <>
        <div class="dialog-body">
          <MessageProgress messageId={sentId} />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={composing.startAnother}>
            {composer.another}
          </button>
          <button type="button" class="button primary" onClick={onClose}>
            {composer.done}
          </button>
        </div>
      </>
    );
  }
  return (
    <>
      <form noValidate onSubmit={form.onSubmit}>
        <div class="dialog-body">
          <ErrorSummary problems={form.problems} attempt={form.attempt} />
          <div role="status">
            {notice && (
              <div class={`notice ${notice.tone}`}>
                <p>{notice.message}</p>
                {!MissingInfo && prompt && account.businessDetails.isComplete && ask}
              </div>
            )}
          </div>
          <KindChoice kind={kind} onChoose={setKind} />
          {kind === "SECURE_TEXT" && (
            <p class="notice wait" role="status">
              {composer.secureOff}
            </p>
          )}
          {kind === "SMS_TEXT" && !data.smsEnabled && (
            <p class="notice bad">{composer.notEnabledYet}</p>
          )}
          {kind === "SMS_TEXT" && !account.businessDetails.isComplete && (
            <div class="notice wait">
              <p>{composer.incomplete}</p>
              {MissingInfo ? (
                <div>
                  <button type="button" class="button" onClick={() => composing.openPrompt()}>
                    {composer.update}
                  </button>
                </div>
              ) : (
                <>
                  <p>{composer.cannotUpdate}</p>
                  {ask}
                </>
              )}
            </div>
          )}
          {kind === "SMS_TEXT" && <ComposerForm data={data} composing={composing} mayFix={MissingInfo !== null} />}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onLeave}>
            {composer.discard}
          </button>
          {kind === "SMS_TEXT" && (
            <button type="submit" class="button primary" aria-disabled={form.isBusy}>
              {form.isBusy ? composer.sending : composer.send}
            </button>
          )}
        </div>
      </form>
      {prompt && MissingInfo && (
        <MissingInfo
          accountId={account.id}
          reasons={prompt.reasons}
          onClose={composing.closePrompt}
          onSubmitted={composing.onDetailsSaved}
        />
      )}
    </>
  );
}
