/** The partner's accounts, with search, filters, and the reasons why an account cannot text. */
import { Building2 } from "lucide";
import { useQuery } from "../api/useQuery";
import {
  AccountsDocument,
  type AccountNumberStatus,
  type AccountOrderField,
  type AccountsQuery,
} from "../gql/accounts";
import { accounts } from "../i18n/accounts";
import { DETAIL } from "../i18n/details";
import { list, nameOf, placeOf } from "../i18n/format";
import { Link, useSearch } from "../router";
import { useMay } from "../session";
import { Chip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { oneOf, readSort, writeSort } from "../ui/listState";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";

type Row = AccountsQuery["accounts"]["nodes"][number];

const PAGE = 25;
const BY_NAME = { field: "name", isDescending: false };
const FIELDS: Record<string, AccountOrderField> = {
  name: "NAME",
  created: "CREATED_AT",
  updated: "UPDATED_AT",
};
const NUMBERS: Record<"approved" | "pending" | "rejected" | "none", AccountNumberStatus> = {
  approved: "APPROVED",
  pending: "PENDING",
  rejected: "REJECTED",
  none: "NO_NUMBER",
};

export function Accounts() {
  const may = useMay();
  const [search, change] = useSearch();
  const words = search.get("q");
  const details = oneOf(search.get("details"), ["complete", "incomplete"]);
  const numbers = oneOf(search.get("numbers"), ["approved", "pending", "rejected", "none"]);
  const sort = readSort(search.get("sort"), Object.keys(FIELDS), BY_NAME);
  const query = useQuery(AccountsDocument, {
    first: PAGE,
    after: useAfter(),
    filter: {
      search: words,
      isComplete: details && details === "complete",
      numberStatus: numbers && NUMBERS[numbers],
    },
    orderBy: {
      field: FIELDS[sort.field] ?? "NAME",
      direction: sort.isDescending ? "DESC" : "ASC",
    },
  });
  const isNarrowed = Boolean(words || details || numbers);
  const add = may("CREATE_ACCOUNTS") && (
    <>
      <Link class="button" href="/accounts/import">
        {accounts.import}
      </Link>
      <Link class="button primary" href="/accounts/new">
        {accounts.add}
      </Link>
    </>
  );
  return (
    <Page title={accounts.title} actions={add}>
      <Filters isBusy={query.isLoading} total={query.data ? accounts.total(query.data.accounts.totalCount) : undefined}>
        <SearchFilter name="q" label={accounts.search} />
        <SelectFilter
          name="details"
          label={accounts.details}
          options={[
            ["complete", accounts.complete],
            ["incomplete", accounts.incomplete],
          ]}
        />
        <SelectFilter
          name="numbers"
          label={accounts.numberStatus}
          options={[
            ["approved", accounts.withApproved],
            ["pending", accounts.withPending],
            ["rejected", accounts.withRejected],
            ["none", accounts.withoutNumber],
          ]}
        />
      </Filters>
      <Waiting query={query}>
        {({ accounts: { nodes, pageInfo } }) => (
          <>
            {nodes.length > 0 ? (
              <div class="stack">
                <Table
                  label={accounts.title}
                  columns={COLUMNS}
                  rows={nodes}
                  rowKey={({ id }) => id}
                  rowHref={({ id }) => `/accounts/${id}`}
                  sort={sort}
                  onSort={(next) => change({ sort: writeSort(next, BY_NAME), after: null })}
                />
                <Pager info={pageInfo} />
              </div>
            ) : isNarrowed || query.isLoading ? (
              <Empty icon={Building2} title={accounts.noMatches}>
                <p>{accounts.noMatchesHint}</p>
                <Link class="button" href="/accounts">
                  {accounts.clear}
                </Link>
              </Empty>
            ) : (
              <Empty icon={Building2} title={accounts.emptyTitle}>
                <p>{accounts.empty}</p>
                {add && <div class="row">{add}</div>}
              </Empty>
            )}
          </>
        )}
      </Waiting>
    </Page>
  );
}

const COLUMNS: Column<Row>[] = [
  { label: accounts.name, sort: "name", isHeader: true, isWide: true, cell: ({ name }) => nameOf(name) },
  { label: accounts.id, cell: ({ externalId }) => <span class="muted">{externalId}</span> },
  {
    label: accounts.city,
    cell: ({ businessDetails: { address } }) =>
      [address.city && placeOf(address.city), address.state].filter(Boolean).join(", "),
  },
  {
    label: accounts.details,
    cell: ({ businessDetails: { isComplete, missing } }) =>
      isComplete ? (
        <Chip tone="ok">{accounts.complete}</Chip>
      ) : (
        <>
          <Chip tone="bad">{accounts.incomplete}</Chip>{" "}
          <span class="muted small">{accounts.missing(list(missing.map((field) => DETAIL[field])))}</span>
        </>
      ),
  },
  { label: accounts.numberStatus, cell: (row) => <Numbers row={row} /> },
  {
    label: accounts.created,
    sort: "created",
    isDescendingFirst: true,
    isExtra: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  {
    label: accounts.updated,
    sort: "updated",
    isDescendingFirst: true,
    cell: ({ updatedAt }) => <Time at={updatedAt} />,
  },
];

function Numbers({ row }: { row: Row }) {
  const approved = row.approved.totalCount;
  const pending = row.pending.totalCount;
  const rejected = row.rejected.totalCount;
  if (approved + pending + rejected === 0) {
    return <span class="muted">{accounts.noNumber}</span>;
  }
  return (
    <span class="chips">
      {rejected > 0 && <Chip tone="bad">{accounts.rejected(rejected)}</Chip>}
      {pending > 0 && <Chip tone="wait">{accounts.pending(pending)}</Chip>}
      {approved > 0 && <Chip tone="ok">{accounts.approved(approved)}</Chip>}
    </span>
  );
}
