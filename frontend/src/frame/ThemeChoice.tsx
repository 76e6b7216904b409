/** The choice of the color theme, in the user's menu and on the profile. */
import { Monitor, Moon, Sun } from "lucide";
import { useEffect, useId, useState } from "preact/hooks";

import { shell } from "../i18n/shell";
import { Icon } from "../ui/Icon";
import { chooseTheme, onThemeChange, readTheme } from "../ui/theme";

const THEMES = [
  ["system", shell.themeSystem, Monitor],
  ["light", shell.themeLight, Sun],
  ["dark", shell.themeDark, Moon],
] as const;

export function ThemeChoice() {
  const name = useId();
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => onThemeChange(() => setTheme(readTheme())), []);
  return (
    <fieldset class="themes">
      <legend class="muted small">{shell.theme}</legend>
      {THEMES.map(([value, label, icon]) => (
        <label key={value} class="theme">
          <input
            type="radio"
            name={name}
            value={value}
            checked={theme === value}
            onChange={() => chooseTheme(value)}
          />
          <Icon of={icon} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
