/** Password fields that several forms share, with the attributes that password managers expect. */
import { people } from "../i18n/people";
import { TextField, type FieldState } from "../ui/Field";
import { PasswordField } from "../ui/PasswordField";

/** The field for an authenticator app's code. */
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

/** Fields for a new password and its confirmation. */
export function NewPasswordFields({ label, hint, password, repeat }: NewPasswordProps) {
  const shared = { autocomplete: "new-password", required: true } as const;
  return (
    <>
      <PasswordField {...shared} label={label} field={password} hint={hint} />
      <PasswordField {...shared} label={people.confirmPassword} field={repeat} />
    </>
  );
}
