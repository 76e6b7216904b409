/** The color theme: the system's, or the one that the user chose in this browser. */
const STORED = "textgate:theme";
const CHANGED = "textgate:theme-changed";

export type Theme = "system" | "light" | "dark";

export function readTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** Stores and applies a theme. */
export function chooseTheme(theme: Theme): void {
  if (theme === "system") localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, theme);
  applyTheme();
  dispatchEvent(new Event(CHANGED));
}

/** Calls back when this page changes the theme. Returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  addEventListener(CHANGED, changed);
  return () => removeEventListener(CHANGED, changed);
}

/** Applies the stored theme, before the first page renders. */
export function applyTheme(): void {
  const theme = readTheme();
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}
