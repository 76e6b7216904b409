/**
 * The number picker: a combobox whose pop-up is a dialog with a radio group, a pattern of the ARIA Authoring
 * Practices. A listbox does not fit: its options must not contain a button such as Add Number.
 */
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { picker } from "../i18n/composer";
import { PickerRow, SenderName } from "./PickerRow";
import { isApproved, type Sender } from "./senders";
import { usePopover } from "./usePopover";

// Longer lists get a search field.
const SEARCH_ABOVE = 8;
const OPENING_KEYS = ["ArrowDown", "ArrowUp", "Enter", " "];

interface SenderPickerProps {
  id: string;
  labelId: string;
  errorId: string | undefined;
  senders: readonly Sender[];
  value: string;
  onChoose: (senderId: string) => void;
  /** Requests a number; resolves with a message to announce, or null. */
  onAdd: ((sender: Sender) => Promise<string | null>) | null;
  /** Opens the form that fixes rejected details; null for users who may not change details. */
  onFix: ((sender: Sender) => void) | null;
}

export function SenderPicker(props: SenderPickerProps) {
  const { id, labelId, errorId, senders, value, onChoose, onAdd, onFix } = props;
  const trigger = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const group = useId();
  const [search, setSearch] = useState("");
  const [announcement, setAnnouncement] = useState("");

  /** The checked radio button if it is visible, else the first enabled one. */
  const firstRadio = () => {
    const radio = (selector: string) =>
      popup.current?.querySelector<HTMLInputElement>(`input[type=radio]:enabled${selector}`);
    return radio(":checked") ?? radio("");
  };
  const focusFirst = () => (firstRadio() ?? popup.current)?.focus();
  const { isOpen, open, close } = usePopover({ trigger, popup, onOpen: focusFirst });

  useEffect(() => {
    if (!isOpen) {
      setSearch("");
      setAnnouncement("");
    }
  }, [isOpen]);

  const chosen = senders.find((sender) => sender.id === value);
  const query = search.trim().toLowerCase();
  const shown = senders.filter(({ name }) => name.toLowerCase().includes(query));

  const add = async (sender: Sender) => {
    const message = await onAdd?.(sender);
    // The focused button is gone: focus its container.
    popup.current?.focus();
    setAnnouncement(message ?? "");
  };

  const onPopupKey = (event: KeyboardEvent) => {
    const { key, target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    const radio = target.type === "radio" ? target : firstRadio();
    const isDown = key === "ArrowDown" && radio !== target;
    if (!isDown && key !== "Enter") return;
    // Enter must not submit the form around the picker.
    event.preventDefault();
    // A key of an IME composition chooses nothing.
    if (!radio || event.isComposing) return;
    if (isDown) radio.focus();
    else {
      radio.click();
      close();
    }
  };

  return (
    <div class="picker">
      <button
        ref={trigger}
        type="button"
        id={id}
        role="combobox"
        class="input picker-trigger"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={`${group}-popup`}
        aria-labelledby={labelId}
        aria-describedby={errorId}
        aria-invalid={errorId ? "true" : undefined}
        aria-required="true"
        popovertarget={`${group}-popup`}
        onKeyDown={(event) => {
          if (isOpen || !OPENING_KEYS.includes(event.key)) return;
          event.preventDefault();
          // The toggle event fires too late for the next key press.
          open();
          focusFirst();
        }}
      >
        {chosen ? <SenderName sender={chosen} /> : <span>{picker.choose}</span>}
      </button>
      <div
        ref={popup}
        id={`${group}-popup`}
        popover="auto"
        role="dialog"
        aria-label={picker.list}
        class="picker-popup"
        tabIndex={-1}
        onKeyDown={onPopupKey}
      >
        <p class="picker-heading" id={`${group}-heading`}>
          {picker.heading}
        </p>
        {senders.length > SEARCH_ABOVE && (
          <input
            type="search"
            class="input"
            aria-label={picker.search}
            placeholder={picker.search}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <div role="radiogroup" aria-labelledby={`${group}-heading`}>
          {shown.map((sender) => (
            <PickerRow
              key={sender.id}
              sender={sender}
              group={group}
              isChecked={sender.id === value && isApproved(sender)}
              onChoose={onChoose}
              onDone={close}
              onAdd={onAdd && add}
              onFix={onFix}
            />
          ))}
        </div>
        <p role="status" class="picker-status">
          {shown.length ? announcement : picker.noMatches}
        </p>
      </div>
    </div>
  );
}
