/** The pop-up that asks a practice for what keeps its number from being verified, and for nothing else. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { UpdateBusinessDetailsDocument, type DetailsFragment } from "../gql/operations";
import { common } from "../i18n/common";
import { details, type DetailName } from "../i18n/details";
import { Dialog } from "../ui/Dialog";
import { DetailsForm } from "./DetailsForm";
import { DetailsList } from "./DetailsList";
import { ACCOUNT_NAMES, inputOf, nameAt, valuesOf } from "./fields";

interface MissingBusinessInfoProps {
  account: DetailsFragment;
  /** Fields that the carrier refused, to be mended beside what is missing. */
  refused?: readonly DetailName[];
  mayEdit: boolean;
  onClose: () => void;
  /** Called when what was given is on file; verification has been requested by then. */
  onSubmitted: () => void;
}

export function MissingBusinessInfo(props: MissingBusinessInfoProps) {
  const { account, refused = [], mayEdit, onClose, onSubmitted } = props;
  const client = useClient();
  const [isDone, setIsDone] = useState(false);
  const { missing } = account.businessDetails;
  const usesPartnersWebsite = account.businessDetails.effective.warnings.some(
    ({ code }) => code === "PARTNER_WEBSITE",
  );
  // The ones asked for stay the same while the form is open, whatever it changes.
  const [asked] = useState(() =>
    ACCOUNT_NAMES.filter(
      (name) =>
        missing.includes(name as never) ||
        refused.includes(name) ||
        (name === "WEBSITE" && usesPartnersWebsite),
    ),
  );
  const [needed] = useState(() => asked.filter((name) => missing.includes(name as never)));

  return (
    <Dialog title={details.update} onClose={onClose}>
      <div class="dialog-body">
        <div role="status">{isDone && <p class="notice ok">{details.requested}</p>}</div>
        {!isDone && !mayEdit && <p class="notice wait">{details.cannot}</p>}
        {!isDone && mayEdit && (
          <>
            <p>{missing.length > 0 ? details.askMissing : details.askRejected}</p>
            <p class="muted">{details.invalid}</p>
            <DetailsForm
              names={asked}
              required={needed}
              initial={valuesOf({ ...account.businessDetails, name: account.name })}
              save={details.save}
              nameAt={nameAt}
              onSave={async (values) => {
                const input = { accountId: account.id, ...inputOf(values, asked) };
                const answer = await client.ask(UpdateBusinessDetailsDocument, { input });
                const { userErrors } = answer.updateBusinessDetails;
                if (userErrors.length === 0) {
                  setIsDone(true);
                  onSubmitted();
                }
                return userErrors;
              }}
            >
              {usesPartnersWebsite && <p class="notice wait">{details.partnerWebsite}</p>}
            </DetailsForm>
          </>
        )}
        <details class="more">
          <summary>{details.showRest}</summary>
          <DetailsList account={account} names={ACCOUNT_NAMES.filter((n) => !needed.includes(n))} />
        </details>
      </div>
      {(isDone || !mayEdit) && (
        <div class="dialog-foot">
          <button type="button" class="button primary" data-autofocus onClick={onClose}>
            {common.close}
          </button>
        </div>
      )}
    </Dialog>
  );
}
