/** A text field with a list of matches from the server, of which the user chooses one. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import "./combobox.css";

const DEBOUNCE_MS = 200;

export interface Matches<T> {
  results: readonly T[];
  hasMore: boolean;
}

interface Answer<T> extends Matches<T> {
  /** The search that these results belong to. */
  search: string;
  failed: boolean;
}

export interface ComboboxTexts {
  /** The list's accessible name. */
  list: string;
  placeholder: string;
  none: (search: string) => string;
  more: string;
  found: (total: number) => string;
  failed: string;
}

interface ComboboxProps<T> {
  id: string;
  texts: ComboboxTexts;
  /** The field's text while no search is typed. */
  value?: string;
  label?: string;
  describedBy?: string | undefined;
  isInvalid?: boolean;
  find: (search: string, signal: AbortSignal) => Promise<Matches<T>>;
  keyOf: (result: T) => string;
  option: (result: T) => ComponentChildren;
  onChoose: (result: T) => void;
  /** Shown inside the field, for example a button that clears the choice. */
  children?: ComponentChildren;
}

/** The matches of the debounced input; null for empty input. `find` must not change between renders. */
function useMatches<T>(search: string, find: ComboboxProps<T>["find"]): Answer<T> | null {
  const [answer, setAnswer] = useState<Answer<T> | null>(null);
  useEffect(() => {
    if (!search) return setAnswer(null);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      find(search, controller.signal).then(
        (matches) => !controller.signal.aborted && setAnswer({ ...matches, search, failed: false }),
        () => {
          if (controller.signal.aborted) return;
          setAnswer({ search, results: [], hasMore: false, failed: true });
        },
      );
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [find, search]);
  return answer;
}

export function Combobox<T>(props: ComboboxProps<T>) {
  const { id, texts, value = "", find, keyOf, option, onChoose } = props;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const search = isOpen ? text.trim() : "";
  const answer = useMatches(search, find);
  const results = answer?.results ?? [];
  useEffect(() => setActive(0), [answer]);

  const choose = (result: T) => {
    setText("");
    setIsOpen(false);
    input.current?.focus();
    onChoose(result);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // During an IME composition, keys choose among the IME's candidates.
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length > 0) {
      event.preventDefault();
      setActive((active + step + results.length) % results.length);
    } else if (event.key === "Enter" && isOpen) {
      // Typed text is not a choice yet: Enter must not submit it, or the previous choice that it hides.
      event.preventDefault();
      const result = answer?.search === search ? results[active] : undefined;
      if (result) choose(result);
      else if (!search) setIsOpen(false);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setIsOpen(false);
      setText("");
    }
  };

  const note = !answer
    ? ""
    : answer.failed
      ? texts.failed
      : results.length === 0
        ? texts.none(answer.search)
        : answer.hasMore
          ? texts.more
          : "";
  return (
    <div class="choose">
      <input
        ref={input}
        id={id}
        class="input"
        role="combobox"
        autocomplete="off"
        aria-label={props.label}
        aria-autocomplete="list"
        aria-expanded={results.length > 0}
        aria-controls={`${id}-list`}
        aria-activedescendant={results.length > 0 ? `${id}-${active}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.isInvalid ? "true" : undefined}
        placeholder={texts.placeholder}
        value={isOpen ? text : value}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setIsOpen(true);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setIsOpen(false)}
      />
      {!isOpen && props.children}
      <div class="choices" hidden={!answer}>
        <ul id={`${id}-list`} role="listbox" aria-label={texts.list}>
          {results.map((result, index) => (
            <li
              key={keyOf(result)}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // Before the field's blur event, which closes the list.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(result);
              }}
            >
              {option(result)}
            </li>
          ))}
        </ul>
        {note && <p class="muted small">{note}</p>}
      </div>
      <span class="hidden" role="status">
        {answer && (note || texts.found(results.length))}
      </span>
    </div>
  );
}
