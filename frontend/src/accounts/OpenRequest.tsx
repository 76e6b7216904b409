/** A user's open request for business details, for those who may enter them: who asks, the note, and Dismiss. */
import { useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { CloseAccountRequestDocument } from "../gql/account";
import type { OpenRequestFragment } from "../gql/fragments";
import { account as words } from "../i18n/account";
import { explain } from "../i18n/common";
import { time } from "../i18n/format";
import { Link } from "../router";
import { toast } from "../ui/Toasts";

interface OpenRequestProps {
  request: OpenRequestFragment;
  /** The address of the account's details. */
  base: string;
  refetch: () => Promise<void>;
}

export function OpenRequest({ request, base, refetch }: OpenRequestProps) {
  const client = useClient();
  const [isBusy, setIsBusy] = useState(false);
  const dismiss = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      const { closeAccountRequest } = await client.request(CloseAccountRequestDocument, { input: { id: request.id } });
      const [error] = closeAccountRequest.userErrors;
      toast(error?.message ?? words.requestDismissed, error ? "bad" : "ok");
      await refetch();
    } catch (error) {
      toast(explain(error instanceof ApiError ? error : new ApiError("INTERNAL", String(error))), "bad");
    }
    setIsBusy(false);
  };
  return (
    <section class="notice wait" aria-label={words.request}>
      <strong>{words.asks(request.askedBy)}</strong>
      {request.note && <p>{words.quoted(request.note)}</p>}
      <p class="muted small">{time(request.createdAt)}</p>
      <div class="row">
        <Link class="button primary" href={`${base}/edit`}>
          {words.addDetails}
        </Link>
        <button type="button" class="button" aria-disabled={isBusy} onClick={() => void dismiss()}>
          {words.dismiss}
        </button>
      </div>
    </section>
  );
}
