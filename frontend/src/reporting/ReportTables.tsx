/** The report's tables: sums by outcome, and rows by day, account, and outcome. */
import type { SendReportQuery } from "../gql/reports";
import { count, dayOf, nameOf, percentColumn } from "../i18n/format";
import { codeWords, reports } from "../i18n/reports";
import { Link } from "../router";
import { useViewer } from "../session";
import { Pager } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";

type Rows = SendReportQuery["sendReport"]["rows"];
type Row = Rows["nodes"][number];

export function OutcomeTable({ codes }: { codes: readonly { code: number; count: number }[] }) {
  const sum = codes.reduce((before, { count }) => before + count, 0);
  return (
    <Table
      label={reports.byCode}
      note={reports.total(sum)}
      columns={[
        { label: reports.code, isHeader: true, isWide: true, cell: ({ code }) => codeWords(code) },
        { label: reports.number, isNumber: true, cell: ({ count: sends }) => count(sends) },
        { label: reports.share, isNumber: true, cell: (row) => percentColumn(row.count / sum) },
      ]}
      rows={codes}
      rowKey={({ code }) => String(code)}
    />
  );
}

const DAY: Column<Row> = {
  label: reports.day,
  isHeader: true,
  cell: ({ day }) => <span class="number">{dayOf(day)}</span>,
};

const OUTCOME: Column<Row>[] = [
  { label: reports.code, isWide: true, cell: ({ code }) => codeWords(code) },
  { label: reports.number, isNumber: true, cell: ({ count: sends }) => count(sends) },
];

/** The columns for one account, without its name. */
const OWN_COLUMNS = [DAY, ...OUTCOME];

const COLUMNS: Column<Row>[] = [
  DAY,
  {
    label: reports.account,
    cell: ({ account }) =>
      account ? (
        <Link href={`/accounts/${account.id}`}>{nameOf(account.name)}</Link>
      ) : (
        <span class="muted">{reports.unknownSender}</span>
      ),
  },
  ...OUTCOME,
];

export function RowsTable({ rows }: { rows: Rows }) {
  const viewer = useViewer();
  return (
    <>
      <Table
        label={viewer.account ? reports.ownRows : reports.rows}
        note={reports.newestFirst}
        columns={viewer.account ? OWN_COLUMNS : COLUMNS}
        rows={rows.nodes}
        rowKey={({ day, account, code }) => `${day} ${account?.id} ${code}`}
      />
      <Pager info={rows.pageInfo} />
    </>
  );
}
