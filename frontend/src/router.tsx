/** Client-side routing: the current URL, links that do not reload the document, and path patterns. */
import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const CHANGED = "textgate:navigated";

/** The props of every page: the parameters of its path. */
export interface PageProps {
  params: Record<string, string>;
}

export interface NavigateOptions {
  replace?: boolean;
  /** For a change within the page. */
  keepScroll?: boolean;
  /** Stored in the history entry; survives a reload. */
  state?: unknown;
}

/** Returns whether it stops a navigation; `go` repeats the navigation. */
type Guard = (go: () => void) => boolean;

let guard: Guard | null = null;
let entry = { href: location.href, state: history.state as unknown };

/** Sets the guard of a page with unsaved input; null removes it. */
export const guardLeaving = (next: Guard | null) => void (guard = next);

// The first listener: the others must not follow to an entry that the guard refuses.
addEventListener("popstate", (event) => {
  if (guard?.(() => history.back())) {
    event.stopImmediatePropagation();
    history.pushState(entry.state, "", entry.href);
  }
  entry = { href: location.href, state: history.state as unknown };
});

export function navigate(to: string, options: NavigateOptions = {}): void {
  if (guard?.(() => navigate(to, options))) return;
  const { replace = false, keepScroll = replace, state = null } = options;
  if (replace) history.replaceState(state, "", to);
  else history.pushState(state, "", to);
  entry = { href: location.href, state };
  dispatchEvent(new Event(CHANGED));
  if (!keepScroll) scrollTo(0, 0);
}

/** The state of a link to a form that has an address of its own. */
export const openedFrom = (path: string) => ({ opener: path });

/** Leaves such a form: back to the page that opened it, so that the next Back does not return to the form. */
export function closeForm(path: string): void {
  if ((history.state as { opener?: string } | null)?.opener === path) history.back();
  else navigate(path, { replace: true });
}

function subscribe(changed: () => void): () => void {
  addEventListener("popstate", changed);
  addEventListener(CHANGED, changed);
  return () => {
    removeEventListener("popstate", changed);
    removeEventListener(CHANGED, changed);
  };
}

/** The current URL; the component rerenders when it changes. */
export function useAddress(): URL {
  const [href, setHref] = useState(location.href);
  useEffect(() => {
    const follow = () => setHref(location.href);
    // A navigation may have happened before the listener was added.
    follow();
    return subscribe(follow);
  }, []);
  return new URL(href);
}

export type ChangeSearch = (changes: Record<string, string | null>, options?: NavigateOptions) => void;

/** The query parameters, and a function that changes some of them. An empty value removes a parameter. */
export function useSearch(): [URLSearchParams, ChangeSearch] {
  const address = useAddress();
  const change: ChangeSearch = (changes, options) => {
    const next = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.searchParams.set(name, value);
      else next.searchParams.delete(name);
    }
    if (next.search !== location.search) navigate(next.pathname + next.search, { keepScroll: true, ...options });
  };
  return [address.searchParams, change];
}

/** The parameters of a path that matches a pattern such as /accounts/:id; null for no match. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const patternParts = pattern.split("/");
  const pathParts = path.replace(/(.)\/$/, "$1").split("/");
  if (patternParts.length !== pathParts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of patternParts.entries()) {
    const value = pathParts[index] ?? "";
    if (!part.startsWith(":")) {
      if (part !== value) return null;
    } else {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return null;
      }
    }
  }
  return params;
}

interface LinkProps {
  href: string;
  class?: string;
  title?: string;
  "aria-current"?: "page" | "true" | undefined;
  "aria-label"?: string;
  ref?: RefObject<HTMLAnchorElement | null>;
  /** Stored in the new history entry. */
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
