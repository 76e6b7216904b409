/** The account in a filter row: a field that finds one, then a chip that names it. */
import { Building2, X } from "lucide";
import { useId } from "preact/hooks";

import { lists } from "../i18n/lists";
import { finding } from "../i18n/users";
import { nameOf } from "../i18n/format";
import { useSearch } from "../router";
import { Combobox } from "../ui/Combobox";
import { Icon } from "../ui/Icon";
import { useAccountInUrl, useFindAccounts, type FoundAccount } from "./AccountField";

export function AccountFilter({ name = "account", cursor = "after" }: { name?: string; cursor?: string }) {
  const id = useId();
  const find = useFindAccounts();
  const [search, change] = useSearch();
  const account = useAccountInUrl(search.get(name));
  const choose = (accountId: string | null) => change({ [name]: accountId, [cursor]: null });
  if (account) {
    return (
      <span class="filter is-set">
        <span class="filter-name">{finding.list}:</span>
        <strong>{nameOf(account.name)}</strong>
        <button
          type="button"
          class="clear"
          aria-label={lists.clearFilter(finding.list)}
          onClick={() => {
            choose(null);
            document.querySelector("h1")?.focus();
          }}
        >
          <Icon of={X} />
        </button>
      </span>
    );
  }
  return (
    <div class="filter-search">
      <Icon of={Building2} />
      <Combobox<FoundAccount>
        id={id}
        label={finding.list}
        texts={{ ...finding, placeholder: finding.list }}
        find={find}
        keyOf={(match) => match.id}
        option={({ name, externalId }) => (
          <>
            {nameOf(name)} <span class="muted small">{externalId}</span>
          </>
        )}
        onChoose={(match) => choose(match.id)}
      />
    </div>
  );
}
