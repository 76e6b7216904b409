/** A carrier's rejection reasons, each with the fields to fix. */
import type { ReasonFragment } from "../gql/fragments";
import { DETAIL } from "../i18n/details";
import { list } from "../i18n/format";
import { verifications } from "../i18n/verifications";

export const isFinal = (reasons: readonly ReasonFragment[]) =>
  reasons.some(({ isRetryable }) => !isRetryable);

export function Reasons({ reasons }: { reasons: readonly ReasonFragment[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul class="reasons">
      {reasons.map(({ code, message, fields }) => (
        <li key={code}>
          {message} <span class="muted small">({verifications.code(code)})</span>
          {fields.length > 0 && (
            <p class="small">{verifications.fix(list(fields.map((field) => DETAIL[field])))}</p>
          )}
        </li>
      ))}
      {isFinal(reasons) && <li class="small">{verifications.final}</li>}
    </ul>
  );
}
