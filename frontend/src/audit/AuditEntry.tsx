/** The entries of the audit log as a table: one line each, with the details below once they are opened. */
import type { ComponentChildren } from "preact";

import type { AuditLogQuery } from "../gql/audit";
import { ACTION, ACTOR_KIND, audit, fieldWords, kindOf } from "../i18n/audit";
import { exactTime, nameOf } from "../i18n/format";
import { Link } from "../router";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import "../ui/details.css";
import "./audit.css";

export type Entry = AuditLogQuery["auditLog"]["nodes"][number];

/** Names of objects by ID. */
export type Names = ReadonlyMap<string, string>;

const searchFor = (name: string, id: string) => `/audit-log?${new URLSearchParams({ [name]: id })}`;

function Value({ children }: { children: string | null }) {
  return children === null ? <span class="muted">{audit.empty}</span> : <>{children}</>;
}

function Changes({ entry }: { entry: Entry }) {
  if (entry.changes.length === 0) return <p class="muted">{audit.noChanges}</p>;
  return (
    <dl class="facts">
      {entry.changes.map(({ field, before, after }) => (
        <Fact key={field} label={fieldWords(field)}>
          {before !== null && (
            <>
              <Value>{before}</Value> <span aria-hidden="true">→</span>{" "}
              <span class="hidden">{audit.changedTo}</span>
            </>
          )}
          <Value>{after}</Value>
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Details({ entry, hasLog }: { entry: Entry; hasLog: boolean }) {
  const { actorId, actorName, subjectId } = entry;
  return (
    <div class="audit-details">
      <section aria-label={audit.change}>
        <h2>{audit.change}</h2>
        <Changes entry={entry} />
      </section>
      <section aria-label={audit.entry}>
        <h2>{audit.entry}</h2>
        <dl class="facts">
          <Fact label={audit.sequence}>{entry.sequence}</Fact>
          <Fact label={audit.exactTime}>{exactTime(entry.at)}</Fact>
          <Fact label={audit.request}>{entry.requestId ?? audit.noRequest}</Fact>
          {entry.address && <Fact label={audit.address}>{entry.address}</Fact>}
          <Fact label={audit.id}>{subjectId}</Fact>
          <Fact label={audit.hash}>{entry.hash}</Fact>
        </dl>
      </section>
      {hasLog && (
        <p class="row">
          <Link class="button" href={searchFor("subject", subjectId)}>
            {audit.moreOfObject}
          </Link>
          {actorId && (
            <Link class="button" href={searchFor("actor", actorId)}>
              {audit.moreOfActor(actorName)}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

/** The columns of the audit log. `names` may lack deleted objects. */
const columnsOf = (names: Names): Column<Entry>[] => [
  {
    label: audit.what,
    isHeader: true,
    cell: ({ action }) => ACTION[action],
  },
  {
    label: audit.object,
    isWide: true,
    cell: ({ subjectId }) => {
      const name = names.get(subjectId);
      return (
        <>
          {kindOf(subjectId)}
          {name && <span class="muted number"> {nameOf(name)}</span>}
        </>
      );
    },
  },
  {
    label: audit.account,
    isShort: true,
    cell: ({ accountId }) =>
      accountId && (
        <Link href={`/accounts/${accountId}`}>{nameOf(names.get(accountId) ?? kindOf(accountId))}</Link>
      ),
  },
  {
    label: audit.who,
    isShort: true,
    cell: ({ actorName, actorKind }) => (
      <>
        {actorName}
        {actorName !== ACTOR_KIND[actorKind] && <span class="muted"> {ACTOR_KIND[actorKind]}</span>}
      </>
    ),
  },
  {
    label: audit.when,
    cell: ({ at }) => (
      <span class="number">
        <Time at={at} />
      </span>
    ),
  },
];

interface AuditTableProps {
  label: string;
  entries: readonly Entry[];
  names: Names;
  /** Whether the entries all belong to one account, whose page shows them. */
  isOfAccount?: boolean;
}

export function AuditTable({ label, entries, names, isOfAccount = false }: AuditTableProps) {
  return (
    <Table
      label={label}
      columns={columnsOf(names).filter((column) => !isOfAccount || column.label !== audit.account)}
      rows={entries}
      rowKey={({ id }) => id}
      detail={{
        nameOf: ({ sequence, action }) => audit.showDetails(ACTION[action], sequence),
        content: (entry) => <Details entry={entry} hasLog={!isOfAccount} />,
      }}
    />
  );
}
