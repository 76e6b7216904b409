/** A date filter. It applies once the date is complete, not at each digit of the year. */
import { useEffect, useId, useState } from "preact/hooks";

import { TextField } from "./Field";

/** Whether the date is complete: a typed year starts as 0002 and 0020. */
export const isDay = (text: string) =>
  /^2\d{3}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

interface DayFieldProps {
  label: string;
  value: string;
  onDay: (day: string) => void;
}

export function DayField({ label, value, onDay }: DayFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextField
      label={label}
      type="date"
      field={{
        id,
        value: typed,
        error: undefined,
        onValue: (day) => {
          setTyped(day);
          if (day === "" || isDay(day)) onDay(day);
        },
        onBlur: () => setTyped(value),
      }}
    />
  );
}
