/** A button that asks for a sender's number and its verification, or for the latter again; a refusal in words. */
import { useRef, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { Reasons } from "../details/Reasons";
import { RequestSmsNumberDocument, type RequestSmsNumberMutation } from "../gql/operations";
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
  /** The button's name, for whoever does not see the row that it stands in. */
  name: string;
  /** Said when it has been done. */
  done: string;
  onDone: () => Promise<void>;
}

export function RequestNumber({ senderId, label, name, done, onDone }: RequestNumberProps) {
  const client = useClient();
  const button = useRef<HTMLButtonElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [error, setError] = useState<ApiError | null>(null);

  const ask = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    setRefusal(null);
    try {
      const answer = await client.ask(RequestSmsNumberDocument, { input: { senderId } });
      const result = answer.requestSmsNumber;
      if (result.__typename === "RequestSmsNumberSuccess") {
        toast(done);
        // With its work done the button goes; reading goes on in the table.
        button.current?.closest<HTMLElement>(".scroll")?.focus();
        await onDone();
      } else setRefusal(result);
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("INTERNAL", String(caught)));
    }
    setIsBusy(false);
  };

  return (
    <div class="cell">
      <button
        ref={button}
        type="button"
        class="button"
        aria-label={name}
        aria-disabled={isBusy}
        onClick={() => void ask()}
      >
        {isBusy ? verifications.asking : label}
      </button>
      <div role="status">
        {refusal && <RefusalNote refusal={refusal} />}
        {error && <p class="notice bad">{explain(error)}</p>}
      </div>
    </div>
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
  if (refusal.__typename === "InvalidInputError") {
    return (
      <div class="notice bad">
        <p>{refusal.message}</p>
      </div>
    );
  }
  const { missing, rejectionReasons } = refusal;
  return (
    <div class="notice bad">
      <strong>{verifications.insufficient}</strong>
      {missing.length > 0 ? (
        <p>{verifications.missing(list(missing.map((field) => DETAIL[field])))}</p>
      ) : (
        <p>{verifications.unchanged}</p>
      )}
      <Reasons reasons={rejectionReasons} />
    </div>
  );
}
