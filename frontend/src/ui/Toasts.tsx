/** Toasts: short messages in a live region that disappear automatically, with undo where undo is possible. */
import { CircleCheck, CircleX, Info } from "lucide";
import { useEffect, useState } from "preact/hooks";

import { lists } from "../i18n/lists";
import type { Tone } from "./Chip";
import { Icon } from "./Icon";

interface Toast {
  key: number;
  message: string;
  tone: Tone;
  undo: (() => void) | undefined;
}

const SHOWN_FOR = 8_000;
let show: ((message: string, tone: Tone, undo?: () => void) => void) | null = null;
let made = 0;

export const toast = (message: string, tone: Tone = "ok", undo?: () => void) => show?.(message, tone, undo);

export function Toasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const drop = (key: number) => setToasts((now) => now.filter((toast) => toast.key !== key));
  useEffect(() => {
    show = (message, tone, undo) => {
      const key = ++made;
      setToasts((before) => [...before, { key, message, tone, undo }]);
      setTimeout(() => drop(key), SHOWN_FOR);
    };
    return () => (show = null);
  }, []);
  return (
    <div class="toasts" role="status">
      {toasts.map(({ key, message, tone, undo }) => (
        <div key={key} class={`notice ${tone}`}>
          <Icon of={tone === "ok" ? CircleCheck : tone === "bad" ? CircleX : Info} />
          <p>{message}</p>
          {undo && (
            <button
              type="button"
              class="button plain"
              onClick={() => {
                drop(key);
                undo();
              }}
            >
              {lists.undo}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
