/** The pop-up that asks only for the details that verification needs. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import type { MissingInfoProps } from "../composer/ComposerDialog";
import type { Notice } from "../composer/useComposer";
import { AccountDetailsDocument, UpdateBusinessDetailsDocument } from "../gql/details";
import type { DetailsFragment, ReasonFragment } from "../gql/fragments";
import { common } from "../i18n/common";
import { composer } from "../i18n/composer";
import { details, type DetailName } from "../i18n/details";
import { Dialog } from "../ui/Dialog";
import { Waiting } from "../ui/Waiting";
import { DetailsForm } from "./DetailsForm";
import { DetailsList } from "./DetailsList";
import { ACCOUNT_NAMES, inputOf, nameAt, valuesOf } from "./fields";
import { Reasons } from "./Reasons";

export function MissingBusinessInfo(props: MissingInfoProps) {
  const { accountId, reasons, onClose, onSubmitted } = props;
  const query = useQuery(AccountDetailsDocument, { accountId });
  const [done, setDone] = useState<Notice | null>(null);
  const [added, setAdded] = useState<Notice | null>(null);
  const submitted = async (isRequested: boolean) => {
    const added = await onSubmitted();
    if (isRequested) setDone({ tone: "ok", message: details.requested });
    else if (reasons.length > 0) setDone({ tone: "wait", message: details.notRequested });
    else setDone({ tone: "ok", message: details.saved });
    setAdded(added);
  };
  return (
    <Dialog title={composer.update} onClose={onClose}>
      <div class="dialog-body">
        <div class="stack" role="status">
          {[done, added].map((notice) => notice && <p class={`notice ${notice.tone}`}>{notice.message}</p>)}
        </div>
        <Waiting query={query}>
          {({ account }) =>
            account &&
            !done && <MissingInfoForm account={account} reasons={reasons} onSubmitted={submitted} />
          }
        </Waiting>
      </div>
      {done && (
        <div class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {common.close}
          </button>
        </div>
      )}
    </Dialog>
  );
}

interface MissingInfoFormProps {
  account: DetailsFragment;
  reasons: readonly ReasonFragment[];
  onSubmitted: (isRequested: boolean) => Promise<void>;
}

function MissingInfoForm({ account, reasons, onSubmitted }: MissingInfoFormProps) {
  const client = useClient();
  const { missing, effective } = account.businessDetails;
  const usesPartnersWebsite = effective.warnings.some(({ code }) => code === "PARTNER_WEBSITE");
  const isMissing = (name: DetailName) => missing.some((field) => field === name);
  const shownNames = ACCOUNT_NAMES.filter(
    (name) =>
      isMissing(name) ||
      reasons.some(({ fields }) => fields.some((field) => field === name)) ||
      (name === "WEBSITE" && usesPartnersWebsite),
  );
  return (
    <>
      <p>{missing.length > 0 ? details.askMissing : details.askRejected}</p>
      <Reasons reasons={reasons} />
      <p class="muted">{details.invalid}</p>
      <DetailsForm
        names={shownNames}
        required={shownNames.filter(isMissing)}
        initial={valuesOf({ ...account.businessDetails, name: account.name })}
        save={details.save}
        nameAt={nameAt}
        onSave={async (values) => {
          const input = { accountId: account.id, ...inputOf(values, shownNames) };
          const answer = await client.request(UpdateBusinessDetailsDocument, { input });
          const { userErrors, isVerificationRequested } = answer.updateBusinessDetails;
          if (userErrors.length === 0) await onSubmitted(isVerificationRequested);
          return userErrors;
        }}
      >
        {usesPartnersWebsite && <p class="notice wait">{details.partnerWebsite}</p>}
      </DetailsForm>
      <details class="more">
        <summary>{details.showRest}</summary>
        <DetailsList account={account} names={ACCOUNT_NAMES.filter((name) => !isMissing(name))} />
      </details>
    </>
  );
}
