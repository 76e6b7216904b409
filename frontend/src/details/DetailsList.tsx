/** Business details with their origin, missing fields, and warnings about likely rejections. */
import type { DetailsFragment, ReasonFragment } from "../gql/fragments";
import { phone } from "../i18n/format";
import { DETAIL, details, type DetailName } from "../i18n/details";
import { Chip } from "../ui/Chip";
import { ACCOUNT_NAMES, effectiveValues, PLACES } from "./fields";

interface DetailsListProps {
  account: DetailsFragment;
  /** The carrier's reasons, shown at their fields. */
  reasons?: readonly ReasonFragment[];
  /** The fields to show; omit for all fields of an account. */
  names?: readonly DetailName[];
}

export function DetailsList({ account, reasons = [], names = ACCOUNT_NAMES }: DetailsListProps) {
  const { missing, effective } = account.businessDetails;
  const values = effectiveValues(account);
  const isPartners = (name: DetailName) =>
    effective.origins.some(({ field, source }) => field === name && source === "PARTNER");
  const shown = names.filter(
    (name) => values[name] || PLACES[name].isRequired || missing.includes(name as never),
  );
  return (
    <dl class="facts">
      {shown.map((name) => (
        <div key={name} class="fact">
          <dt>{DETAIL[name]}</dt>
          <dd>
            {values[name] ? (
              <>
                {name === "CONTACT_PHONE" ? phone(values[name]) : values[name]}{" "}
                {isPartners(name) && <span class="origin">{details.fromPartner}</span>}
              </>
            ) : (
              <Chip tone="bad">{details.missing}</Chip>
            )}
            {reasons
              .filter(({ fields }) => fields.some((field) => field === name))
              .map(({ code, message }) => (
                <p key={code} class="warning bad">
                  {message}
                </p>
              ))}
            {effective.warnings
              .filter(({ field }) => field === name)
              .map(({ code, message }) => (
                <p key={code} class="warning">
                  {message}
                </p>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
