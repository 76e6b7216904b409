/** The groups of menu entries, each with its icon and what waits there. */
import { SquareTerminal } from "lucide";

import { menu } from "../i18n/menu";
import { Link, match, useAddress } from "../router";
import { GROUPS, type Route } from "../routes";
import { useViewer } from "../session";
import { Icon } from "../ui/Icon";
import type { MenuCounts } from "./menuCounts";

export interface MenuProps {
  routes: Route[];
  counts: MenuCounts;
}

/** Whether a path is a menu entry's page, or a page below it. */
export function isBelow(path: string, entry: string): boolean {
  return path === entry || (entry !== "/" && path.startsWith(`${entry}/`));
}

export function MenuLinks({ routes, counts }: MenuProps) {
  const { account } = useViewer();
  return (
    <>
      {GROUPS.map((group) => {
        const entries = routes.filter((route) => route.entry?.group === group);
        const isLast = group === "settings";
        if (entries.length === 0 && !(isLast && !account)) return null;
        return (
          <ul key={group} class="menu-group" aria-label={menu.groups[group]}>
            {group !== "top" && (
              <li class="menu-title" aria-hidden="true">
                {menu.groups[group]}
              </li>
            )}
            {entries.map((route) => (
              <li key={route.pattern}>
                <MenuLink route={route} count={counts[route.pattern]} />
              </li>
            ))}
            {isLast && !account && (
              <li>
                <a href="/graphiql" title={menu.explore}>
                  <Icon of={SquareTerminal} size={20} />
                  <span>{menu.explore}</span>
                </a>
              </li>
            )}
          </ul>
        );
      })}
    </>
  );
}

interface MenuLinkProps {
  route: Route;
  count: number | undefined;
  /** Whether the place is narrow. */
  isShort?: boolean;
}

export function MenuLink({ route, count, isShort = false }: MenuLinkProps) {
  const { pathname } = useAddress();
  const { entry, pattern, also = [] } = route;
  if (!entry) return null;
  const isCurrent = isBelow(pathname, pattern) || also.some((address) => match(address, pathname));
  return (
    <Link
      href={pattern}
      title={entry.label}
      aria-current={isCurrent ? "page" : undefined}
    >
      <Icon of={entry.icon} size={20} />
      <span>{(isShort && entry.short) || entry.label}</span>
      {Boolean(count) && (
        <span class="badge">
          {count}
          <span class="hidden"> {menu.waiting(count ?? 0)}</span>
        </span>
      )}
    </Link>
  );
}
