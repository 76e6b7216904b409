/** SMS Numbers: an account's locations and queues with their numbers and statuses. */
import { useState } from "preact/hooks";

import { isFinal, Reasons } from "../details/Reasons";
import type { AccountQuery, SenderRowFragment } from "../gql/operations";
import { account as words } from "../i18n/account";
import { phone } from "../i18n/format";
import { verifications } from "../i18n/verifications";
import { useMay } from "../session";
import { Chip, NumberChip } from "../ui/Chip";
import { Pager } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { RequestNumber } from "./RequestNumber";
import { SenderDialog, type SenderEdit } from "./SenderDialog";

interface AccountNumbersProps {
  accountId: string;
  accountName: string;
  senders: NonNullable<AccountQuery["account"]>["senders"];
  refetch: () => Promise<void>;
}

export function AccountNumbers({ accountId, accountName, senders, refetch }: AccountNumbersProps) {
  const may = useMay();
  const mayEdit = may("EDIT_ACCOUNTS");
  const [edit, setEdit] = useState<SenderEdit | null>(null);
  const columns: Column<SenderRowFragment>[] = [
    { label: words.sender, isHeader: true, cell: (sender) => <Name sender={sender} /> },
    {
      label: words.number,
      cell: ({ smsNumber }) => (
        <span class={smsNumber?.phoneNumber ? "number" : "muted"}>
          {smsNumber
            ? smsNumber.phoneNumber
              ? phone(smsNumber.phoneNumber)
              : words.numberPending
            : words.noNumber}
        </span>
      ),
    },
    {
      label: words.status,
      cell: ({ smsNumber }) => (
        <div class="cell">
          {smsNumber && <NumberChip status={smsNumber.status} />}
          {smsNumber?.verification?.isOverdue && (
            <Chip tone="bad">{verifications.overdue}</Chip>
          )}
        </div>
      ),
    },
    {
      label: words.about,
      cell: ({ smsNumber }) =>
        smsNumber?.verification && (
          <div class="cell">
            <span class="muted small">
              {words.requestedAt} <Time at={smsNumber.verification.requestedAt} />
            </span>
            <Reasons reasons={smsNumber.verification.rejectionReasons} />
          </div>
        ),
    },
    {
      label: words.actions,
      cell: (sender) => (
        <div class="row">
          {may("REQUEST_NUMBERS") && (
            <Ask sender={sender} accountName={accountName} refetch={refetch} />
          )}
          {mayEdit && (
            <button
              type="button"
              class="button"
              aria-label={words.editSender(sender.name)}
              onClick={() => setEdit({ kind: sender.__typename, sender })}
            >
              {words.edit}
            </button>
          )}
        </div>
      ),
    },
  ];
  return (
    <section class="stack" aria-labelledby="account-numbers">
      <div class="row spread">
        <h2 id="account-numbers">{words.numbers}</h2>
        {mayEdit && (
          <div class="row">
            <button type="button" class="button" onClick={() => setEdit({ kind: "Location" })}>
              {words.addLocation}
            </button>
            <button type="button" class="button" onClick={() => setEdit({ kind: "Queue" })}>
              {words.addQueue}
            </button>
          </div>
        )}
      </div>
      <div class="stack">
        <Table
          label={words.numbersTable}
          note={words.senders(senders.totalCount)}
          columns={columns}
          rows={senders.nodes}
          rowKey={({ id }) => id}
        />
        <Pager info={senders.pageInfo} name="numbers" />
      </div>
      {edit && (
        <SenderDialog
          accountId={accountId}
          edit={edit}
          onClose={() => setEdit(null)}
          refetch={refetch}
        />
      )}
    </section>
  );
}

function Name({ sender }: { sender: SenderRowFragment }) {
  const kind =
    sender.__typename === "Queue" ? words.queue : sender.isDefault ? words.isDefault : null;
  return (
    <>
      {sender.name} {kind && <span class="muted small">({kind})</span>}
      {sender.externalId && <div class="muted small">{sender.externalId}</div>}
    </>
  );
}

interface AskProps {
  sender: SenderRowFragment;
  accountName: string;
  refetch: () => Promise<void>;
}

/** Add Number for a sender without a number, Resubmit after a rejection that can be retried. */
function Ask({ sender, accountName, refetch }: AskProps) {
  const { id, name, smsNumber } = sender;
  if (!smsNumber) {
    return (
      <RequestNumber
        senderId={id}
        label={words.addNumber}
        name={words.addNumberFor(name)}
        done={verifications.requested4035(name)}
        onDone={refetch}
      />
    );
  }
  const reasons = smsNumber.verification?.rejectionReasons ?? [];
  if (smsNumber.status !== "REJECTED" || isFinal(reasons)) return null;
  const what = `${accountName}, ${name}`;
  return (
    <RequestNumber
      senderId={id}
      label={verifications.resubmit}
      name={verifications.resubmitFor(what)}
      done={verifications.resubmitted(what)}
      onDone={refetch}
    />
  );
}
