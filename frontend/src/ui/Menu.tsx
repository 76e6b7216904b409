/** A button that opens a list of links and buttons: a popover, so that Esc and a click elsewhere close it. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { useAddress } from "../router";

const GAP = 4;

interface MenuProps {
  /** The accessible name of the button. */
  label: string;
  /** The content of the button. */
  button: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

export function Menu({ label, button, class: className = "button plain", children }: MenuProps) {
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { href } = useAddress();
  // A link in the menu was followed.
  useEffect(() => list.current?.hidePopover(), [href]);
  const position = () => {
    const [anchor, box] = [opener.current?.getBoundingClientRect(), list.current];
    if (!anchor || !box) return;
    box.style.top = `${anchor.bottom + GAP}px`;
    box.style.right = `${document.documentElement.clientWidth - anchor.right}px`;
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        class={className}
        aria-label={label}
        aria-expanded={isOpen}
        popovertarget={id}
      >
        {button}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        class="menu-list"
        onBeforeToggle={position}
        onClickCapture={({ target }) => {
          // Before the item acts: a dialog that it opens returns the focus to the menu's button.
          if (!(target instanceof Element) || !target.closest("button.menu-item")) return;
          list.current?.hidePopover();
          opener.current?.focus();
        }}
        onToggle={(event) => setIsOpen(event.newState === "open")}
      >
        {children}
      </div>
    </>
  );
}
