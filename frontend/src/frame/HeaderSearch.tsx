/** The search field in the header: accounts, numbers, and messages. Choosing a match opens its page. */
import { BadgeCheck, Building2, MessageSquareText, Search } from "lucide";
import { useCallback } from "preact/hooks";

import { useClient } from "../api/client";
import { SearchDocument, type SearchQuery } from "../gql/search";
import { NUMBER_STATUS } from "../i18n/common";
import { nameOf, phone, time } from "../i18n/format";
import { searching } from "../i18n/search";
import { navigate } from "../router";
import { useViewer } from "../session";
import { Combobox } from "../ui/Combobox";
import { Icon } from "../ui/Icon";
import { SEARCH_ID } from "./focusSearch";

const MAX_SHOWN = 8;

type Match = SearchQuery["search"][number];

export function HeaderSearch() {
  const client = useClient();
  const { account } = useViewer();
  const isOwn = account !== null;
  const find = useCallback(
    async (query: string, signal: AbortSignal) => {
      // One more than is shown tells whether there are more.
      const { search } = await client.request(SearchDocument, { query, first: MAX_SHOWN + 1 }, signal);
      return { results: search.slice(0, MAX_SHOWN), hasMore: search.length > MAX_SHOWN };
    },
    [client],
  );
  return (
    <div class="head-search" role="search" aria-label={searching.everything}>
      <Icon of={Search} />
      <Combobox<Match>
        id={SEARCH_ID}
        label={searching.label}
        texts={{ ...searching, placeholder: isOwn ? searching.placeholderOwn : searching.placeholder }}
        find={find}
        keyOf={({ id }) => id}
        option={(match) => <MatchLine match={match} isOwn={isOwn} />}
        onChoose={(match) => navigate(hrefOf(match, isOwn))}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}

function hrefOf(match: Match, isOwn: boolean): string {
  if (match.__typename === "Account") return isOwn ? "/numbers" : `/accounts/${match.id}`;
  if (match.__typename === "SmsNumber") return isOwn ? "/numbers" : `/accounts/${match.account.id}`;
  return isOwn ? `/messages/${match.id}` : `/accounts/${match.account.id}/messages/${match.id}`;
}

function MatchLine({ match, isOwn }: { match: Match; isOwn: boolean }) {
  if (match.__typename === "Account") {
    const { city, state } = match.businessDetails.address;
    const place = [city, state].filter(Boolean).join(", ");
    return <Line icon={Building2} title={nameOf(match.name)} note={place || match.externalId} />;
  }
  const of = isOwn ? "" : ` · ${nameOf(match.account.name)}`;
  if (match.__typename === "SmsNumber") {
    const { phoneNumber, sender, status } = match;
    const title = phoneNumber ? phone(phoneNumber) : sender.name;
    return <Line icon={BadgeCheck} title={title} note={`${sender.name} · ${NUMBER_STATUS[status]}${of}`} />;
  }
  return (
    <Line
      icon={MessageSquareText}
      title={phone(match.to)}
      note={`${searching.message} · ${time(match.createdAt)}${of}`}
    />
  );
}

interface LineProps {
  icon: typeof Search;
  title: string;
  note: string;
}

function Line({ icon, title, note }: LineProps) {
  return (
    <span class="match">
      <Icon of={icon} />
      <span class="match-title">{title}</span>
      <span class="muted small">{note}</span>
    </span>
  );
}
