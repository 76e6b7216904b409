/** The user's menu in the header: profile, theme, shortcuts, and sign out. */
import { CircleUserRound, Keyboard, LogOut } from "lucide";

import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { Link } from "../router";
import { useSession, useViewer } from "../session";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { openShortcuts } from "./Shortcuts";
import { ThemeChoice } from "./ThemeChoice";

export function UserMenu() {
  const { user } = useViewer();
  const { leave } = useSession();
  return (
    <Menu label={shell.userMenu(user.name)} button={<Avatar name={user.name} />} class="avatar-button">
      <p class="menu-who">
        <strong>{user.name}</strong>
        <span class="muted small">{user.email}</span>
      </p>
      <Link class="menu-item" href="/profile">
        <Icon of={CircleUserRound} />
        {menu.profile}
      </Link>
      <ThemeChoice />
      <button type="button" class="menu-item" onClick={openShortcuts}>
        <Icon of={Keyboard} />
        {shell.shortcuts}
      </button>
      <button type="button" class="menu-item" onClick={() => void leave()}>
        <Icon of={LogOut} />
        {shell.signOut}
      </button>
    </Menu>
  );
}
