/** The filter row of a list: search, a chip per filter, and the total. Each filter is a URL parameter. */
import { ChevronDown, Search, X } from "lucide";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { lists } from "../i18n/lists";
import { useSearch } from "../router";
import { isDay } from "./day";
import { useLate } from "./useLate";
import { Icon } from "./Icon";

// Debounce of typed searches.
const DEBOUNCE_MS = 250;

interface FilterProps {
  /** The filter's URL parameter. */
  name: string;
  label: string;
  /** The URL parameter of the list's cursor: a change returns to the first page. */
  cursor?: string;
}

interface FiltersProps {
  /** What the filters left, such as "12 accounts". */
  total?: string | undefined;
  /** Whether the list is loading. */
  isBusy?: boolean;
  children: ComponentChildren;
}

export function Filters({ total, isBusy = false, children }: FiltersProps) {
  const isLate = useLate(isBusy);
  return (
    <div class="filters" role="search" aria-label={lists.filters}>
      {children}
      <span class="total" role="status">
        {isLate ? lists.searching : total}
      </span>
    </div>
  );
}

interface SearchFilterProps extends FilterProps {
  /** In place of the label, where that does not fit. */
  placeholder?: string;
}

/** A debounced search field. Its label is the placeholder. */
export function SearchFilter({ name, label, placeholder = label, cursor = "after" }: SearchFilterProps) {
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
      // Back leads to the list before the search, not to each of its letters.
      const replace = sent.current !== "";
      sent.current = trimmed;
      change({ [name]: trimmed, [cursor]: null }, { replace });
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [value, name]);

  return (
    <div class="filter-search">
      <Icon of={Search} />
      <input
        type="search"
        class="input"
        inputMode="search"
        autocomplete="off"
        maxLength={200}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onInput={(event) => setValue(event.currentTarget.value)}
      />
    </div>
  );
}

interface ChipProps {
  id: string;
  label: string;
  isSet: boolean;
  onClear: () => void;
  children: ComponentChildren;
}

function FilterChip({ id, label, isSet, onClear, children }: ChipProps) {
  const chip = useRef<HTMLSpanElement>(null);
  return (
    <span ref={chip} class={isSet ? "filter is-set" : "filter"}>
      <label for={id}>{label}</label>
      {children}
      {!isSet && <Icon of={ChevronDown} />}
      {isSet && (
        <button
          type="button"
          class="clear"
          aria-label={lists.clearFilter(label)}
          onClick={() => {
            onClear();
            chip.current?.querySelector<HTMLElement>("select, input")?.focus();
          }}
        >
          <Icon of={X} />
        </button>
      )}
    </span>
  );
}

interface SelectFilterProps extends FilterProps {
  options: readonly (readonly [value: string, label: string])[];
}

export function SelectFilter({ name, label, options, cursor = "after" }: SelectFilterProps) {
  const id = useId();
  const [search, change] = useSearch();
  const urlValue = search.get(name) ?? "";
  const value = options.some(([option]) => option === urlValue) ? urlValue : "";
  const apply = (next: string) => change({ [name]: next, [cursor]: null });
  return (
    <FilterChip id={id} label={label} isSet={value !== ""} onClear={() => apply("")}>
      <select id={id} value={value} onChange={(event) => apply(event.currentTarget.value)}>
        {[["", lists.all] as const, ...options].map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </FilterChip>
  );
}

/** A date filter. It applies once the date is complete, not at each digit of the year. */
export function DayFilter({ name, label, cursor = "after" }: FilterProps) {
  const id = useId();
  const [search, change] = useSearch();
  const urlValue = search.get(name) ?? "";
  const [typed, setTyped] = useState(urlValue);
  useEffect(() => setTyped(urlValue), [urlValue]);
  const apply = (day: string) => change({ [name]: day, [cursor]: null });
  return (
    <FilterChip id={id} label={label} isSet={urlValue !== ""} onClear={() => apply("")}>
      <input
        type="date"
        id={id}
        value={typed}
        onInput={({ currentTarget: { value: day } }) => {
          setTyped(day);
          if (day === "" || isDay(day)) apply(day);
        }}
        onBlur={() => setTyped(urlValue)}
      />
    </FilterChip>
  );
}

/** The chip of a filter without a field, for example one that a link has set; nothing if it is not set. */
export function ValueFilter({ name, label, value, cursor = "after" }: FilterProps & { value: string }) {
  const [search, change] = useSearch();
  if (!search.get(name)) return null;
  return (
    <span class="filter is-set">
      <span class="filter-name">{label}:</span>
      <strong title={value}>{value}</strong>
      <button
        type="button"
        class="clear"
        aria-label={lists.clearFilter(label)}
        onClick={() => {
          change({ [name]: null, [cursor]: null });
          // The chip is gone.
          document.querySelector("h1")?.focus();
        }}
      >
        <Icon of={X} />
      </button>
    </span>
  );
}
