/** The fields of an SMS text: recipient, sender, and message. */
import { useId, useState } from "preact/hooks";

import { composer, shortened, size } from "../i18n/composer";
import { TextArea, TextField } from "../ui/Field";
import { formatTyped } from "./phone";
import { SenderPicker } from "./SenderPicker";
import type { ComposerData } from "./senders";
import { measure } from "./sms";
import type { Composing } from "./useComposer";

interface ComposerFormProps {
  data: ComposerData;
  composing: Composing;
  /** Whether the user may change business details. */
  mayFix: boolean;
}

export function ComposerForm({ data, composing, mayFix }: ComposerFormProps) {
  const { form } = composing;
  const sender = form.field("sender");
  const onPhone = (input: HTMLInputElement) => {
    const typed = formatTyped(input.value, input.selectionStart ?? input.value.length);
    // Set here to restore the caret before the next render.
    input.value = typed.value;
    input.setSelectionRange(typed.caret, typed.caret);
    form.set({ to: typed.value });
  };
  return (
    <>
      <TextField
        label={composer.to}
        field={form.field("to")}
        hint={composing.name ?? composer.toHint}
        type="tel"
        inputMode="tel"
        autocomplete="off"
        required
        data-autofocus
        onType={onPhone}
      />
      <div class="field">
        <span class="label required" id={`${sender.id}-label`}>
          {composer.from}
        </span>
        <SenderPicker
          id={sender.id}
          labelId={`${sender.id}-label`}
          errorId={sender.error && `${sender.id}-error`}
          senders={data.senders}
          value={sender.value}
          onChoose={sender.onValue}
          onAdd={data.may("REQUEST_NUMBERS") ? composing.add : null}
          onFix={
            mayFix
              ? ({ smsNumber }) => composing.openPrompt(smsNumber?.verification?.rejectionReasons)
              : null
          }
        />
        {sender.error && (
          <span class="error" id={`${sender.id}-error`}>
            {sender.error}
          </span>
        )}
      </div>
      <NotYet />
      <TextArea
        label={composer.message}
        field={form.field("body")}
        hint={<Size text={form.values.body} />}
        required
      />
    </>
  );
}

const NOT_YET = [
  [composer.template, composer.templates],
  [composer.form, composer.forms],
] as const;

/** Features that are not enabled for this account; a click shows a note. */
function NotYet() {
  const id = useId();
  const [note, setNote] = useState<string>("");
  return (
    <div class="row">
      {NOT_YET.map(([label, text]) => (
        <button
          key={label}
          type="button"
          class="button"
          aria-expanded={note === text}
          aria-controls={id}
          onClick={() => setNote(note === text ? "" : text)}
        >
          {label}
        </button>
      ))}
      <span id={id} role="status" class="muted small">
        {note}
      </span>
    </div>
  );
}

function Size({ text }: { text: string }) {
  const { segments, left, foreign, each } = measure(text);
  return (
    <>
      {size(segments, left)}
      {foreign.length > 0 && ` · ${shortened(foreign, each)}`}
    </>
  );
}
