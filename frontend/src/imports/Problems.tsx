/** The first problems of a file: where each is, and what the import does about it. */
import type { ImportAction } from "../gql/imports";
import { ACTION, COLUMN, imports } from "../i18n/imports";
import { Chip, type Tone } from "../ui/Chip";
import { Table, type Column } from "../ui/Table";
import type { ImportProblem } from "./uploads";

const TONE: Record<ImportAction, Tone> = { REFUSED: "bad", ROW_REFUSED: "bad", CORRECTED: "info", IGNORED: "none" };

const COLUMNS: Column<ImportProblem>[] = [
  {
    label: imports.row,
    isHeader: true,
    cell: ({ row, externalId }) => (
      <>
        {row} {externalId && <span class="muted small">{externalId}</span>}
      </>
    ),
  },
  { label: imports.result, cell: ({ code }) => <Chip tone={TONE[code]}>{ACTION[code]}</Chip> },
  { label: imports.column, cell: ({ column }) => (column ? (COLUMN[column] ?? column) : imports.wholeRow) },
  { label: imports.value, cell: ({ value }) => value },
  { label: imports.problem, isWide: true, isTall: true, cell: ({ message }) => message },
];

export function Problems({ problems, total }: { problems: readonly ImportProblem[]; total: number }) {
  const rows = problems.map((problem, index) => ({ ...problem, key: String(index) }));
  return (
    <Table
      label={imports.problems}
      note={imports.firstOf(problems.length, total)}
      columns={COLUMNS}
      rows={rows}
      rowKey={({ key }: ImportProblem & { key?: string }) => key ?? ""}
    />
  );
}
