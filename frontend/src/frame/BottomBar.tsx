/** The menu of phones: a bar with the most used pages, and a drawer with all of them. */
import { Menu as MenuIcon, X } from "lucide";
import { useEffect, useRef } from "preact/hooks";

import { common } from "../i18n/common";
import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { useAddress } from "../router";
import { Icon } from "../ui/Icon";
import { MenuLink, MenuLinks, type MenuProps } from "./MenuLinks";

// With the button that opens the drawer, five fit into 320 pixels.
const MAX_SHOWN = 4;

export function BottomBar({ routes, counts }: MenuProps) {
  const drawer = useRef<HTMLDialogElement>(null);
  const { href } = useAddress();
  useEffect(() => drawer.current?.close(), [href]);
  const shown = routes.filter(({ entry }) => entry).slice(0, MAX_SHOWN);
  return (
    <>
      <nav class="bottom-bar" aria-label={shell.menu}>
        <ul>
          {shown.map((route) => (
            <li key={route.pattern}>
              <MenuLink route={route} count={counts[route.pattern]} isShort />
            </li>
          ))}
          <li>
            <button type="button" aria-haspopup="dialog" onClick={() => drawer.current?.showModal()}>
              <Icon of={MenuIcon} size={20} />
              <span>{menu.more}</span>
            </button>
          </li>
        </ul>
      </nav>
      <dialog
        ref={drawer}
        class="drawer"
        aria-label={shell.menu}
        onClick={({ target, currentTarget }) => {
          // A click on the backdrop has the dialog as its target.
          if (target === currentTarget) currentTarget.close();
        }}
      >
        <div class="drawer-body">
          <div class="row spread">
            <h2>{shell.menu}</h2>
            <button
              type="button"
              class="button plain icon"
              aria-label={common.close}
              onClick={() => drawer.current?.close()}
            >
              <Icon of={X} size={20} />
            </button>
          </div>
          <nav class="menu" aria-label={menu.all}>
            <MenuLinks routes={routes} counts={counts} />
          </nav>
        </div>
      </dialog>
    </>
  );
}
