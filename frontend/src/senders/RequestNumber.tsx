/** A button in a table row that requests a number, or resubmits it. Shows a refusal below. */
import { useRef, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import {
  RequestSmsNumberDocument,
  type BusinessDetailField,
  type ReasonFragment,
  type RequestSmsNumberMutation,
} from "../gql/operations";
import { explain } from "../i18n/common";
import { DETAIL } from "../i18n/details";
import { list } from "../i18n/format";
import { activation } from "../i18n/home";
import { verifications } from "../i18n/verifications";
import { toast } from "../ui/Toasts";

type Result = RequestSmsNumberMutation["requestSmsNumber"];
type Refusal = Exclude<Result, { __typename: "RequestSmsNumberSuccess" }>;

interface RequestNumberProps {
  senderId: string;
  label: string;
  /** The accessible name, which includes the row's subject. */
  name: string;
  /** The message after success. */
  done: string;
  onDone: () => Promise<void>;
}

export function RequestNumber({ senderId, label, name, done, onDone }: RequestNumberProps) {
  const client = useClient();
  const button = useRef<HTMLButtonElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const request = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    setRefusal(null);
    try {
      const answer = await client.request(RequestSmsNumberDocument, { input: { senderId } });
      const result = answer.requestSmsNumber;
      if (result.__typename === "RequestSmsNumberSuccess") {
        toast(done);
        // The button disappears after success: move the focus to the table.
        button.current?.closest<HTMLElement>(".scroll")?.focus();
        await onDone();
      } else setRefusal(result);
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("INTERNAL", String(caught)));
    }
    setIsBusy(false);
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        aria-label={name}
        aria-disabled={isBusy}
        onClick={() => void request()}
      >
        {isBusy ? verifications.requesting : label}
      </button>
      <div role="status" class="own-line">
        {refusal && <RefusalNote refusal={refusal} />}
        {error && (
          <div class="notice bad">
            <p>{explain(error)}</p>
          </div>
        )}
      </div>
    </>
  );
}

function RefusalNote({ refusal }: { refusal: Refusal }) {
  if (refusal.__typename === "SmsNotEnabledError") {
    return (
      <div class="notice bad">
        <p>{activation.short}</p>
      </div>
    );
  }
  if (refusal.__typename !== "BusinessDetailsInsufficientError") {
    return (
      <div class="notice bad">
        <p>{refusal.message}</p>
      </div>
    );
  }
  return (
    <div class="notice bad">
      <strong>{verifications.insufficient}</strong>
      <p>{whatToDo(refusal.missing, refusal.rejectionReasons)}</p>
    </div>
  );
}

/** The row already shows the reasons; this shows what to do. */
function whatToDo(missing: BusinessDetailField[], reasons: ReasonFragment[]): string {
  const named = (fields: BusinessDetailField[]) => list(fields.map((field) => DETAIL[field]));
  if (missing.length > 0) return verifications.missing(named(missing));
  const refused = [...new Set(reasons.flatMap(({ fields }) => fields))];
  return refused.length > 0
    ? verifications.unchangedFields(named(refused))
    : verifications.unchanged;
}
