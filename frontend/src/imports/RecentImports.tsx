/** The partner's recent imports, each with its result. */
import { useQuery } from "../api/useQuery";
import { ImportsDocument, type ImportState, type ListedImportFragment } from "../gql/imports";
import { count } from "../i18n/format";
import { STATE, imports } from "../i18n/imports";
import { Chip, type Tone } from "../ui/Chip";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";

const PAGE = 10;
const TONE: Record<ImportState, Tone> = { QUEUED: "wait", RUNNING: "wait", COMPLETED: "ok", FAILED: "bad" };

export const StateChip = ({ state }: { state: ImportState }) => <Chip tone={TONE[state]}>{STATE[state]}</Chip>;

const COLUMNS: Column<ListedImportFragment>[] = [
  { label: imports.fileName, isHeader: true, isWide: true, cell: ({ fileName }) => fileName },
  { label: imports.contents, cell: ({ kind }) => imports.kind[kind] },
  { label: imports.status, cell: ({ state }) => <StateChip state={state} /> },
  { label: imports.new, isNumber: true, cell: ({ created }) => count(created) },
  { label: imports.changed, isNumber: true, cell: ({ updated }) => count(updated) },
  { label: imports.refused, isNumber: true, cell: ({ refused }) => count(refused) },
  { label: imports.by, cell: ({ actorName }) => actorName },
  { label: imports.at, cell: ({ createdAt }) => <Time at={createdAt} /> },
];

export function RecentImports() {
  const query = useQuery(ImportsDocument, { first: PAGE, after: useAfter() });
  return (
    <Waiting query={query}>
      {({ imports: { nodes, pageInfo } }) =>
        nodes.length > 0 ? (
          <div class="stack">
            <Table
              label={imports.recent}
              note={imports.kept}
              columns={COLUMNS}
              rows={nodes}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/accounts/import/${id}`}
            />
            <Pager info={pageInfo} />
          </div>
        ) : null
      }
    </Waiting>
  );
}
