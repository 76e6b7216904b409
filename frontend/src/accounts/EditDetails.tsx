/** The form for an account's business details. It first asks for what is missing or was rejected. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { DetailsForm } from "../details/DetailsForm";
import { ACCOUNT_NAMES, effectiveValues, inputOf, nameAt, valuesOf, type Values } from "../details/fields";
import { UpdateBusinessDetailsDocument, type UpdateBusinessDetailsMutation } from "../gql/details";
import type { DetailsFragment, ReasonFragment } from "../gql/fragments";
import { account as words } from "../i18n/account";
import { common } from "../i18n/common";
import type { DetailName } from "../i18n/details";
import { useFocusOnMount } from "../ui/focus";

interface EditDetailsProps {
  account: DetailsFragment;
  reasons: readonly ReasonFragment[];
  onClose: () => void;
  onSaved: (result: UpdateBusinessDetailsMutation["updateBusinessDetails"]) => Promise<void>;
}

export function EditDetails({ account, reasons, onClose, onSaved }: EditDetailsProps) {
  const client = useClient();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  // The values from when editing began: a later poll must not overwrite input.
  const [before] = useState({ account, reasons, values: valuesOf({ ...account.businessDetails, name: account.name }) });
  const { missing } = before.account.businessDetails;
  const save = async (values: Values) => {
    // Send only changed fields: stored values may predate today's validation rules.
    const changed = ACCOUNT_NAMES.filter((name) => values[name] !== before.values[name]);
    const input = { accountId: account.id, ...inputOf(values, changed) };
    const { updateBusinessDetails: result } = await client.request(UpdateBusinessDetailsDocument, { input });
    if (result.account && result.userErrors.length === 0) await onSaved(result);
    return result.userErrors;
  };
  return (
    <section class="card form-page" aria-labelledby="edit-details">
      <h2 id="edit-details" ref={heading} tabIndex={-1}>
        {before.reasons.length > 0 ? words.fixDetails : words.editDetails}
      </h2>
      {before.reasons.length > 0 && (
        <div class="notice bad">
          <p>
            {words.rejected}. {words.rejectedNext}
          </p>
        </div>
      )}
      {missing.length > 0 && (
        <div class="notice wait">
          <p>{words.askMissing}</p>
        </div>
      )}
      <p class="muted">{words.editWhy}</p>
      <DetailsForm
        names={ACCOUNT_NAMES}
        required={["BUSINESS_NAME"]}
        initial={before.values}
        reasons={before.reasons}
        missing={missing}
        fallbacks={fallbacksOf(before.account)}
        save={common.save}
        nameAt={nameAt}
        onSave={save}
        onCancel={onClose}
      />
    </section>
  );
}

/** The partner's values, which are submitted where the account has none. */
function fallbacksOf(account: DetailsFragment): Partial<Values> {
  const values = effectiveValues(account);
  const fromPartner = account.businessDetails.effective.origins.filter(({ source }) => source === "PARTNER");
  return Object.fromEntries(fromPartner.map(({ field }) => [field, values[field as DetailName]]));
}
