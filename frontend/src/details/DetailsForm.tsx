/** A form for business details that shows the server's errors at their fields. */
import type { ComponentChildren } from "preact";

import type { ReasonFragment, UserErrorsFragment } from "../gql/fragments";
import { common } from "../i18n/common";
import { DETAIL, details, type DetailName } from "../i18n/details";
import { ErrorSummary } from "../ui/ErrorSummary";
import { SelectField, TextField, type FieldState } from "../ui/Field";
import { useForm, type Errors, type Refusals } from "../ui/useForm";
import { PLACES, type Values } from "./fields";

// The country codes that the server accepts. US territories have their own codes.
const COUNTRIES = [
  ["", "Choose a country"],
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

const NEIGHBORS: Partial<Record<DetailName, DetailName>> = {
  BUSINESS_NAME: "LEGAL_NAME",
  WEBSITE: "ALTERNATIVE_WEBSITE",
};

interface DetailsFormProps {
  names: readonly DetailName[];
  /** The fields that must not be empty. */
  required: readonly DetailName[];
  initial: Values;
  /** The carrier's reasons, shown at their fields until these change. */
  reasons?: readonly ReasonFragment[];
  /** Fields that verification needs. The form asks for them first, like for rejected ones. */
  missing?: readonly DetailName[];
  /** The values that are submitted for empty fields. */
  fallbacks?: Partial<Values>;
  save: string;
  /** Saves the values; resolves with the server's errors, or an empty list. */
  onSave: (values: Values) => Promise<readonly UserErrorsFragment[]>;
  nameAt: (path: readonly string[]) => DetailName | null;
  onCancel?: () => void;
  children?: ComponentChildren;
}

export function DetailsForm(props: DetailsFormProps) {
  const { names, required, initial, reasons = [], missing = [], fallbacks = {}, save, onSave, nameAt } = props;
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
  const reasonOf = (name: DetailName) =>
    reasons.find(({ fields }) => fields.some((field) => field === name))?.message;
  const field = (name: DetailName): FieldState => {
    const state = form.field(name);
    const isChanged = state.value.trim() !== initial[name].trim();
    return { ...state, error: state.error ?? (isChanged ? undefined : reasonOf(name)) };
  };
  const first = names.filter((name) => reasonOf(name) || missing.includes(name));
  const hasOthers = first.length > 0 && first.length < names.length;
  // Without the field next to it, a field takes the whole line, so that those below stay in pairs.
  const isAlone = (name: DetailName) => {
    const neighbor = NEIGHBORS[name];
    return neighbor !== undefined && !names.includes(neighbor);
  };
  const fields = (shown: readonly DetailName[]) =>
    shown.map((name) => (
      <div key={name} class={isAlone(name) ? "wide" : undefined}>
        <DetailField
          name={name}
          field={field(name)}
          required={required.includes(name)}
          fallback={fallbacks[name]}
        />
      </div>
    ));
  return (
    <form class="form" noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      {hasOthers && <h3>{details.fixFirst}</h3>}
      {fields(first)}
      {hasOthers && <h3>{details.others}</h3>}
      {fields(names.filter((name) => !first.includes(name)))}
      {props.children}
      <div class="row">
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {form.isBusy ? common.saving : save}
        </button>
        {props.onCancel && (
          <button type="button" class="button" onClick={props.onCancel}>
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
  fallback?: string | undefined;
}

export function DetailField({ name, field, required, fallback }: DetailFieldProps) {
  const shared = { label: DETAIL[name], field, required };
  if (name === "COUNTRY_CODE") return <SelectField {...shared} options={COUNTRIES} />;
  const { autocomplete, inputMode } = PLACES[name];
  return (
    <TextField
      {...shared}
      autocomplete={autocomplete}
      {...(inputMode && { inputMode })}
      hint={fallback ? details.fallback(fallback) : HINTS[name]}
    />
  );
}
