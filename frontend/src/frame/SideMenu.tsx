/** The menu at the side of wide screens. Collapsed, it shows icons with their names as titles. */
import { PanelLeftClose, PanelLeftOpen } from "lucide";
import { useState } from "preact/hooks";

import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { Icon } from "../ui/Icon";
import { MenuLinks, type MenuProps } from "./MenuLinks";

const STORED = "textgate:menu";

export function SideMenu(props: MenuProps) {
  const [isCollapsed, setIsCollapsed] = useState(localStorage.getItem(STORED) === "collapsed");
  const toggle = () => {
    localStorage.setItem(STORED, isCollapsed ? "open" : "collapsed");
    setIsCollapsed(!isCollapsed);
  };
  const label = isCollapsed ? menu.expand : menu.collapse;
  return (
    <nav class={isCollapsed ? "menu side collapsed" : "menu side"} aria-label={shell.menu}>
      <div class="menu-entries">
        <MenuLinks {...props} />
        <button type="button" class="menu-toggle" title={label} aria-expanded={!isCollapsed} onClick={toggle}>
          <Icon of={isCollapsed ? PanelLeftOpen : PanelLeftClose} size={20} />
          <span>{label}</span>
        </button>
      </div>
    </nav>
  );
}
