/** A password field with a button that shows the password. */
import { useEffect, useRef, useState } from "preact/hooks";

import { common } from "../i18n/common";
import { Labeled, type LabeledProps } from "./Field";

interface PasswordFieldProps extends LabeledProps {
  autocomplete: "current-password" | "new-password";
  /** Gets the initial focus of a dialog. */
  "data-autofocus"?: boolean;
}

export function PasswordField({ label, field, hint, required, ...rest }: PasswordFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    // Browsers remember what was in a text field of a submitted form.
    const form = input.current?.form;
    const hide = () => setIsShown(false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);
  return (
    <Labeled label={label} field={field} hint={hint} required={required ?? false}>
      {(attributes) => (
        <div class="password">
          <input
            // JSX types distinguish inputs by role; these differ only in `type`.
            type={(isShown ? "text" : "password") as "text"}
            ref={input}
            autocapitalize="none"
            spellcheck={false}
            {...rest}
            {...attributes}
            onInput={(event) => field.onValue(event.currentTarget.value)}
          />
          <button type="button" class="button plain" aria-controls={attributes.id} onClick={() => setIsShown(!isShown)}>
            {isShown ? common.hide : common.show} <span class="hidden">{label}</span>
          </button>
        </div>
      )}
    </Labeled>
  );
}
