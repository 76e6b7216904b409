/** Where one is: the address bar, links that change it without a new document, and its parts. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

const CHANGED = "textgate:navigated";

/** The props of every page: the parameters of its path. */
export interface PageProps {
  params: Record<string, string>;
}

export interface NavigateOptions {
  replace?: boolean;
  /** Kept with the entry of the history, also over a reload. */
  state?: unknown;
}

export function navigate(to: string, { replace = false, state = null }: NavigateOptions = {}): void {
  if (replace) history.replaceState(state, "", to);
  else history.pushState(state, "", to);
  dispatchEvent(new Event(CHANGED));
  if (!replace) scrollTo(0, 0);
}

function subscribe(changed: () => void): () => void {
  addEventListener("popstate", changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener("popstate", changed);
    removeEventListener(CHANGED, changed);
  };
}

/** Path and query of the address. */
export function useAddress(): URL {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const follow = () => setHref(location.href);
    // Whoever navigated before we listened.
    follow();
    return subscribe(follow);
  }, []);
  return new URL(href);
}

/** The query of the address, and a way to change parts of it; empty values are left out. */
export function useSearch(): [URLSearchParams, (changes: Record<string, string | null>) => void] {
  const address = useAddress();
  const change = (changes: Record<string, string | null>) => {
    const next = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.searchParams.set(name, value);
      else next.searchParams.delete(name);
    }
    navigate(next.pathname + next.search, { replace: true });
  };
  return [address.searchParams, change];
}

/** The parts of a path that match a pattern such as /accounts/:id; null when it does not. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/");
  const given = path.replace(/(.)\/$/, "$1").split("/");
  if (wanted.length !== given.length) return null;
  const found: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return null;
    } else {
      try {
        found[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    }
  }
  return found;
}

interface LinkProps {
  href: string;
  class?: string;
  "aria-current"?: "page" | undefined;
  "aria-label"?: string;
  /** Kept with the new entry of the history. */
  state?: unknown;
  children: ComponentChildren;
}

export function Link({ href, state, children, ...rest }: LinkProps) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        const isOther = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (event.defaultPrevented || event.button !== 0 || isOther) return;
        event.preventDefault();
        navigate(href, { state });
      }}
    >
      {children}
    </a>
  );
}
