/** Filters of a list. Each is a URL parameter; a change returns to the first page. */
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { common } from "../i18n/common";
import { useSearch } from "../router";
import { SelectField, TextField } from "./Field";

// Debounce of typed searches.
const DEBOUNCE_MS = 250;

interface FilterProps {
  /** The filter's URL parameter. */
  name: string;
  label: string;
}

/** A debounced search field. */
export function SearchFilter({ name, label }: FilterProps) {
  const id = useId();
  const [search, change] = useSearch();
  const urlValue = search.get(name) ?? "";
  const [value, setValue] = useState(urlValue);
  const sent = useRef(urlValue);

  useEffect(() => {
    // A link or the Back button changed the URL.
    if (urlValue !== sent.current) setValue(urlValue);
    sent.current = urlValue;
  }, [urlValue]);
  useEffect(() => {
    const trimmed = value.trim();
    if (trimmed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = trimmed;
      change({ [name]: trimmed, after: null });
    }, DEBOUNCE_MS);
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
  const urlValue = search.get(name) ?? "";
  const value = options.some(([option]) => option === urlValue) ? urlValue : "";
  const onValue = (next: string) => change({ [name]: next, after: null });
  return (
    <SelectField
      label={label}
      field={{ id, value, error: undefined, onValue, onBlur: () => {} }}
      options={[["", common.all], ...options]}
    />
  );
}
