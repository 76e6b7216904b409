/** A field that finds one account among thousands. */
import { useCallback, useId } from "preact/hooks";

import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import { AccountNameDocument, FindAccountsDocument } from "../gql/users";
import { finding } from "../i18n/users";
import { Combobox } from "../ui/Combobox";

const MAX_SHOWN = 8;

export interface Choice {
  id: string;
  name: string;
}

export interface FoundAccount extends Choice {
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

/** Finds accounts by their words. */
export function useFindAccounts() {
  const client = useClient();
  return useCallback(
    async (search: string, signal: AbortSignal) => {
      const { accounts } = await client.request(
        FindAccountsDocument,
        { search, first: MAX_SHOWN },
        signal,
      );
      return { results: accounts.nodes, hasMore: accounts.pageInfo.hasNextPage };
    },
    [client],
  );
}

export function AccountField({ label, hint, error, id, chosen, onChoose }: AccountFieldProps) {
  const own = useId();
  const field = id ?? own;
  const find = useFindAccounts();
  const describedBy = [error && `${field}-error`, hint && `${field}-hint`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label class="label" for={field}>
        {label ?? finding.list}
      </label>
      <Combobox<FoundAccount>
        id={field}
        texts={finding}
        value={chosen?.name ?? ""}
        describedBy={describedBy || undefined}
        isInvalid={Boolean(error)}
        find={find}
        keyOf={(account) => account.id}
        option={({ name, externalId }) => (
          <>
            {name} <span class="muted small">{externalId}</span>
          </>
        )}
        onChoose={onChoose}
      >
        {chosen && (
          <button
            type="button"
            class="button plain icon"
            aria-label={`${finding.clear}: ${chosen.name}`}
            onClick={() => {
              onChoose(null);
              document.getElementById(field)?.focus();
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        )}
      </Combobox>
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
