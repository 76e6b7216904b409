/** An account's business details with what the carrier rejected, other facts, and the forms that edit them. */
import { useEffect, useState } from "preact/hooks";

import { DetailsList } from "../details/DetailsList";
import { Reasons } from "../details/Reasons";
import type { AccountQuery } from "../gql/account";
import type { UpdateBusinessDetailsMutation } from "../gql/details";
import { account as words } from "../i18n/account";
import { DETAIL } from "../i18n/details";
import { list } from "../i18n/format";
import { closeForm, Link, openedFrom } from "../router";
import { useMay } from "../session";
import { useFocusOnClose } from "../ui/focus";
import { AccountFacts } from "./AccountFacts";
import { DetailsChip, reasonsToFix } from "./DetailsChip";
import { EditDetails } from "./EditDetails";

type Data = NonNullable<AccountQuery["account"]>;

interface AccountDetailsProps {
  account: Data;
  /** The open form: "edit" for the business details, "account" for the other facts. */
  form: string | undefined;
  /** The address of this tab. */
  base: string;
  refetch: () => Promise<void>;
}

interface Saved {
  tone: "ok" | "wait";
  message: string;
}

export function AccountDetails({ account, form, base, refetch }: AccountDetailsProps) {
  const may = useMay();
  const reasons = reasonsToFix(account);
  const isEditing = form === "edit" && may("EDIT_ACCOUNTS");
  const opener = useFocusOnClose<HTMLAnchorElement>(isEditing);
  const [saved, setSaved] = useState<Saved | null>(null);
  useEffect(() => {
    if (isEditing) setSaved(null);
  }, [isEditing]);
  const close = () => closeForm(base);
  return (
    <>
      <div role="status">
        {saved && (
          <div class={`notice ${saved.tone}`}>
            <p>{saved.message}</p>
          </div>
        )}
      </div>
      {isEditing ? (
        <EditDetails
          account={account}
          reasons={reasons}
          onClose={close}
          onSaved={async (result) => {
            await refetch();
            setSaved(savedMessage(result, reasons.length > 0));
            close();
          }}
        />
      ) : (
        <div class="beside">
          <section class="card" aria-labelledby="account-details">
            <div class="row spread">
              <div class="row">
                <h2 id="account-details">{words.details}</h2>
                <DetailsChip account={account} />
              </div>
              {may("EDIT_ACCOUNTS") && (
                <Link
                  ref={opener}
                  class={reasons.length > 0 ? "button primary" : "button"}
                  href={`${base}/edit`}
                  state={openedFrom(base)}
                  aria-label={reasons.length > 0 ? words.fixDetails : words.editDetails}
                >
                  {reasons.length > 0 ? words.fixDetails : words.edit}
                </Link>
              )}
            </div>
            {reasons.length > 0 && <Rejected reasons={reasons} />}
            <p class="muted small">{words.detailsWhy}</p>
            <DetailsList account={account} reasons={reasons} />
          </section>
          <AccountFacts account={account} base={base} isEditing={form === "account"} refetch={refetch} />
        </div>
      )}
    </>
  );
}

export function Rejected({ reasons }: { reasons: ReturnType<typeof reasonsToFix> }) {
  return (
    <div class="notice bad">
      <strong>{words.rejected}</strong>
      <Reasons reasons={reasons} />
      <p>{words.rejectedNext}</p>
    </div>
  );
}

function savedMessage(
  { isVerificationRequested, account }: UpdateBusinessDetailsMutation["updateBusinessDetails"],
  wasRejected: boolean,
): Saved {
  const missing = account?.businessDetails.missing ?? [];
  if (isVerificationRequested) {
    const message = wasRejected ? words.verificationRequestedAgain : words.verificationRequested;
    return { tone: "ok", message };
  }
  if (missing.length > 0) {
    return { tone: "wait", message: words.stillMissing(list(missing.map((field) => DETAIL[field]))) };
  }
  if (wasRejected) return { tone: "wait", message: words.verificationNotRequested };
  return { tone: "ok", message: words.detailsComplete };
}
