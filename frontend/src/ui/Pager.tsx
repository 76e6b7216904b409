/** Links to the next and previous page. The URL has the cursor; the history entry has the previous cursors. */
import { useEffect, useRef } from "preact/hooks";

import { lists } from "../i18n/lists";
import { Link, useAddress } from "../router";

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  endCursor: string | null;
}

interface Trail {
  before: (string | null)[];
}

interface PagerProps {
  info: PageInfo;
  /** The URL parameter of the cursor; each list on a page needs its own. */
  name?: string;
}

function hrefAt(address: URL, name: string, after: string | null): string {
  const next = new URL(address);
  if (after) next.searchParams.set(name, after);
  else next.searchParams.delete(name);
  return next.pathname + next.search;
}

/** The cursor in the URL. */
export const useAfter = (name = "after") => useAddress().searchParams.get(name);

export function Pager({ info, name = "after" }: PagerProps) {
  const address = useAddress();
  const element = useRef<HTMLElement>(null);
  const isMoved = useRef(false);
  const cursor = address.searchParams.get(name);
  const trails = (history.state as Record<string, Trail> | null) ?? {};
  const before = trails[name]?.before ?? [];
  const trailTo = (next: (string | null)[]) => ({ ...trails, [name]: { before: next } });

  useEffect(() => {
    // The clicked link may be gone: move the focus to the top of the list.
    if (isMoved.current) (element.current?.previousElementSibling as HTMLElement | null)?.focus();
    isMoved.current = false;
  }, [cursor]);

  if (!info.hasNextPage && !cursor) return null;
  return (
    <nav
      ref={element}
      class="row"
      aria-label={lists.pages}
      onClick={() => (isMoved.current = true)}
    >
      {cursor && (
        <Link
          class="button"
          href={hrefAt(address, name, before.at(-1) ?? null)}
          state={trailTo(before.slice(0, -1))}
        >
          {before.length > 0 ? lists.previous : lists.firstPage}
        </Link>
      )}
      {info.hasNextPage && (
        <Link
          class="button"
          href={hrefAt(address, name, info.endCursor)}
          state={trailTo([...before, cursor])}
        >
          {lists.next}
        </Link>
      )}
    </nav>
  );
}
