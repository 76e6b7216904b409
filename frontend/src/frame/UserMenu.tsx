/** The user's menu in the header: profile, theme, shortcuts, and sign out. */
import { CircleUserRound, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide";
import { useState } from "preact/hooks";

import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { Link } from "../router";
import { useSession, useViewer } from "../session";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { chooseTheme, readTheme, type Theme } from "../ui/theme";
import { openShortcuts } from "./Shortcuts";

const THEMES = [
  ["system", shell.themeSystem, Monitor],
  ["light", shell.themeLight, Sun],
  ["dark", shell.themeDark, Moon],
] as const;

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

function ThemeChoice() {
  const [theme, setTheme] = useState(readTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <fieldset class="themes">
      <legend class="muted small">{shell.theme}</legend>
      {THEMES.map(([value, label, icon]) => (
        <label key={value} class="theme">
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme === value}
            onChange={() => choose(value)}
          />
          <Icon of={icon} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
