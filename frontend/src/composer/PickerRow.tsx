/** One location or queue in the picker, with a radio button, Add Number, or a link to fix its details. */
import { useId, useState } from "preact/hooks";

import { composer, picker } from "../i18n/composer";
import { phone } from "../i18n/format";
import { NumberChip } from "../ui/Chip";
import { isApproved, type Sender } from "./senders";

/** "Dublin: (219) 555-0114", "Columbus: Number Pending", "Powell: No Number". A long name is truncated, the
 * number never. */
export function SenderName({ sender: { name, smsNumber } }: { sender: Sender }) {
  return (
    <span class="picker-name">
      <span>{name}</span>
      <span>: {numberOf(smsNumber)}</span>
    </span>
  );
}

function numberOf(number: Sender["smsNumber"]): string {
  if (!number) return picker.none;
  if (number.status === "PENDING" || !number.phoneNumber) return picker.pending;
  return phone(number.phoneNumber);
}

interface PickerRowProps {
  sender: Sender;
  group: string;
  isChecked: boolean;
  onChoose: (senderId: string) => void;
  onDone: () => void;
  onAdd: ((sender: Sender) => Promise<void>) | null;
  onFix: ((sender: Sender) => void) | null;
}

export function PickerRow(props: PickerRowProps) {
  const { sender, group, isChecked, onChoose, onDone, onAdd, onFix } = props;
  const why = useId();
  const number = sender.smsNumber;
  const reasons = number?.status === "REJECTED" ? (number.verification?.rejectionReasons ?? []) : [];

  if (!number) {
    return (
      <div class="picker-row">
        <SenderName sender={sender} />
        {onAdd && <AddNumber sender={sender} onAdd={onAdd} />}
      </div>
    );
  }
  return (
    <div class="picker-row">
      <label class="picker-label">
        <input
          type="radio"
          name={group}
          value={sender.id}
          checked={isChecked}
          disabled={!isApproved(sender)}
          aria-describedby={reasons.length > 0 ? why : undefined}
          onChange={() => onChoose(sender.id)}
          // Arrow keys fire clicks, too. Only a pointer click has a count, and closes the list.
          onClick={(event) => {
            if (event.detail > 0) onDone();
          }}
        />
        <SenderName sender={sender} />
        <NumberChip status={number.status} />
      </label>
      {reasons.length > 0 && (
        <div class="picker-why" id={why}>
          {reasons.map(({ code, message }) => (
            <p key={code} class="small">
              {message}
            </p>
          ))}
          {onFix && (
            <button
              type="button"
              class="button plain"
              onClick={() => {
                onDone();
                onFix(sender);
              }}
            >
              {composer.update}
              <span class="hidden"> {picker.of(sender.name)}</span>
            </button>
          )}
        </div>
      )}
    </div>
  );
}

type Step = "" | "asking" | "adding";

/** For a button that replaces the pressed one. */
const focus = (button: HTMLButtonElement | null) => button?.focus();

/** Add Number asks before it orders. */
function AddNumber({ sender, onAdd }: { sender: Sender; onAdd: NonNullable<PickerRowProps["onAdd"]> }) {
  const [step, setStep] = useState<Step>("");
  const name = <span class="hidden"> {picker.of(sender.name)}</span>;
  const add = async () => {
    setStep("adding");
    await onAdd(sender);
    setStep("");
  };
  if (!step) {
    return (
      <button type="button" class="button" onClick={() => setStep("asking")}>
        {picker.add}
        {name}
      </button>
    );
  }
  return (
    <div class="row">
      <p class="small">{picker.fee}</p>
      <button
        type="button"
        class="button"
        ref={focus}
        aria-disabled={step === "adding"}
        onClick={() => void (step === "asking" && add())}
      >
        {step === "adding" ? picker.adding : picker.request}
        {name}
      </button>
    </div>
  );
}
