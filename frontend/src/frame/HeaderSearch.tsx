/** The search field in the header. Choosing a match opens its page. */
import { Search } from "lucide";

import { useFindAccounts, type FoundAccount } from "../accounts/AccountField";
import { nameOf } from "../i18n/format";
import { searching } from "../i18n/search";
import { navigate } from "../router";
import { useViewer } from "../session";
import { Combobox } from "../ui/Combobox";
import { Icon } from "../ui/Icon";
import { SEARCH_ID } from "./focusSearch";

export function HeaderSearch() {
  const { account } = useViewer();
  const find = useFindAccounts();
  if (account) return <span class="head-search" />;
  return (
    <div class="head-search" role="search" aria-label={searching.everything}>
      <Icon of={Search} />
      <Combobox<FoundAccount>
        id={SEARCH_ID}
        label={searching.label}
        texts={searching}
        find={find}
        keyOf={({ id }) => id}
        option={({ name, externalId }) => (
          <>
            {nameOf(name)} <span class="muted small">{externalId}</span>
          </>
        )}
        onChoose={({ id }) => navigate(`/accounts/${id}`)}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
