/** SMS Numbers: an account's locations and queues with their numbers, which users add one by one or together. */
import { Hash } from "lucide";
import { useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { SendersDocument, type AccountNumberStatus, type SenderRowFragment } from "../gql/account";
import { account as words } from "../i18n/account";
import { Link, useSearch } from "../router";
import { useMay } from "../session";
import { Empty } from "../ui/Empty";
import { Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { useHeadingFocusOnUnmount } from "../ui/focus";
import { oneOf } from "../ui/listState";
import { Pager, useAfter } from "../ui/Pager";
import { Table } from "../ui/Table";
import { Waiting } from "../ui/Waiting";
import { RequestDialog, type NumberRequest } from "./RequestDialog";
import { SenderDialog, type SenderEdit } from "./SenderDialog";
import { detailOf, useSenderColumns } from "./senderColumns";

const PAGE = 50;
const POLL_EVERY = 10_000;
const STATUSES: Record<"approved" | "pending" | "rejected" | "none", AccountNumberStatus> = {
  approved: "APPROVED",
  pending: "PENDING",
  rejected: "REJECTED",
  none: "NO_NUMBER",
};

interface AccountNumbersProps {
  accountId: string;
  /** The address of the account's page. */
  base: string;
  /** Loads the account again, whose header counts the numbers. */
  refetch: () => Promise<void>;
}

export function AccountNumbers({ accountId, base, refetch }: AccountNumbersProps) {
  const may = useMay();
  const [search] = useSearch();
  const after = useAfter();
  const [edit, setEdit] = useState<SenderEdit | null>(null);
  const [request, setRequest] = useState<NumberRequest | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const text = search.get("q");
  const status = oneOf(search.get("number"), ["approved", "pending", "rejected", "none"]);
  const filter = { search: text, numberStatus: status && STATUSES[status] };
  const query = useQuery(SendersDocument, { accountId, first: PAGE, after, filter }, { pollEvery: POLL_EVERY });
  const senders = query.data?.account?.senders;
  // Senders of other pages, and those that have got a number, cannot be selected any more.
  const chosen = senders?.nodes.filter(({ id, smsNumber }) => selected.has(id) && !smsNumber) ?? [];
  const fixHref = `${base}/details/edit`;
  const columns = useSenderColumns(senders?.nodes ?? [], { fixHref, onRequest: setRequest, onEdit: setEdit });
  const refetchAll = async () => {
    setSelected(new Set());
    await Promise.all([query.refetch(), refetch()]);
  };
  return (
    <>
      <div class="row spread">
        <Filters isBusy={query.isLoading} total={senders && words.senders(senders.totalCount)}>
          <SearchFilter name="q" label={words.searchSenders} />
          <SelectFilter name="number" label={words.number} options={Object.entries(words.numberFilter)} />
        </Filters>
        <div class="row">
          {chosen.length > 0 && (
            <AddMany senders={chosen} onClick={() => setRequest({ kind: "add", senders: chosen })} />
          )}
          {may("EDIT_ACCOUNTS") && <AddSender onAdd={setEdit} />}
        </div>
      </div>
      <Waiting query={query}>
        {({ account }) =>
          account && account.senders.nodes.length > 0 ? (
            <div class="stack">
              <Table
                label={words.numbersTable}
                columns={columns}
                rows={account.senders.nodes}
                rowKey={({ id }) => id}
                detail={detailOf((sender) => setRequest({ kind: "resubmit", senders: [sender] }), may)}
                {...(may("REQUEST_NUMBERS") && {
                  selection: {
                    selected,
                    onSelect: setSelected,
                    nameOf: ({ name, smsNumber }: SenderRowFragment) => (smsNumber ? null : words.select(name)),
                  },
                })}
              />
              <Pager info={account.senders.pageInfo} />
            </div>
          ) : (
            <Empty icon={Hash} title={words.noSenders}>
              <p class="muted">{words.noSendersHint}</p>
              <Link class="button" href={base}>
                {words.showAll}
              </Link>
            </Empty>
          )
        }
      </Waiting>
      {edit && <SenderDialog accountId={accountId} edit={edit} onClose={() => setEdit(null)} refetch={refetchAll} />}
      {request && (
        <RequestDialog
          {...request}
          fixHref={fixHref}
          onClose={() => setRequest(null)}
          onDone={refetchAll}
        />
      )}
    </>
  );
}

function AddMany({ senders, onClick }: { senders: readonly unknown[]; onClick: () => void }) {
  const element = useHeadingFocusOnUnmount<HTMLDivElement>();
  return (
    <div ref={element}>
      <button type="button" class="button primary" onClick={onClick}>
        {words.addNumbers(senders.length)}
      </button>
    </div>
  );
}

function AddSender({ onAdd }: { onAdd: (edit: SenderEdit) => void }) {
  return (
    <>
      <button type="button" class="button" onClick={() => onAdd({ kind: "Location" })}>
        {words.addLocation}
      </button>
      <button type="button" class="button" onClick={() => onAdd({ kind: "Queue" })}>
        {words.addQueue}
      </button>
    </>
  );
}
