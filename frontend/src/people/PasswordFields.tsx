/** Fields that several forms about passwords have, so that password managers know all of them alike. */
import { people } from "../i18n/people";
import { TextField, type FieldState } from "../ui/Field";

/** The code of a second factor. */
export function CodeField({ field }: { field: FieldState }) {
  return (
    <TextField
      label={people.code}
      field={field}
      hint={people.codeHint}
      inputMode="numeric"
      autocomplete="one-time-code"
      required
    />
  );
}

interface NewPasswordProps {
  label: string;
  hint: string;
  password: FieldState;
  repeat: FieldState;
}

/** A new password, twice. */
export function NewPasswordFields({ label, hint, password, repeat }: NewPasswordProps) {
  const shared = { type: "password", autocomplete: "new-password", required: true } as const;
  return (
    <>
      <TextField {...shared} label={label} field={password} hint={hint} />
      <TextField {...shared} label={people.repeat} field={repeat} />
    </>
  );
}
