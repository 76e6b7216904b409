/** A form for business details that shows the server's errors at their fields. */
import type { ComponentChildren } from "preact";

import type { UserErrorsFragment } from "../gql/operations";
import { common } from "../i18n/common";
import { DETAIL, details, type DetailName } from "../i18n/details";
import { ErrorSummary } from "../ui/ErrorSummary";
import { SelectField, TextField, type FieldState } from "../ui/Field";
import { useForm, type Errors, type Refusals } from "../ui/useForm";
import { PLACES, type Values } from "./fields";

// The country codes that the server accepts. US territories have their own codes.
const COUNTRIES = [
  ["", "—"],
  ["US", "United States"],
  ["CA", "Canada"],
  ["PR", "Puerto Rico"],
  ["GU", "Guam"],
  ["VI", "US Virgin Islands"],
  ["AS", "American Samoa"],
  ["MP", "Northern Mariana Islands"],
] as const;

const HINTS: Partial<Record<DetailName, string>> = {
  STATE: details.stateHint,
  WEBSITE: details.websiteHint,
};

interface DetailsFormProps {
  names: readonly DetailName[];
  /** The fields that must not be empty. */
  required: readonly DetailName[];
  initial: Values;
  save: string;
  /** Saves the values; resolves with the server's errors, or an empty list. */
  onSave: (values: Values) => Promise<readonly UserErrorsFragment[]>;
  nameAt: (path: readonly string[]) => DetailName | null;
  onCancel?: () => void;
  children?: ComponentChildren;
}

export function DetailsForm(props: DetailsFormProps) {
  const { names, required, initial, save, onSave, nameAt, onCancel, children } = props;
  const form = useForm<DetailName>({
    initial,
    validate: (values) => {
      const errors: Errors<DetailName> = {};
      for (const name of required) {
        if (names.includes(name) && !values[name].trim()) errors[name] = common.required(DETAIL[name]);
      }
      return errors;
    },
    submit: async (values) => {
      const refused: Refusals<DetailName> = {};
      for (const { field, message } of await onSave(values)) {
        const name = nameAt(field);
        refused[name !== null && names.includes(name) ? name : ""] = message;
      }
      return refused;
    },
  });
  return (
    <form class="stack" noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      {names.map((name) => (
        <DetailField key={name} name={name} field={form.field(name)} required={required.includes(name)} />
      ))}
      {children}
      <div class="row">
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {form.isBusy ? common.saving : save}
        </button>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {common.cancel}
          </button>
        )}
      </div>
    </form>
  );
}

interface DetailFieldProps {
  name: DetailName;
  field: FieldState;
  required: boolean;
}

export function DetailField({ name, field, required }: DetailFieldProps) {
  const shared = { label: DETAIL[name], field, required };
  if (name === "COUNTRY_CODE") return <SelectField {...shared} options={COUNTRIES} />;
  const { autocomplete, inputMode } = PLACES[name];
  return (
    <TextField
      {...shared}
      autocomplete={autocomplete}
      {...(inputMode && { inputMode })}
      hint={HINTS[name]}
    />
  );
}
