/** The partner's business details, the fallback for its accounts. */
import { useEffect, useState } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import { DetailsForm } from "../details/DetailsForm";
import { inputOf, NAMES, nameAt, valuesOf, type Values } from "../details/fields";
import {
  PartnerDetailsDocument,
  UpdatePartnerBusinessDetailsDocument,
  type PartnerDetailsFragment,
} from "../gql/partner";
import { common } from "../i18n/common";
import { DETAIL } from "../i18n/details";
import { list, phone } from "../i18n/format";
import { partner as words } from "../i18n/partner";
import { closeForm, Link, openedFrom, useAddress } from "../router";
import { useMay } from "../session";
import { Chip } from "../ui/Chip";
import { useFocusOnMount, useFocusOnClose } from "../ui/focus";
import { Page } from "../ui/Page";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { oneLine } from "./address";

// Partners have only one website.
const PARTNER_NAMES = NAMES.filter((name) => name !== "ALTERNATIVE_WEBSITE");
// Keeps "less than a minute ago" up to date.
const POLL_EVERY = 60_000;

const PATH = "/business-details";

export function BusinessDetails() {
  const may = useMay();
  const { pathname } = useAddress();
  const query = useQuery(PartnerDetailsDocument, {}, { pollEvery: POLL_EVERY });
  const isEditing = pathname !== PATH && may("EDIT_PARTNER");
  const opener = useFocusOnClose<HTMLAnchorElement>(isEditing);
  const [saved, setSaved] = useState<PartnerDetailsFragment | null>(null);
  useEffect(() => {
    if (isEditing) setSaved(null);
  }, [isEditing]);
  const edit = query.data && !isEditing && may("EDIT_PARTNER") && (
    <Link ref={opener} class="button primary" href={`${PATH}/edit`} state={openedFrom(PATH)}>
      {words.edit}
    </Link>
  );
  return (
    <Page title={words.title} actions={edit}>
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
              onClose={() => closeForm(PATH)}
              onSaved={async (after) => {
                await query.refetch();
                setSaved(after);
                closeForm(PATH);
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
  const { missing } = partner.businessDetails;
  return (
    <>
      {missing.length > 0 && (
        <div class="notice wait">
          <p>{words.incomplete(list(missing.map((field) => DETAIL[field])))}</p>
        </div>
      )}
      <div class="beside">
        <section class="card" aria-labelledby="vendor">
          <h2 id="vendor">
            <span class="muted">{words.vendor}</span> {partner.name}
          </h2>
          <Facts partner={partner} />
        </section>
        <section class="card" aria-labelledby="use">
          <h2 id="use">{words.use}</h2>
          {words.uses.map((sentence) => (
            <p key={sentence} class="muted">
              {sentence}
            </p>
          ))}
        </section>
      </div>
    </>
  );
}

function Facts({ partner: { businessDetails } }: Partner) {
  const { contact } = businessDetails;
  const facts: [string, string | null][] = [
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
    <section class="card form-page" aria-labelledby="edit-partner">
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
