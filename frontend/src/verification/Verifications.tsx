/** The latest verification of each number: status, rejection reasons, fixes, and resubmission. */
import { BadgeCheck } from "lucide";
import { useQuery } from "../api/useQuery";
import { isFinal, Reasons } from "../details/Reasons";
import {
  VerificationsDocument,
  type VerificationsQuery,
  type VerificationStatus,
} from "../gql/operations";
import { phone } from "../i18n/format";
import { verifications } from "../i18n/verifications";
import { Link, useSearch } from "../router";
import { useMay } from "../session";
import { Chip, VerificationChip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { oneOf, readSort, writeSort } from "../ui/listState";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { RequestNumber } from "../senders/RequestNumber";

type Row = VerificationsQuery["verifications"]["nodes"][number];

const PAGE = 25;
const POLL_EVERY = 10_000;
const NEWEST_FIRST = { field: "requested", isDescending: true };

const STATUSES: Record<"pending" | "refused" | "approved", VerificationStatus[]> = {
  pending: ["REQUESTED", "SUBMITTED", "IN_REVIEW"],
  refused: ["ACTION_REQUIRED", "REJECTED"],
  approved: ["APPROVED"],
};

const isRefused = ({ status }: Row) => STATUSES.refused.includes(status);

export function Verifications() {
  const [search, change] = useSearch();
  const status = oneOf(search.get("status"), ["pending", "refused", "approved"]);
  const isOverdue = search.get("age") === "overdue";
  const words = search.get("q");
  const sort = readSort(search.get("sort"), ["requested"], NEWEST_FIRST);
  const query = useQuery(
    VerificationsDocument,
    {
      first: PAGE,
      after: useAfter(),
      filter: {
        isNewest: true,
        statuses: status && STATUSES[status],
        isOverdue: isOverdue || null,
        search: words,
      },
      orderBy: { field: "REQUESTED_AT", direction: sort.isDescending ? "DESC" : "ASC" },
    },
    { pollEvery: POLL_EVERY },
  );
  const columns = useColumns(query.refetch);
  const isNarrowed = Boolean(status || isOverdue || words);
  return (
    <Page title={verifications.title}>
      <Filters isBusy={query.isLoading} total={query.data ? verifications.total(query.data.verifications.totalCount) : undefined}>
        <SearchFilter name="q" label={verifications.search} />
        <SelectFilter
          name="status"
          label={verifications.status}
          options={[
            ["pending", verifications.waiting],
            ["refused", verifications.refused],
            ["approved", verifications.approved],
          ]}
        />
        <SelectFilter
          name="age"
          label={verifications.age}
          options={[["overdue", verifications.overdueOnly]]}
        />
      </Filters>
      <Waiting query={query}>
        {({ verifications: { nodes, pageInfo } }) => (
          <>
            {nodes.length > 0 ? (
              <div class="stack">
                <Table
                  label={verifications.table}
                  columns={columns}
                  rows={nodes}
                  rowKey={({ id }) => id}
                  sort={sort}
                  onSort={(next) => change({ sort: writeSort(next, NEWEST_FIRST), after: null })}
                />
                <Pager info={pageInfo} />
              </div>
            ) : (
              <Nothing isNarrowed={isNarrowed} />
            )}
          </>
        )}
      </Waiting>
    </Page>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  return (
    <Empty icon={BadgeCheck} title={isNarrowed ? verifications.noMatches : verifications.emptyTitle}>
      <p>{isNarrowed ? verifications.noMatchesHint : verifications.empty}</p>
      <Link class="button" href={isNarrowed ? "/verifications" : "/accounts"}>
        {isNarrowed ? verifications.clear : verifications.toAccounts}
      </Link>
    </Empty>
  );
}

function useColumns(refetch: () => Promise<void>): Column<Row>[] {
  return [
    {
      label: verifications.account,
      isHeader: true,
      cell: ({ account }) => <Link href={`/accounts/${account.id}`}>{account.name}</Link>,
    },
    {
      label: verifications.number,
      cell: ({ smsNumber: { phoneNumber, sender } }) => (
        <>
          <div>{sender.name}</div>
          <div class="number muted">
            {phoneNumber ? phone(phoneNumber) : verifications.noNumber}
          </div>
        </>
      ),
    },
    {
      label: verifications.status,
      cell: ({ status, isOverdue }) => (
        <div class="cell">
          <VerificationChip status={status} />
          {isOverdue && <Chip tone="bad">{verifications.overdue}</Chip>}
        </div>
      ),
    },
    {
      label: verifications.requested,
      sort: "requested",
      cell: ({ requestedAt, attempt }) => (
        <>
          <Time at={requestedAt} />
          {attempt > 1 && <div class="muted small">{verifications.attempt(attempt)}</div>}
        </>
      ),
    },
    {
      label: verifications.reasons,
      isWide: true,
      cell: (row) =>
        row.isOverdue ? (
          verifications.overdueHint
        ) : isRefused(row) ? (
          <div class="cell">
            <Reasons reasons={row.rejectionReasons} />
            {!isFinal(row.rejectionReasons) && <Actions row={row} refetch={refetch} />}
          </div>
        ) : null,
    },
  ];
}

function Actions({ row, refetch }: { row: Row; refetch: () => Promise<void> }) {
  const may = useMay();
  const { account, smsNumber } = row;
  const what = `${account.name}, ${smsNumber.sender.name}`;
  return (
    <div class="row">
      {may("EDIT_ACCOUNTS") && (
        <Link
          class="button"
          href={`/accounts/${account.id}?edit=details`}
          aria-label={verifications.fixFor(account.name)}
        >
          {verifications.fixLink}
        </Link>
      )}
      {may("REQUEST_NUMBERS") && (
        <RequestNumber
          senderId={smsNumber.sender.id}
          label={verifications.resubmit}
          name={verifications.resubmitFor(what)}
          done={verifications.resubmitted(what)}
          onDone={refetch}
        />
      )}
    </div>
  );
}
