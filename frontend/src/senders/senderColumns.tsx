/** The columns of an account's locations and queues, and what a rejected number shows below its row. */
import { isFinal, Reasons } from "../details/Reasons";
import type { SenderRowFragment } from "../gql/account";
import { account as words } from "../i18n/account";
import { phone } from "../i18n/format";
import { verifications } from "../i18n/verifications";
import { Link } from "../router";
import { useMay } from "../session";
import { Chip, NumberChip } from "../ui/Chip";
import { useHeadingFocusOnUnmount } from "../ui/focus";
import type { Column, RowDetail } from "../ui/Table";
import { Time } from "../ui/Time";
import type { NumberRequest } from "./RequestDialog";
import type { SenderEdit } from "./SenderDialog";

type Row = SenderRowFragment;

interface Actions {
  /** The address of the form for the account's details. */
  fixHref: string;
  onRequest: (request: NumberRequest) => void;
  onEdit: (edit: SenderEdit) => void;
}

/** `rows` are those of the page: without a rejected number, it has no column for reasons. */
export function useSenderColumns(rows: readonly Row[], actions: Actions): Column<Row>[] {
  const may = useMay();
  const hasReasons = rows.some((row) => reasonsOf(row).length > 0);
  const columns: Column<Row>[] = [
    {
      label: words.sender,
      isHeader: true,
      isShort: hasReasons,
      isWide: !hasReasons,
      cell: (sender) => <Name sender={sender} />,
    },
    { label: words.number, cell: ({ smsNumber }) => <Number number={smsNumber} /> },
    {
      label: words.status,
      cell: ({ smsNumber }) =>
        smsNumber && (
          <>
            <NumberChip status={smsNumber.status} />{" "}
            {smsNumber.verification?.isOverdue && <Chip tone="bad">{verifications.overdue}</Chip>}
          </>
        ),
    },
    {
      label: words.requestedAt,
      cell: ({ smsNumber }) => smsNumber?.verification && <Time at={smsNumber.verification.requestedAt} />,
    },
  ];
  if (hasReasons) columns.push(REASONS);
  if (!may("REQUEST_NUMBERS") && !may("EDIT_ACCOUNTS")) return columns;
  return [...columns, { label: words.actions, isEnd: true, cell: (sender) => <RowActions sender={sender} {...actions} /> }];
}

const reasonsOf = ({ smsNumber }: Row) =>
  smsNumber?.status === "REJECTED" ? (smsNumber.verification?.rejectionReasons ?? []) : [];

const REASONS: Column<Row> = {
  label: verifications.reasons,
  isWide: true,
  cell: (sender) => reasonsOf(sender).map(({ message }) => message).join(" "),
};

/** A rejected number's reasons, and Resubmit if the rejection is not final. */
export const detailOf = (
  onResubmit: (sender: Row) => void,
  may: (permission: string) => boolean,
): RowDetail<Row> => ({
  nameOf: ({ name }) => verifications.reasonsFor(name),
  content: (sender) => {
    const reasons = reasonsOf(sender);
    if (reasons.length === 0) return null;
    return (
      <div class="stack">
        <Reasons reasons={reasons} />
        {may("REQUEST_NUMBERS") && !isFinal(reasons) && (
          <div>
            <button
              type="button"
              class="button"
              aria-label={verifications.resubmitFor(sender.name)}
              onClick={() => onResubmit(sender)}
            >
              {verifications.resubmit}
            </button>
          </div>
        )}
      </div>
    );
  },
});

function Name({ sender }: { sender: Row }) {
  const kind =
    sender.__typename === "Queue" ? words.queue : sender.isDefault ? words.isDefault : null;
  const about = [kind, sender.externalId].filter(Boolean).join(" · ");
  return (
    <>
      {sender.name} {about && <span class="muted small">{about}</span>}
    </>
  );
}

function Number({ number }: { number: Row["smsNumber"] }) {
  if (!number) return <span class="muted">{words.noNumber}</span>;
  if (!number.phoneNumber) return <span class="muted">{words.numberPending}</span>;
  return <span class="number">{phone(number.phoneNumber)}</span>;
}

/** Add Number for a sender without a number, Fix details after a rejection that can be retried. */
function RowActions({ sender, fixHref, onRequest, onEdit }: Actions & { sender: Row }) {
  const may = useMay();
  const { name, smsNumber } = sender;
  const reasons = reasonsOf(sender);
  return (
    <div class="actions">
      {!smsNumber && may("REQUEST_NUMBERS") && (
        <AddNumber name={name} onClick={() => onRequest({ kind: "add", senders: [sender] })} />
      )}
      {reasons.length > 0 && !isFinal(reasons) && may("EDIT_ACCOUNTS") && (
        <Link class="button" href={fixHref} aria-label={verifications.fixFor(name)}>
          {verifications.fixLink}
        </Link>
      )}
      {may("EDIT_ACCOUNTS") && (
        <button
          type="button"
          class="button plain"
          aria-label={words.editSender(name)}
          onClick={() => onEdit({ kind: sender.__typename, sender })}
        >
          {words.edit}
        </button>
      )}
    </div>
  );
}

function AddNumber({ name, onClick }: { name: string; onClick: () => void }) {
  const element = useHeadingFocusOnUnmount<HTMLDivElement>();
  return (
    <div ref={element}>
      <button type="button" class="button" aria-label={words.addNumberFor(name)} onClick={onClick}>
        {words.addNumber}
      </button>
    </div>
  );
}
