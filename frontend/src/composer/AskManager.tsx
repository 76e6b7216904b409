/** Asks the account's administrators to complete or correct its business details. */
import { useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { AskForDetailsDocument } from "../gql/composer";
import { explain } from "../i18n/common";
import { onPages } from "../i18n/composer";

export function AskManager({ accountId }: { accountId: string }) {
  const client = useClient();
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState("");
  const [isDone, setIsDone] = useState(false);
  const ask = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      const { askForDetails } = await client.request(AskForDetailsDocument, { input: { accountId } });
      const [error] = askForDetails.userErrors;
      setResult(error?.message ?? (askForDetails.isNew ? onPages.asked : onPages.askedBefore));
      setIsDone(!error);
    } catch (error) {
      setResult(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", "")));
    }
    setIsBusy(false);
  };
  return (
    <div class="row">
      {!isDone && (
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => void ask()}>
          {isBusy ? onPages.asking : onPages.ask}
        </button>
      )}
      <span role="status">{result}</span>
    </div>
  );
}
