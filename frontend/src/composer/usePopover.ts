/** A popover below its trigger (or above, if there is more room), with focus management. */
import type { RefObject } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";

const GAP = 4;
const MARGIN = 8;

interface PopoverOptions {
  trigger: RefObject<HTMLElement | null>;
  popup: RefObject<HTMLElement | null>;
  onOpen: () => void;
}

export function usePopover({ trigger, popup, onOpen }: PopoverOptions) {
  const [isOpen, setIsOpen] = useState(false);

  const position = useCallback(() => {
    const [anchor, box] = [trigger.current, popup.current];
    if (!anchor || !box) return;
    const { left, top, bottom, width } = anchor.getBoundingClientRect();
    const spaceBelow = innerHeight - bottom - GAP - MARGIN;
    const spaceAbove = top - GAP - MARGIN;
    const isBelow = spaceBelow >= Math.min(box.scrollHeight, spaceAbove);
    box.style.width = `${width}px`;
    box.style.left = `${left}px`;
    box.style.maxHeight = `${Math.max(isBelow ? spaceBelow : spaceAbove, 120)}px`;
    box.style.top = isBelow ? `${bottom + GAP}px` : "auto";
    box.style.bottom = isBelow ? "auto" : `${innerHeight - top + GAP}px`;
  }, [trigger, popup]);

  useEffect(() => {
    const box = popup.current;
    if (!box) return;
    const onToggle = (event: Event) => {
      const opens = (event as ToggleEvent).newState === "open";
      setIsOpen(opens);
      const root = box.getRootNode() as Document | ShadowRoot;
      const focused = root.activeElement;
      if (opens && !box.contains(focused)) onOpen();
      // Some browsers lose the focus when Esc closes a popover in a shadow root.
      const isLost = !focused || focused === document.body || box.contains(focused);
      if (!opens && isLost) trigger.current?.focus();
    };
    const onFocusOut = (event: FocusEvent) => {
      const next = event.relatedTarget;
      if (next instanceof Node && !box.contains(next) && next !== trigger.current) box.hidePopover();
    };
    box.addEventListener("beforetoggle", position);
    box.addEventListener("toggle", onToggle);
    box.addEventListener("focusout", onFocusOut);
    return () => {
      box.removeEventListener("beforetoggle", position);
      box.removeEventListener("toggle", onToggle);
      box.removeEventListener("focusout", onFocusOut);
    };
  }, [popup, trigger, position, onOpen]);

  useEffect(() => {
    if (!isOpen) return;
    position();
    addEventListener("resize", position);
    // Any ancestor may scroll.
    addEventListener("scroll", position, { capture: true, passive: true });
    return () => {
      removeEventListener("resize", position);
      removeEventListener("scroll", position, { capture: true });
    };
  }, [isOpen, position]);

  return {
    isOpen,
    open: () => {
      popup.current?.showPopover();
      position();
    },
    close: () => {
      popup.current?.hidePopover();
      trigger.current?.focus();
    },
  };
}
