/** The latest verification of each number: status, rejection reasons, fixes, and resubmission. */
import { BadgeCheck } from "lucide";
import { useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { isFinal, Reasons } from "../details/Reasons";
import { VerificationsDocument, type VerificationStatus, type VerificationsQuery } from "../gql/verifications";
import { VERIFICATION_STATUS } from "../i18n/common";
import { nameOf, phone } from "../i18n/format";
import { verifications } from "../i18n/verifications";
import { Link, useSearch } from "../router";
import { useMay } from "../session";
import { Chip, VerificationChip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { oneOf, readSort, writeSort } from "../ui/listState";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column, type RowDetail } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import "../ui/portal.css";
import { RequestDialog } from "../senders/RequestDialog";

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
  const may = useMay();
  const [resubmitted, setResubmitted] = useState<Row | null>(null);
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
                  columns={columnsOf(may)}
                  rows={nodes}
                  rowKey={({ id }) => id}
                  rowHref={({ account }) => `/accounts/${account.id}`}
                  detail={detailOf(setResubmitted, may)}
                  sort={sort}
                  onSort={(next) => change({ sort: writeSort(next, NEWEST_FIRST), after: null })}
                />
                <Pager info={pageInfo} />
              </div>
            ) : (
              <Nothing isNarrowed={isNarrowed || query.isLoading} />
            )}
          </>
        )}
      </Waiting>
      {resubmitted && (
        <RequestDialog
          kind="resubmit"
          senders={[{ id: resubmitted.smsNumber.sender.id, name: subjectOf(resubmitted) }]}
          fixHref={`/accounts/${resubmitted.account.id}/details/edit`}
          onClose={() => setResubmitted(null)}
          onDone={query.refetch}
        />
      )}
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

function columnsOf(may: (permission: string) => boolean): Column<Row>[] {
  return [
    { label: verifications.account, isHeader: true, isShort: true, cell: ({ account }) => nameOf(account.name) },
    {
      label: verifications.number,
      isShort: true,
      cell: ({ smsNumber: { phoneNumber, sender } }) => (
        <>
          <span class="number">{phoneNumber ? phone(phoneNumber) : verifications.noNumber}</span>{" "}
          <span class="muted small">{sender.name}</span>
        </>
      ),
    },
    {
      label: verifications.status,
      cell: ({ status, isOverdue }) =>
        isOverdue ? <Chip tone="bad">{verifications.overdue}</Chip> : <VerificationChip status={status} />,
    },
    { label: verifications.requested, sort: "requested", cell: ({ requestedAt }) => <Time at={requestedAt} /> },
    {
      label: verifications.reasons,
      isWide: true,
      cell: (row) =>
        isRefused(row) ? (
          row.rejectionReasons.map(({ message }) => message).join(" ")
        ) : row.isOverdue ? (
          verifications.overdueHint(VERIFICATION_STATUS[row.status])
        ) : null,
    },
    {
      label: verifications.action,
      isEnd: true,
      cell: (row) =>
        isFixable(row) &&
        may("EDIT_ACCOUNTS") && (
          <div class="actions">
            <Link
              class="button"
              href={`/accounts/${row.account.id}/details/edit`}
              aria-label={verifications.fixFor(nameOf(row.account.name))}
            >
              {verifications.fixLink}
            </Link>
          </div>
        ),
    },
  ];
}

const isFixable = (row: Row) => isRefused(row) && !isFinal(row.rejectionReasons);
const subjectOf = ({ account, smsNumber }: Row) => `${nameOf(account.name)}, ${smsNumber.sender.name}`;

/** The reasons of a rejection, and Resubmit if it is not final. */
const detailOf = (onResubmit: (row: Row) => void, may: (permission: string) => boolean): RowDetail<Row> => ({
  nameOf: (row) => verifications.reasonsFor(subjectOf(row)),
  content: (row) =>
    isRefused(row) &&
    row.rejectionReasons.length > 0 && (
      <div class="stack">
        <Reasons reasons={row.rejectionReasons} />
        {row.attempt > 1 && <p class="muted small">{verifications.attempt(row.attempt)}</p>}
        {isFixable(row) && may("REQUEST_NUMBERS") && (
          <div>
            <button
              type="button"
              class="button"
              aria-label={verifications.resubmitFor(subjectOf(row))}
              onClick={() => onResubmit(row)}
            >
              {verifications.resubmit}
            </button>
          </div>
        )}
      </div>
    ),
});
