/** Whether something has been going on for so long that users should see it. */
import { useEffect, useState } from "preact/hooks";

const LATE_MS = 150;

export function useLate(isBusy: boolean): boolean {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    setIsLate(false);
    if (!isBusy) return;
    const timer = setTimeout(() => setIsLate(true), LATE_MS);
    return () => clearTimeout(timer);
  }, [isBusy]);
  return isLate;
}
