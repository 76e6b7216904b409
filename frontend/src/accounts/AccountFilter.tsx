/** The account in a filter row: a field that finds one, then a chip that names it. */
import { Building2 } from "lucide";
import { useId } from "preact/hooks";

import { finding } from "../i18n/users";
import { nameOf } from "../i18n/format";
import { useSearch } from "../router";
import { Combobox } from "../ui/Combobox";
import { ValueFilter } from "../ui/Filters";
import { Icon } from "../ui/Icon";
import { useAccountInUrl, useFindAccounts, type FoundAccount } from "./AccountField";

export function AccountFilter({ name = "account", cursor = "after" }: { name?: string; cursor?: string }) {
  const id = useId();
  const find = useFindAccounts();
  const [search, change] = useSearch();
  const account = useAccountInUrl(search.get(name));
  if (account) return <ValueFilter name={name} label={finding.list} value={nameOf(account.name)} cursor={cursor} />;
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
        onChoose={(match) => change({ [name]: match.id, [cursor]: null })}
      />
    </div>
  );
}
