/** Tabs of a page. Each is a link with an address of its own. */
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
  return (
    <nav class="tabs" aria-label={label}>
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
