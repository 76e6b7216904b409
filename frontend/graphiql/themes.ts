/** The editors' colors, copied from tokens.css: Monaco supports neither CSS variables nor light-dark(). */
import type * as Monaco from "monaco-editor";

export const THEMES = { light: "textgate-light", dark: "textgate-dark" };

interface Palette {
  ink: string;
  card: string;
  sunk: string;
  line: string;
  brand: string;
  muted: string;
  ok: string;
  info: string;
  wait: string;
}

// As in tokens.css.
const LIGHT: Palette = {
  ink: "#14232b",
  card: "#ffffff",
  sunk: "#eef3f5",
  line: "#d6e0e5",
  brand: "#0b6470",
  muted: "#4a5d68",
  ok: "#14603a",
  info: "#0b4d86",
  wait: "#774b00",
};
const DARK: Palette = {
  ink: "#e6eef2",
  card: "#16222a",
  sunk: "#1d2c35",
  line: "#2c3f4a",
  brand: "#5cc3cf",
  muted: "#a3b6c1",
  ok: "#7fd6a4",
  info: "#90c6f7",
  wait: "#f0c267",
};
const CLEAR = "#00000000";

export function defineThemes({ editor }: typeof Monaco): void {
  editor.defineTheme(THEMES.light, theme("vs", LIGHT));
  editor.defineTheme(THEMES.dark, theme("vs-dark", DARK));
}

function theme(base: "vs" | "vs-dark", colors: Palette): Monaco.editor.IStandaloneThemeData {
  const { ink, card, sunk, line, brand, muted, ok, info, wait } = colors;
  const rule = (token: string, color: string) => ({ token, foreground: color.slice(1) });
  return {
    base,
    inherit: true,
    rules: [
      rule("comment", muted),
      rule("keyword", brand),
      rule("key.identifier", ink),
      rule("type.identifier", info),
      rule("argument.identifier", wait),
      rule("string", ok),
      rule("string.key.json", info),
      rule("string.value.json", ok),
      rule("number", wait),
    ],
    colors: {
      "editor.background": CLEAR,
      "scrollbar.shadow": CLEAR,
      focusBorder: brand,
      "textLink.foreground": brand,
      "textLink.activeForeground": brand,
      "editorLineNumber.foreground": muted,
      "editorHoverWidget.background": card,
      "editorHoverWidget.border": line,
      "editorWidget.background": card,
      "editorWidget.resizeBorder": brand,
      "editorSuggestWidget.background": card,
      "editorSuggestWidget.border": line,
      "editorSuggestWidget.highlightForeground": brand,
      "editorSuggestWidget.focusHighlightForeground": brand,
      "editorSuggestWidget.selectedBackground": sunk,
      "editorSuggestWidget.selectedForeground": brand,
      "list.hoverBackground": sunk,
      "list.highlightForeground": brand,
      "list.focusHighlightForeground": brand,
      "menu.background": card,
      "menu.selectionBackground": sunk,
      "menu.selectionForeground": brand,
      "quickInput.background": card,
      "quickInputList.focusBackground": sunk,
      "quickInputList.focusForeground": brand,
      "pickerGroup.foreground": brand,
      "input.background": sunk,
      "toolbar.hoverBackground": sunk,
    },
  };
}
