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
  const [isAdding, setIsAdding] = useState(false);
  const why = useId();
  const number = sender.smsNumber;
  const reasons = number?.status === "REJECTED" ? (number.verification?.rejectionReasons ?? []) : [];

  if (!number) {
    return (
      <div class="picker-row">
        <SenderName sender={sender} />
        {onAdd && (
          <button
            type="button"
            class="button"
            aria-label={picker.addFor(sender.name)}
            aria-disabled={isAdding}
            onClick={async () => {
              if (isAdding) return;
              setIsAdding(true);
              await onAdd(sender);
              setIsAdding(false);
            }}
          >
            {isAdding ? picker.adding : picker.add}
          </button>
        )}
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
