/** An account's business details: origins, missing fields, warnings, and the edit form. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { DetailsForm } from "../details/DetailsForm";
import { DetailsList } from "../details/DetailsList";
import { ACCOUNT_NAMES, inputOf, nameAt, valuesOf, type Values } from "../details/fields";
import { UpdateBusinessDetailsDocument, type DetailsFragment } from "../gql/operations";
import { account as words } from "../i18n/account";
import { common } from "../i18n/common";
import { useMay } from "../session";
import { Chip } from "../ui/Chip";
import { useFocusOnMount, useFocusOnClose } from "../ui/focus";

interface AccountDetailsProps {
  account: DetailsFragment;
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
  refetch: () => Promise<void>;
}

export function AccountDetails({ account, isEditing, onEdit, refetch }: AccountDetailsProps) {
  const may = useMay();
  const opener = useFocusOnClose(isEditing);
  const [savedMessage, setSavedMessage] = useState<string | null>(null);
  const { isComplete } = account.businessDetails;
  return (
    <section class="card" aria-labelledby="account-details">
      <div class="row spread">
        <div class="row">
          <h2 id="account-details">{words.details}</h2>
          <Chip tone={isComplete ? "ok" : "bad"}>
            {isComplete ? words.isComplete : words.isIncomplete}
          </Chip>
        </div>
        {!isEditing && may("EDIT_ACCOUNTS") && (
          <button
            ref={opener}
            type="button"
            class="button"
            aria-label={words.editDetails}
            onClick={() => {
              setSavedMessage(null);
              onEdit(true);
            }}
          >
            {words.edit}
          </button>
        )}
      </div>
      <div role="status">
        {savedMessage && (
          <div class="notice ok">
            <p>{savedMessage}</p>
          </div>
        )}
      </div>
      {isEditing ? (
        <Edit
          account={account}
          onClose={() => onEdit(false)}
          onSaved={async (after) => {
            await refetch();
            const isReady = after.businessDetails.isComplete;
            setSavedMessage(isReady ? words.detailsComplete : words.detailsSaved);
            onEdit(false);
          }}
        />
      ) : (
        <>
          <p class="muted small">{words.detailsWhy}</p>
          <DetailsList account={account} />
        </>
      )}
    </section>
  );
}

interface EditProps {
  account: DetailsFragment;
  onClose: () => void;
  onSaved: (after: DetailsFragment) => Promise<void>;
}

function Edit({ account, onClose, onSaved }: EditProps) {
  const client = useClient();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  // The values from when editing began: a later poll must not overwrite input.
  const [initial] = useState(() => valuesOf({ ...account.businessDetails, name: account.name }));
  const save = async (values: Values) => {
    // Send only changed fields: stored values may predate today's validation rules.
    const changed = ACCOUNT_NAMES.filter((name) => values[name] !== initial[name]);
    const input = { accountId: account.id, ...inputOf(values, changed) };
    const answer = await client.request(UpdateBusinessDetailsDocument, { input });
    const { userErrors, account: after } = answer.updateBusinessDetails;
    if (after && userErrors.length === 0) await onSaved(after);
    return userErrors;
  };
  return (
    <>
      <h3 ref={heading} tabIndex={-1}>
        {words.editDetails}
      </h3>
      <p class="muted">{words.editWhy}</p>
      <DetailsForm
        names={ACCOUNT_NAMES}
        required={["BUSINESS_NAME"]}
        initial={initial}
        save={common.save}
        nameAt={nameAt}
        onSave={save}
        onCancel={onClose}
      />
    </>
  );
}
