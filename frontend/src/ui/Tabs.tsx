/** Tabs of a page. Each is a link with an address of its own. */
import { useLayoutEffect, useRef } from "preact/hooks";

import { Link, useAddress } from "../router";

export interface Tab {
  href: string;
  label: string;
  count?: number | undefined;
}

export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const { pathname } = useAddress();
  // The longest address that the current one begins with: the first tab's is the page's own.
  const current = tabs
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  const row = useRef<HTMLElement>(null);
  useLayoutEffect(() => showCurrent(row.current), [current?.href]);
  return (
    <nav ref={row} class="tabs" aria-label={label}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link href={tab.href} aria-current={tab === current ? "page" : undefined}>
              {tab.label}
              {tab.count !== undefined && <span class="badge">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Scrolls the row, not the page, to the current tab: a phone may have no room for all tabs. */
function showCurrent(row: HTMLElement | null): void {
  const tab = row?.querySelector("[aria-current]")?.getBoundingClientRect();
  if (!row || !tab) return;
  const { left, right } = row.getBoundingClientRect();
  if (tab.right > right) row.scrollLeft += tab.right - right;
  if (tab.left < left) row.scrollLeft -= left - tab.left;
}
