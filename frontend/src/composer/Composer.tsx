/** The dialog Send a Text Message, for one account. */
import { useEffect, useState } from "preact/hooks";

import { MissingBusinessInfo } from "../details/MissingBusinessInfo";
import { composer } from "../i18n/composer";
import { details } from "../i18n/details";
import { ConfirmDialog, Dialog } from "../ui/Dialog";
import { ErrorSummary } from "../ui/ErrorSummary";
import { Waiting } from "../ui/Waiting";
import { ComposerForm } from "./ComposerForm";
import { KindChoice, type Kind } from "./KindChoice";
import { MessageWay } from "./MessageWay";
import { useComposerData, type ComposerData } from "./senders";
import { useComposer } from "./useComposer";

interface ComposerProps {
  accountId: string;
  onClose: () => void;
  /** Called when a text has been accepted. */
  onSent?: (messageId: string) => void;
}

export function Composer({ accountId, onClose, onSent }: ComposerProps) {
  const query = useComposerData(accountId);
  const [isDirty, setIsDirty] = useState(false);
  const [isLeaving, setIsLeaving] = useState(false);
  const leave = () => (isDirty ? setIsLeaving(true) : onClose());
  return (
    <>
      <Dialog title={composer.title} onClose={leave}>
        <Waiting query={{ ...query, isLoading: false }}>
          {(data) => (
            <Loaded
              data={data}
              refetch={query.refetch}
              onLeave={leave}
              onClose={onClose}
              onDirty={setIsDirty}
              onSent={onSent ?? (() => undefined)}
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
  refetch: () => Promise<void>;
  onLeave: () => void;
  onClose: () => void;
  onDirty: (isDirty: boolean) => void;
  onSent: (messageId: string) => void;
}

function Loaded({ data, refetch, onLeave, onClose, onDirty, onSent }: LoadedProps) {
  const [kind, setKind] = useState<Kind>("SMS_TEXT");
  const composing = useComposer(data, refetch, onSent);
  const { form, notice, sentId, asking } = composing;
  const { account } = data;
  const isDirty = sentId === null && (form.values.to !== "" || form.values.body !== "");
  useEffect(() => onDirty(isDirty), [isDirty]);

  if (sentId) {
    return (
      <>
        <div class="dialog-body">
          <MessageWay messageId={sentId} />
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
              </div>
            )}
          </div>
          <KindChoice kind={kind} onChoose={setKind} />
          {kind === "SECURE_TEXT" && (
            <p class="notice wait" role="status">
              {composer.secureOff}
            </p>
          )}
          {kind === "SMS_TEXT" && !account.businessDetails.isComplete && (
            <div class="notice wait">
              <p>{composer.incomplete}</p>
              <div>
                <button type="button" class="button" onClick={() => composing.ask()}>
                  {details.update}
                </button>
              </div>
            </div>
          )}
          {kind === "SMS_TEXT" && <ComposerForm data={data} composing={composing} />}
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
      {asking && (
        <MissingBusinessInfo
          account={account}
          refused={asking.refused}
          mayEdit={data.may("EDIT_ACCOUNTS")}
          onClose={composing.stopAsking}
          onSubmitted={() => void refetch()}
        />
      )}
    </>
  );
}
