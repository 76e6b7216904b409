/** The dialog that asks before numbers are requested, or submitted again, and explains refusals. */
import { useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { RequestSmsNumbersDocument, type RequestSmsNumbersMutation } from "../gql/account";
import { common, explain } from "../i18n/common";
import { DETAIL } from "../i18n/details";
import { list } from "../i18n/format";
import { activation } from "../i18n/home";
import { requests } from "../i18n/requests";
import { verifications } from "../i18n/verifications";
import { Link } from "../router";
import { useMay } from "../session";
import { Dialog } from "../ui/Dialog";
import { toast } from "../ui/Toasts";

type Result = RequestSmsNumbersMutation["requestSmsNumbers"]["results"][number];

export interface NumberRequest {
  kind: "add" | "resubmit";
  /** Senders of one account. */
  senders: readonly { id: string; name: string }[];
}

interface RequestDialogProps extends NumberRequest {
  /** The address of the form for the account's details. */
  fixHref: string;
  onClose: () => void;
  onDone: () => Promise<void>;
}

const MAX_NAMED = 5;
// Codes of refusals that have more to say than their message.
const NOT_ACTIVATED = 4015;
const INSUFFICIENT = 4039;

export function RequestDialog({ kind, senders, fixHref, onClose, onDone }: RequestDialogProps) {
  const client = useClient();
  const may = useMay();
  const words = requests[kind];
  const [isBusy, setIsBusy] = useState(false);
  const [refusals, setRefusals] = useState<Refusal[]>([]);
  const [error, setError] = useState<ApiError | null>(null);

  const request = async () => {
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    try {
      const senderIds = senders.map(({ id }) => id);
      const answer = await client.request(RequestSmsNumbersDocument, { input: { senderIds } });
      const { results, userErrors } = answer.requestSmsNumbers;
      if (userErrors[0]) throw new ApiError("INVALID", userErrors[0].message);
      const namesOf = (isRefused: boolean) =>
        senders.filter((_, index) => (results[index]?.outcome === "REFUSED") === isRefused).map(({ name }) => name);
      const [done, refused] = [namesOf(false), namesOf(true)];
      if (done.length > 0) toast(words.done(list(few(done))));
      if (refused.length === 0) onClose();
      else setRefusals(refusalsOf(results, senders));
      if (done.length > 0) await onDone();
    } catch (caught) {
      setError(caught instanceof ApiError ? caught : new ApiError("INTERNAL", String(caught)));
    }
    setIsBusy(false);
  };

  const isOver = refusals.length > 0;
  const isFixable = refusals.some(({ code }) => code === INSUFFICIENT) && may("EDIT_ACCOUNTS");
  return (
    <Dialog title={words.title(senders.length, senders[0]?.name ?? "")} onClose={onClose}>
      <div class="dialog-body">
        <div class="stack" role="status">
          {refusals.map((refusal) => (
            <RefusalNote key={refusal.message} refusal={refusal} isNamed={senders.length > 1} />
          ))}
          {error && (
            <div class="notice bad">
              <p>{explain(error)}</p>
            </div>
          )}
        </div>
        {!isOver && <Consequences kind={kind} names={senders.map(({ name }) => name)} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {isOver ? common.close : common.cancel}
        </button>
        {isFixable && (
          <Link class="button primary" href={fixHref}>
            {verifications.fixLink}
          </Link>
        )}
        {!isOver && (
          <button
            type="button"
            class="button primary"
            data-autofocus
            aria-disabled={isBusy}
            onClick={() => void request()}
          >
            {isBusy ? verifications.requesting : words.submit(senders.length)}
          </button>
        )}
      </div>
    </Dialog>
  );
}

const few = (names: readonly string[]) =>
  names.length <= MAX_NAMED + 1
    ? [...names]
    : [...names.slice(0, MAX_NAMED), requests.others(names.length - MAX_NAMED)];

function Consequences({ kind, names }: { kind: NumberRequest["kind"]; names: readonly string[] }) {
  return (
    <>
      {names.length > 1 && <p>{list(few(names))}</p>}
      <ul class="bullets">
        {requests[kind].consequences.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="muted small">{requests.who}</p>
    </>
  );
}

interface Refusal {
  code: number | null;
  message: string;
  names: string[];
}

/** The refusals, each with the senders that it concerns. */
function refusalsOf(results: readonly Result[], senders: NumberRequest["senders"]): Refusal[] {
  const refusals = new Map<string, Refusal>();
  results.forEach((result, index) => {
    if (result.outcome !== "REFUSED") return;
    const message = whatToDo(result);
    const refusal = refusals.get(message) ?? { code: result.code, message, names: [] };
    refusal.names.push(senders[index]?.name ?? "");
    refusals.set(message, refusal);
  });
  return [...refusals.values()];
}

function whatToDo({ code, message, missing, rejectionReasons }: Result): string {
  if (code === NOT_ACTIVATED) return activation.short;
  if (code !== INSUFFICIENT) return message ?? "";
  const named = (fields: Result["missing"]) => list(fields.map((field) => DETAIL[field]));
  if (missing.length > 0) return verifications.missing(named(missing));
  const refused = [...new Set(rejectionReasons.flatMap(({ fields }) => fields))];
  return refused.length > 0 ? verifications.unchangedFields(named(refused)) : verifications.unchanged;
}

function RefusalNote({ refusal, isNamed }: { refusal: Refusal; isNamed: boolean }) {
  const { code, message, names } = refusal;
  return (
    <div class="notice bad">
      {isNamed && <strong>{list(few(names))}</strong>}
      {code === INSUFFICIENT && <p>{verifications.insufficient}</p>}
      <p>{message}</p>
    </div>
  );
}
