/** Short words about what has just been done, read out as well; they go by themselves. */
import { useEffect, useState } from "preact/hooks";

type Toast = { key: number; message: string };

const SHOWN_FOR = 8_000;
let show: ((message: string) => void) | null = null;
let made = 0;

export const toast = (message: string) => show?.(message);

export function Toasts() {
  const [toasts, setToasts] = useState<Toast[]>([]);
  useEffect(() => {
    show = (message) => {
      const key = ++made;
      setToasts((before) => [...before, { key, message }]);
      setTimeout(() => setToasts((now) => now.filter((each) => each.key !== key)), SHOWN_FOR);
    };
    return () => (show = null);
  }, []);
  return (
    <div class="toasts" role="status">
      {toasts.map(({ key, message }) => (
        <div key={key} class="notice ok">
          <p>{message}</p>
        </div>
      ))}
    </div>
  );
}
