/** Toasts: short messages in a live region that disappear automatically. */
import { useEffect, useState } from "preact/hooks";

import type { Tone } from "./Chip";

type Toast = { key: number; message: string; tone: Tone };

const SHOWN_FOR = 8_000;
let show: ((message: string, tone: Tone) => void) | null = null;
let made = 0;

export const toast = (message: string, tone: Tone = "ok") => show?.(message, tone);

export function Toasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    show = (message, tone) => {
      const key = ++made;
      setToasts((before) => [...before, { key, message, tone }]);
      setTimeout(() => setToasts((now) => now.filter((toast) => toast.key !== key)), SHOWN_FOR);
    };
    return () => (show = null);
  }, []);
  return (
    <div class="toasts" role="status">
      {toasts.map(({ key, message, tone }) => (
        <div key={key} class={`notice ${tone}`}>
          <p>{message}</p>
        </div>
      ))}
    </div>
  );
}
