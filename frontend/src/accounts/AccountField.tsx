/** A field that finds one account among thousands: a combobox with a server-side search. */
import { useEffect, useId, useRef, useState } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import { AccountNameDocument, FindAccountsDocument } from "../gql/operations";
import { finding } from "../i18n/users";
import "./account-field.css";

const MAX_SHOWN = 8;
const DEBOUNCE_MS = 200;

export interface Choice {
  id: string;
  name: string;
}

interface FoundAccount extends Choice {
  externalId: string;
}

interface AccountFieldProps {
  label?: string;
  hint?: string | undefined;
  error?: string | undefined;
  id?: string;
  chosen: Choice | null;
  onChoose: (choice: Choice | null) => void;
}

interface Answer {
  /** The search that these results belong to. */
  search: string;
  results: FoundAccount[];
  hasMore: boolean;
  failed: boolean;
}

/** The accounts that match the debounced input; null for empty input. */
function useAccountSearch(search: string): Answer | null {
  const client = useClient();
  const [state, setState] = useState<Answer | null>(null);
  useEffect(() => {
    if (!search) return setState(null);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      client.request(FindAccountsDocument, { search, first: MAX_SHOWN }, controller.signal).then(
        ({ accounts }) =>
          setState({
            search,
            results: accounts.nodes,
            hasMore: accounts.pageInfo.hasNextPage,
            failed: false,
          }),
        () => {
          if (controller.signal.aborted) return;
          setState({ search, results: [], hasMore: false, failed: true });
        },
      );
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, search]);
  return state;
}

export function AccountField({ label, hint, error, id, chosen, onChoose }: AccountFieldProps) {
  const own = useId();
  const field = id ?? own;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const search = isOpen ? text.trim() : "";
  const state = useAccountSearch(search);
  const results = state?.results ?? [];
  useEffect(() => setActive(0), [state]);

  const choose = (choice: Choice | null) => {
    setText("");
    setIsOpen(false);
    onChoose(choice);
    input.current?.focus();
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
      const choice = state?.search === search ? results[active] : undefined;
      if (choice) choose(choice);
      else if (!search) setIsOpen(false);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      setIsOpen(false);
      setText("");
    }
  };

  const note = !state
    ? ""
    : state.failed
      ? finding.failed
      : results.length === 0
        ? finding.none(state.search)
        : state.hasMore
          ? finding.more
          : "";
  const describedBy = [error && `${field}-error`, hint && `${field}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="label" for={field}>
        {label ?? finding.label}
      </label>
      <div class="choose">
        <input
          ref={input}
          id={field}
          class="input"
          role="combobox"
          autocomplete="off"
          aria-autocomplete="list"
          aria-expanded={results.length > 0}
          aria-controls={`${field}-list`}
          aria-activedescendant={results.length > 0 ? `${field}-${active}` : undefined}
          aria-describedby={describedBy || undefined}
          aria-invalid={error ? "true" : undefined}
          placeholder={finding.type}
          value={isOpen ? text : (chosen?.name ?? "")}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setIsOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setIsOpen(false)}
        />
        {chosen && !isOpen && (
          <button
            type="button"
            class="button plain icon"
            aria-label={`${finding.clear}: ${chosen.name}`}
            onClick={() => choose(null)}
          >
            <span aria-hidden="true">×</span>
          </button>
        )}
        <div class="choices" hidden={!state}>
          <ul id={`${field}-list`} role="listbox" aria-label={finding.label}>
            {results.map((account, index) => (
              <li
                key={account.id}
                id={`${field}-${index}`}
                role="option"
                aria-selected={index === active}
                // Before the field's blur event, which closes the list.
                onMouseDown={(event) => {
                  event.preventDefault();
                  choose(account);
                }}
              >
                {account.name} <span class="muted small">{account.externalId}</span>
              </li>
            ))}
          </ul>
          {note && <p class="muted small">{note}</p>}
        </div>
        <span class="hidden" role="status">
          {state && (note || finding.found(results.length))}
        </span>
      </div>
      {hint && (
        <span class="hint" id={`${field}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${field}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

/** The account in the URL; its name follows once it is loaded. */
export function useAccountInUrl(id: string | null): Choice | null {
  const { data } = useQuery(AccountNameDocument, { id: id ?? "" }, { skip: !id });
  if (!id) return null;
  return data?.account?.id === id ? data.account : { id, name: "…" };
}
