/** Keyboard shortcuts of all pages, and the dialog that lists them. */
import { useEffect, useState } from "preact/hooks";

import { menu } from "../i18n/menu";
import { shell } from "../i18n/shell";
import { navigate } from "../router";
import type { Route } from "../routes";
import { Dialog } from "../ui/Dialog";
import { focusSearch } from "./focusSearch";

// The second key of a sequence must follow in this time.
const SEQUENCE_MS = 1_200;
const OPEN = "textgate:shortcuts";

export const openShortcuts = () => void dispatchEvent(new Event(OPEN));

/** Whether a key belongs to a field, a dialog, or a combination of the browser's. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return true;
  if (document.querySelector("dialog[open]")) return true;
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

export function Shortcuts({ routes }: { routes: Route[] }) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    let startedAt = 0;
    const onKey = (event: KeyboardEvent) => {
      if (isTaken(event)) return;
      const isSecond = event.timeStamp - startedAt < SEQUENCE_MS;
      const page = isSecond && routes.find(({ entry }) => entry?.key === event.key);
      startedAt = event.key === "g" ? event.timeStamp : 0;
      if (page) navigate(page.pattern);
      else if (event.key === "/") focusSearch();
      else if (event.key === "?") setIsOpen(true);
      else return;
      event.preventDefault();
    };
    const open = () => setIsOpen(true);
    addEventListener("keydown", onKey);
    addEventListener(OPEN, open);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener(OPEN, open);
    };
  }, [routes]);
  if (!isOpen) return null;
  const pages = routes.flatMap(({ entry }) =>
    entry ? [[["g", entry.key], shell.goTo(entry.label)] as const] : [],
  );
  const all = [
    [["/"], shell.focusSearch],
    [["?"], shell.showShortcuts],
    [["Esc"], shell.closeTop],
    ...pages,
  ] as const;
  return (
    <Dialog title={shell.shortcuts} onClose={() => setIsOpen(false)}>
      <dl class="dialog-body shortcuts">
        {all.map(([keys, action]) => (
          <div key={action}>
            <dt>{action}</dt>
            <dd>
              {keys.map((key, index) => (
                <>
                  {index > 0 && <span class="muted small"> {menu.then} </span>}
                  <kbd>{key}</kbd>
                </>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
