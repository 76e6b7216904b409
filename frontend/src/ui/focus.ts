/** Where the focus goes when a part of a page opens in place of another, and when it closes again. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** For the heading of what has just opened. */
export function useArrival<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    // After the page's own heading, where one arrives with both.
    const timer = setTimeout(() => element.current?.focus());
    return () => clearTimeout(timer);
  }, []);
  return element;
}

/** For the button that opens it: it was gone meanwhile. */
export function useOpener(isOpen: boolean): RefObject<HTMLButtonElement | null> {
  const element = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) element.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return element;
}

/** For what goes by being used: the focus goes on at the page's heading, and not to nowhere. */
export function useHeritage<T extends HTMLElement>(): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => {
    const own = element.current;
    return () => {
      if (own?.contains(document.activeElement)) document.querySelector("h1")?.focus();
    };
  }, []);
  return element;
}
