/** The partner's business details, the fallback for its accounts. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import { DetailsForm } from "../details/DetailsForm";
import { inputOf, NAMES, nameAt, valuesOf, type Values } from "../details/fields";
import {
  PartnerDetailsDocument,
  UpdatePartnerBusinessDetailsDocument,
  type PartnerDetailsFragment,
} from "../gql/operations";
import { common } from "../i18n/common";
import { DETAIL } from "../i18n/details";
import { list, phone } from "../i18n/format";
import { partner as words } from "../i18n/partner";
import { useMay } from "../session";
import { Chip } from "../ui/Chip";
import { useFocusOnMount, useFocusOnClose } from "../ui/focus";
import { Page } from "../ui/Page";
import { Table } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { oneLine } from "./address";

// Partners have only one website.
const PARTNER_NAMES = NAMES.filter((name) => name !== "ALTERNATIVE_WEBSITE");
// Keeps "less than a minute ago" up to date.
const POLL_EVERY = 60_000;

export function BusinessDetails() {
  const may = useMay();
  const query = useQuery(PartnerDetailsDocument, {}, { pollEvery: POLL_EVERY });
  const [isEditing, setIsEditing] = useState(false);
  const opener = useFocusOnClose(isEditing);
  const [saved, setSaved] = useState<PartnerDetailsFragment | null>(null);
  return (
    <Page
      title={words.title}
      actions={
        query.data &&
        !isEditing &&
        may("EDIT_PARTNER") && (
          <button
            ref={opener}
            type="button"
            class="button primary"
            onClick={() => {
              setSaved(null);
              setIsEditing(true);
            }}
          >
            {words.edit}
          </button>
        )
      }
    >
      <div role="status">
        {saved && (
          <div class="notice ok">
            <p>{words.saved(saved.name)}</p>
          </div>
        )}
      </div>
      <Waiting query={query}>
        {({ viewer: { partner } }) =>
          isEditing ? (
            <Edit
              partner={partner}
              onClose={() => setIsEditing(false)}
              onSaved={async (after) => {
                await query.refetch();
                setSaved(after);
                setIsEditing(false);
              }}
            />
          ) : (
            <Shown partner={partner} />
          )
        }
      </Waiting>
    </Page>
  );
}

type Partner = { partner: PartnerDetailsFragment };

function Shown({ partner }: Partner) {
  const { businessDetails } = partner;
  return (
    <>
      {businessDetails.missing.length > 0 && (
        <div class="notice wait">
          <p>{words.incomplete(list(businessDetails.missing.map((field) => DETAIL[field])))}</p>
        </div>
      )}
      <div class="stack">
        <Table
          label={words.table}
          rows={[partner]}
          rowKey={({ id }) => id}
          columns={[
            { label: words.vendor, cell: ({ name }) => name, isHeader: true },
            { label: words.details, isWide: true, cell: () => <Facts partner={partner} /> },
          ]}
        />
        <p class="muted small">{words.footnote}</p>
      </div>
    </>
  );
}

function Facts({ partner: { businessDetails } }: Partner) {
  const { contact } = businessDetails;
  const facts: [string, string | null, boolean?][] = [
    [words.name, businessDetails.name],
    [words.legalName, businessDetails.legalName],
    [words.address, oneLine(businessDetails.address) || null],
    [words.website, businessDetails.website],
    [words.contactFirstName, contact.firstName],
    [words.contactLastName, contact.lastName],
    [words.contactEmail, contact.email],
    [words.contactPhone, contact.phone && phone(contact.phone)],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label} class="fact">
          <dt>{label}</dt>
          <dd>{value ?? <Chip tone="bad">{words.missing}</Chip>}</dd>
        </div>
      ))}
      <div class="fact">
        <dt>{words.lastUpdated}</dt>
        <dd>{businessDetails.updatedAt ? <Time at={businessDetails.updatedAt} /> : words.never}</dd>
      </div>
    </dl>
  );
}

interface EditProps extends Partner {
  onClose: () => void;
  onSaved: (after: PartnerDetailsFragment) => Promise<void>;
}

function Edit({ partner, onClose, onSaved }: EditProps) {
  const client = useClient();
  const heading = useFocusOnMount<HTMLHeadingElement>();
  const [initial] = useState(() => valuesOf({ ...partner.businessDetails }));
  const save = async (values: Values) => {
    // Send only changed fields: stored values may predate today's validation rules.
    const changed = PARTNER_NAMES.filter((name) => values[name] !== initial[name]);
    const answer = await client.request(UpdatePartnerBusinessDetailsDocument, {
      input: partnerInput(inputOf(values, changed)),
    });
    const { userErrors, partner: after } = answer.updatePartnerBusinessDetails;
    if (after && userErrors.length === 0) await onSaved(after);
    return userErrors;
  };
  return (
    <section class="card narrow" aria-labelledby="edit-partner">
      <h2 id="edit-partner" ref={heading} tabIndex={-1}>
        {words.editTitle(partner.name)}
      </h2>
      <p class="muted">{words.editWhy}</p>
      <DetailsForm
        names={PARTNER_NAMES}
        required={[]}
        initial={initial}
        save={common.save}
        nameAt={(path) => (path.join() === "name" ? "BUSINESS_NAME" : nameAt(path))}
        onSave={save}
        onCancel={onClose}
      />
    </section>
  );
}

/** A partner's name is labeled "Name"; an account's is labeled "Business name". */
function partnerInput(input: object): object {
  const { businessName, ...rest } = input as { businessName?: string | null };
  return businessName === undefined ? rest : { name: businessName, ...rest };
}
