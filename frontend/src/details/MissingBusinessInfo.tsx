/** The pop-up that asks a practice for what keeps its number from being verified, and for nothing else. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import type { MissingInfoProps } from "../composer/ComposerDialog";
import {
  AccountDetailsDocument,
  UpdateBusinessDetailsDocument,
  type BusinessDetailField,
  type DetailsFragment,
} from "../gql/operations";
import { common } from "../i18n/common";
import { composer } from "../i18n/composer";
import { details, type DetailName } from "../i18n/details";
import { Dialog } from "../ui/Dialog";
import { Waiting } from "../ui/Waiting";
import { DetailsForm } from "./DetailsForm";
import { DetailsList } from "./DetailsList";
import { ACCOUNT_NAMES, inputOf, nameAt, valuesOf } from "./fields";

export function MissingBusinessInfo(props: MissingInfoProps) {
  const { accountId, refused, onClose, onSubmitted } = props;
  const query = useQuery(AccountDetailsDocument, { accountId });
  const [isDone, setIsDone] = useState(false);
  const submitted = () => {
    setIsDone(true);
    onSubmitted();
  };
  return (
    <Dialog title={composer.update} onClose={onClose}>
      <div class="dialog-body">
        <div role="status">{isDone && <p class="notice ok">{details.requested}</p>}</div>
        <Waiting query={query}>
          {({ account }) =>
            account &&
            !isDone && <Ask account={account} refused={refused} onSubmitted={submitted} />
          }
        </Waiting>
      </div>
      {isDone && (
        <div class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {common.close}
          </button>
        </div>
      )}
    </Dialog>
  );
}

interface AskProps {
  account: DetailsFragment;
  refused: readonly BusinessDetailField[];
  onSubmitted: () => void;
}

function Ask({ account, refused, onSubmitted }: AskProps) {
  const client = useClient();
  const { missing, effective } = account.businessDetails;
  const usesPartnersWebsite = effective.warnings.some(({ code }) => code === "PARTNER_WEBSITE");
  const isMissing = (name: DetailName) => missing.some((each) => each === name);
  const asked = ACCOUNT_NAMES.filter(
    (name) =>
      isMissing(name) ||
      refused.some((each) => each === name) ||
      (name === "WEBSITE" && usesPartnersWebsite),
  );
  return (
    <>
      <p>{missing.length > 0 ? details.askMissing : details.askRejected}</p>
      <p class="muted">{details.invalid}</p>
      <DetailsForm
        names={asked}
        required={asked.filter(isMissing)}
        initial={valuesOf({ ...account.businessDetails, name: account.name })}
        save={details.save}
        nameAt={nameAt}
        onSave={async (values) => {
          const input = { accountId: account.id, ...inputOf(values, asked) };
          const answer = await client.ask(UpdateBusinessDetailsDocument, { input });
          const { userErrors } = answer.updateBusinessDetails;
          if (userErrors.length === 0) onSubmitted();
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
