/** One entry of the audit log: the table's columns, and the entry's details. */
import type { ComponentChildren } from "preact";

import type { AuditLogQuery } from "../gql/operations";
import { ACTION, ACTOR_KIND, audit, fieldWords, kindOf } from "../i18n/audit";
import { exactTime } from "../i18n/format";
import { Link } from "../router";
import type { Column } from "../ui/Table";
import { Time } from "../ui/Time";

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
        <div key={field} class="fact">
          <dt>{fieldWords(field)}</dt>
          <dd>
            {before !== null && (
              <>
                <Value>{before}</Value> <span aria-hidden="true">→</span>{" "}
                <span class="hidden">{audit.changedTo}</span>
              </>
            )}
            <Value>{after}</Value>
          </dd>
        </div>
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

function Disclosure({ entry }: { entry: Entry }) {
  const { sequence, actorId, actorName, subjectId } = entry;
  return (
    <details class="disclosure small">
      <summary>
        {audit.details}
        <span class="hidden"> ({sequence})</span>
      </summary>
      <div class="stack">
        <Changes entry={entry} />
        <dl class="facts">
          <Fact label={audit.exactTime}>{exactTime(entry.at)}</Fact>
          <Fact label={audit.request}>{entry.requestId ?? audit.noRequest}</Fact>
          {entry.address && <Fact label={audit.address}>{entry.address}</Fact>}
          <Fact label={audit.id}>{subjectId}</Fact>
          <Fact label={audit.hash}>{entry.hash}</Fact>
        </dl>
        <p class="row">
          <Link href={searchFor("subject", subjectId)}>{audit.moreOfObject}</Link>
          {actorId && (
            <Link href={searchFor("actor", actorId)}>{audit.moreOfActor(actorName)}</Link>
          )}
        </p>
      </div>
    </details>
  );
}

/** The columns of the audit log. `names` may lack deleted objects. */
export const columnsOf = (names: Names): Column<Entry>[] => [
  { label: audit.sequence, cell: ({ sequence }) => <span class="number">{sequence}</span> },
  {
    label: audit.when,
    cell: ({ at }) => (
      <span class="number">
        <Time at={at} />
      </span>
    ),
  },
  {
    label: audit.what,
    isHeader: true,
    isWide: true,
    cell: (entry) => (
      <>
        {ACTION[entry.action]}
        <Disclosure entry={entry} />
      </>
    ),
  },
  {
    label: audit.who,
    cell: ({ actorName, actorKind }) => (
      <>
        {actorName}
        {actorName !== ACTOR_KIND[actorKind] && (
          <>
            <br />
            <span class="muted small">{ACTOR_KIND[actorKind]}</span>
          </>
        )}
      </>
    ),
  },
  {
    label: audit.object,
    cell: ({ subjectId }) => {
      const name = names.get(subjectId);
      return (
        <>
          {kindOf(subjectId)}
          {name && (
            <>
              <br />
              <span class={name.startsWith("(") ? "muted small number" : "muted small"}>{name}</span>
            </>
          )}
        </>
      );
    },
  },
  {
    label: audit.account,
    cell: ({ accountId }) =>
      accountId ? (
        <Link href={`/accounts/${accountId}`}>{names.get(accountId) ?? kindOf(accountId)}</Link>
      ) : (
        <span class="muted">{audit.noAccount}</span>
      ),
  },
];
