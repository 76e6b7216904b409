/** Ways through a list page by page: the place is in the address, the pages before in the history's entry. */
import { common } from "../i18n/common";
import { Link, useAddress } from "../router";

interface PageInfo {
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  endCursor: string | null;
}

interface Trail {
  before: (string | null)[];
}

function hrefAt(address: URL, after: string | null): string {
  const next = new URL(address);
  if (after) next.searchParams.set("after", after);
  else next.searchParams.delete("after");
  return next.pathname + next.search;
}

/** The cursor that the address names. */
export const useAfter = () => useAddress().searchParams.get("after");

export function Pager({ info }: { info: PageInfo }) {
  const address = useAddress();
  const here = address.searchParams.get("after");
  const before = (history.state as Trail | null)?.before ?? [];
  if (!info.hasNextPage && !here) return null;
  return (
    <nav class="row" aria-label={common.pages}>
      {here && (
        <Link
          class="button"
          href={hrefAt(address, before.at(-1) ?? null)}
          state={{ before: before.slice(0, -1) }}
        >
          {before.length > 0 ? common.previous : common.firstPage}
        </Link>
      )}
      {info.hasNextPage && (
        <Link
          class="button"
          href={hrefAt(address, info.endCursor)}
          state={{ before: [...before, here] }}
        >
          {common.next}
        </Link>
      )}
    </nav>
  );
}
