/** The choice between Secure Text and SMS Text, with an explanation of the difference. */
import { useId, useState } from "preact/hooks";

import { composer } from "../i18n/composer";

export type Kind = "SECURE_TEXT" | "SMS_TEXT";

const KINDS: readonly (readonly [Kind, string])[] = [
  ["SECURE_TEXT", composer.secure],
  ["SMS_TEXT", composer.sms],
];

export function KindChoice({ kind, onChoose }: { kind: Kind; onChoose: (kind: Kind) => void }) {
  const id = useId();
  const [isExplained, setIsExplained] = useState(false);
  return (
    <div>
      <div class="row" role="radiogroup" aria-labelledby={`${id}-label`}>
        <span id={`${id}-label`}>{composer.kind}</span>
        {KINDS.map(([value, label]) => (
          <label key={value} class="choice">
            <input
              type="radio"
              name={`${id}-kind`}
              value={value}
              checked={kind === value}
              onChange={() => onChoose(value)}
            />
            {label}
          </label>
        ))}
        <button
          type="button"
          class="link"
          aria-expanded={isExplained}
          aria-controls={`${id}-why`}
          onClick={() => setIsExplained(!isExplained)}
        >
          {composer.difference}
        </button>
      </div>
      <div id={`${id}-why`} role="status">
        {isExplained && (
          <div class="notice">
            <p>{composer.differenceSms}</p>
            <p>{composer.differenceSecure}</p>
          </div>
        )}
      </div>
    </div>
  );
}
