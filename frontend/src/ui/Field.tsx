/** A labeled control, with its hint and error linked by ARIA attributes. */
import type { ComponentChildren } from "preact";

export interface FieldState {
  id: string;
  value: string;
  error: string | undefined;
  onValue: (value: string) => void;
}

export interface LabeledProps {
  label: string;
  field: FieldState;
  hint?: ComponentChildren;
  required?: boolean;
}

interface Attributes {
  id: string;
  class: string;
  value: string;
  "aria-describedby": string | undefined;
  "aria-invalid": "true" | undefined;
  "aria-required": "true" | undefined;
}

type Frame = LabeledProps & { children: (attributes: Attributes) => ComponentChildren };

export function Labeled({ label, field, hint, required, children }: Frame) {
  const { id, error, value } = field;
  const describedBy = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class={required ? "label required" : "label"} for={id}>
        {label}
      </label>
      {children({
        id,
        class: "input",
        value,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? "true" : undefined,
        "aria-required": required ? "true" : undefined,
      })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

interface InputProps extends LabeledProps {
  type?: "text" | "email" | "search" | "tel" | "url" | "date";
  autocomplete?: string;
  inputMode?: "text" | "email" | "numeric" | "tel" | "url" | "search";
  maxLength?: number;
  /** Gets the initial focus of a dialog. */
  "data-autofocus"?: boolean;
  /** Handles input instead of storing the value unchanged. */
  onType?: (input: HTMLInputElement) => void;
}

export function TextField({ label, field, hint, required, onType, type, ...rest }: InputProps) {
  return (
    <Labeled label={label} field={field} hint={hint} required={required ?? false}>
      {(attributes) => (
        <input
          // JSX types distinguish inputs by role; these differ only in `type`.
          type={(type ?? "text") as "text"}
          {...rest}
          {...attributes}
          onInput={({ currentTarget }) =>
            onType ? onType(currentTarget) : field.onValue(currentTarget.value)
          }
        />
      )}
    </Labeled>
  );
}

type AreaProps = LabeledProps & { rows?: number; maxLength?: number };

export function TextArea({ label, field, hint, required, ...area }: AreaProps) {
  return (
    <Labeled label={label} field={field} hint={hint} required={required ?? false}>
      {(attributes) => (
        <textarea
          {...area}
          {...attributes}
          onInput={(event) => field.onValue(event.currentTarget.value)}
        />
      )}
    </Labeled>
  );
}

type SelectProps = LabeledProps & { options: readonly (readonly [value: string, label: string])[] };

export function SelectField({ label, field, hint, required, options }: SelectProps) {
  return (
    <Labeled label={label} field={field} hint={hint} required={required ?? false}>
      {(attributes) => (
        <select {...attributes} onChange={(event) => field.onValue(event.currentTarget.value)}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labeled>
  );
}

/** A checkbox. Form values are strings: "yes" or "". */
export function CheckField({ label, field, hint }: Omit<LabeledProps, "required">) {
  const { id, value, onValue } = field;
  return (
    <div class="field">
      <label class="choice" for={id}>
        <input
          type="checkbox"
          id={id}
          checked={value === "yes"}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onValue(event.currentTarget.checked ? "yes" : "")}
        />
        {label}
      </label>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
