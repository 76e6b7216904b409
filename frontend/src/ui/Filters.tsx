/** What narrows a list down: each filter is a word in the address, and changing one goes back to the first page. */
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { common } from "../i18n/common";
import { useSearch } from "../router";
import { SelectField, TextField } from "./Field";

// Long enough to type a word, short enough not to wait for it.
const PAUSE = 250;

interface FilterProps {
  /** The filter's name in the address. */
  name: string;
  label: string;
}

/** Asks once typing has paused. */
export function SearchFilter({ name, label }: FilterProps) {
  const id = useId();
  const [search, change] = useSearch();
  const asked = search.get(name) ?? "";
  const [value, setValue] = useState(asked);
  const sent = useRef(asked);

  useEffect(() => {
    // Somebody else changed the address: a link, or the way back.
    if (asked !== sent.current) setValue(asked);
    sent.current = asked;
  }, [asked]);
  useEffect(() => {
    const wanted = value.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      change({ [name]: wanted, after: null });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [value, name]);

  return (
    <TextField
      label={label}
      field={{ id, value, error: undefined, onValue: setValue, onBlur: () => {} }}
      type="search"
      inputMode="search"
      autocomplete="off"
      maxLength={200}
    />
  );
}

interface SelectFilterProps extends FilterProps {
  options: readonly (readonly [value: string, label: string])[];
}

export function SelectFilter({ name, label, options }: SelectFilterProps) {
  const id = useId();
  const [search, change] = useSearch();
  const asked = search.get(name) ?? "";
  const value = options.some(([known]) => known === asked) ? asked : "";
  const onValue = (next: string) => change({ [name]: next, after: null });
  return (
    <SelectField
      label={label}
      field={{ id, value, error: undefined, onValue, onBlur: () => {} }}
      options={[["", common.all], ...options]}
    />
  );
}
