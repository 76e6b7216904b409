/** Outcomes of sends by day, account, and code: a chart, tables, and a CSV download. */
import { ChartColumn } from "lucide";

import { useAccountInUrl } from "../accounts/AccountField";
import { AccountFilter } from "../accounts/AccountFilter";
import { useQuery } from "../api/useQuery";
import { SendReportDocument, type SendReportQuery } from "../gql/operations";
import { count, dayOf, percent } from "../i18n/format";
import { CODES, codeWords, reports } from "../i18n/reports";
import { Link, useSearch, type PageProps } from "../router";
import { useViewer } from "../session";
import { DownloadButton } from "../ui/DownloadButton";
import { Empty } from "../ui/Empty";
import { SelectField } from "../ui/Field";
import { DayFilter, Filters, SelectFilter } from "../ui/Filters";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Waiting } from "../ui/Waiting";
import { SendFigures } from "./SendFigures";
import { barsOf, byCode, isWeekly, periodOf } from "./sendFigures";

const PAGE = 25;

type Report = SendReportQuery["sendReport"];
type Row = Report["rows"]["nodes"][number];

export function Reports(_: PageProps) {
  const viewer = useViewer();
  const [search, change] = useSearch();
  // The server counts days in UTC.
  const period = periodOf(search, new Date().toISOString().slice(0, 10));
  const account = useAccountInUrl(viewer.account ? null : search.get("account"));
  const code = CODES.find((known) => String(known) === search.get("code")) ?? null;
  const { since, until } = period;
  const filter = { since, until, accountId: account?.id ?? null, code };
  const query = useQuery(
    SendReportDocument,
    { filter, first: PAGE, after: useAfter() },
    { skip: period.problem !== null },
  );
  const narrow = (changes: Record<string, string | null>) => change({ ...changes, after: null });
  const file = new URLSearchParams({ since, until });
  if (account) file.set("accountId", account.id);
  if (code) file.set("code", String(code));

  const actions = period.problem === null && (
    <DownloadButton path={`/reports/sends.csv?${file}`} label={reports.download} busy={reports.downloading} />
  );
  return (
    <Page title={reports.title} actions={actions}>
      <p class="muted">{reports.intro}</p>
      <Filters>
        <SelectField
          label={reports.period}
          field={{
            id: "period",
            value: period.length,
            error: undefined,
            onValue: (days) =>
              narrow(
                days
                  ? { days: days === "30" ? null : days, since: null, until: null }
                  : { days: null, since, until },
              ),
          }}
          options={[...Object.entries(reports.periods), ["", reports.customRange]]}
        />
        {period.length === "" && (
          <>
            <DayFilter name="since" label={reports.since} />
            <DayFilter name="until" label={reports.until} />
          </>
        )}
        {!viewer.account && <AccountFilter />}
        <SelectFilter
          name="code"
          label={reports.code}
          options={CODES.map((known) => [String(known), codeWords(known)])}
        />
      </Filters>
      {period.problem ? (
        <p class="notice bad" role="alert">
          <span>{reports[period.problem]}</span>
        </p>
      ) : (
        <Waiting query={query}>{({ sendReport }) => <Figures report={sendReport} />}</Waiting>
      )}
    </Page>
  );
}

function Figures({ report }: { report: Report }) {
  const viewer = useViewer();
  const { since, until, totals, rows } = report;
  if (totals.length === 0) {
    return (
      <Empty icon={ChartColumn} title={reports.empty}>
        <p>{reports.noMatches}</p>
        <Link class="button" href="/reports">
          {reports.showAll}
        </Link>
      </Empty>
    );
  }
  const bars = barsOf(totals, since, until);
  const codes = byCode(totals);
  const sum = codes.reduce((before, { count }) => before + count, 0);
  const title = isWeekly(since, until) ? reports.byWeek : reports.byDay;
  return (
    <>
      <section class="card">
        <h2>{title}</h2>
        <SendFigures
          title={title}
          dayLabel={isWeekly(since, until) ? reports.weekFrom : reports.day}
          bars={bars}
        />
      </section>
      <Table
        label={reports.byCode}
        note={reports.total(sum)}
        columns={[
          { label: reports.code, isHeader: true, cell: ({ code }) => codeWords(code) },
          { label: reports.number, isNumber: true, cell: ({ count: sends }) => count(sends) },
          { label: reports.share, isNumber: true, cell: (row) => percent(row.count / sum) },
        ]}
        rows={codes}
        rowKey={({ code }) => String(code)}
      />
      <Table
        label={viewer.account ? reports.ownRows : reports.rows}
        columns={viewer.account ? OWN_COLUMNS : COLUMNS}
        rows={rows.nodes}
        rowKey={({ day, account, code }) => `${day} ${account?.id} ${code}`}
      />
      <Pager info={rows.pageInfo} />
    </>
  );
}

const DAY: Column<Row> = {
  label: reports.day,
  isHeader: true,
  cell: ({ day }) => <span class="number">{dayOf(day)}</span>,
};

const OUTCOME: Column<Row>[] = [
  { label: reports.code, cell: ({ code }) => codeWords(code) },
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
        <Link href={`/accounts/${account.id}`}>{account.name}</Link>
      ) : (
        <span class="muted">{reports.unknownSender}</span>
      ),
  },
  ...OUTCOME,
];
