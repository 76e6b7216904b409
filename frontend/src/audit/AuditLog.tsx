/** The audit log, with filters in the URL. */
import { ScrollText } from "lucide";
import { useMemo } from "preact/hooks";

import { AccountFilter } from "../accounts/AccountFilter";
import { useQuery } from "../api/useQuery";
import { AuditLogDocument, AuditNamesDocument, type AuditAction, type AuditNamesQuery } from "../gql/audit";
import { ACTION, audit, kindOf } from "../i18n/audit";
import { phone } from "../i18n/format";
import { Link, useSearch, type PageProps } from "../router";
import { Empty } from "../ui/Empty";
import { DayFilter, Filters, SelectFilter, ValueFilter } from "../ui/Filters";
import { isDay } from "../ui/day";
import { oneOf } from "../ui/listState";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Waiting } from "../ui/Waiting";
import { AuditTable, type Entry, type Names } from "./AuditEntry";

const PAGE = 25;
const ACTIONS = (Object.keys(ACTION) as AuditAction[]).sort((one, other) =>
  ACTION[one].localeCompare(ACTION[other]),
);

/** The start of a day in the browser's time zone, or of the next day. */
export function startOf(day: string, after = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + after).toISOString();
}

function filterOf(search: URLSearchParams) {
  const [since, until] = [search.get("since") ?? "", search.get("until") ?? ""];
  return {
    action: oneOf(search.get("action"), ACTIONS),
    accountId: search.get("account"),
    subjectId: search.get("subject"),
    actorId: search.get("actor"),
    since: isDay(since) ? startOf(since) : null,
    // The range includes the whole last day.
    until: isDay(until) ? startOf(until, 1) : null,
  };
}

function nameOf(node: NonNullable<AuditNamesQuery["nodes"][number]>): [string, string] | null {
  if (node.__typename === "Verification") {
    const { phoneNumber, sender } = node.smsNumber;
    return [node.id, phoneNumber ? phone(phoneNumber) : sender.name];
  }
  return "name" in node ? [node.id, node.name] : null;
}

/** The names of the accounts and objects in these entries. */
export function useNames(entries: Entry[]): Names {
  const ids = [...new Set(entries.flatMap(({ accountId, subjectId }) => [accountId, subjectId]))];
  const presentIds = ids.filter((id) => id !== null);
  const { data } = useQuery(AuditNamesDocument, { ids: presentIds }, { skip: presentIds.length === 0 });
  return useMemo(() => {
    const pairs = (data?.nodes ?? []).map((node) => node && nameOf(node));
    return new Map(pairs.filter((pair) => pair !== null));
  }, [data]);
}

export function AuditLog(_: PageProps) {
  const [search] = useSearch();
  const filter = filterOf(search);
  const query = useQuery(AuditLogDocument, { first: PAGE, after: useAfter(), filter });
  const entries = query.data?.auditLog.nodes ?? [];
  const names = useNames(entries);
  const isNarrowed = Object.values(filter).some(Boolean);
  const actor = entries.find(({ actorId }) => actorId === filter.actorId)?.actorName;
  const subject = filter.subjectId && (names.get(filter.subjectId) ?? kindOf(filter.subjectId));

  return (
    <Page title={audit.title}>
      <p class="muted">{audit.intro}</p>
      <Filters isBusy={query.isLoading}>
        <AccountFilter />
        <SelectFilter
          name="action"
          label={audit.action}
          options={ACTIONS.map((action) => [action, ACTION[action]])}
        />
        <DayFilter name="since" label={audit.since} />
        <DayFilter name="until" label={audit.until} />
        <ValueFilter name="subject" label={audit.object} value={subject || audit.thisObject} />
        <ValueFilter name="actor" label={audit.who} value={actor ?? audit.thisActor} />
      </Filters>
      <Waiting query={query}>
        {({ auditLog: { nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty icon={ScrollText} title={audit.emptyTitle}>
              <p>{isNarrowed ? audit.noMatches : audit.emptyHint}</p>
              {isNarrowed && (
                <Link class="button" href="/audit-log">
                  {audit.showAll}
                </Link>
              )}
            </Empty>
          ) : (
            <>
              <AuditTable label={audit.title} entries={nodes} names={names} />
              <Pager info={pageInfo} />
            </>
          )
        }
      </Waiting>
    </Page>
  );
}
