/** Outcomes of sends by day, account, and code: figures, a chart, tables, and a CSV download. */
import { ChartColumn } from "lucide";

import { useAccountInUrl } from "../accounts/AccountField";
import { AccountFilter } from "../accounts/AccountFilter";
import { useQuery } from "../api/useQuery";
import { SendReportDocument, type SendReportQuery } from "../gql/reports";
import { CODES, codeWords, reports } from "../i18n/reports";
import { Link, useSearch, type PageProps } from "../router";
import { useViewer } from "../session";
import { DownloadButton } from "../ui/DownloadButton";
import { Empty } from "../ui/Empty";
import { DayFilter, Filters, SelectFilter } from "../ui/Filters";
import { Page } from "../ui/Page";
import { useAfter } from "../ui/Pager";
import { Segments } from "../ui/Segments";
import { Waiting } from "../ui/Waiting";
import { OutcomeTable, RowsTable } from "./ReportTables";
import { SendChart } from "./SendChart";
import { barsOf, before, byCode, isWeekly, periodOf, type Period } from "./sendFigures";
import "./reports.css";

const PAGE = 25;

export function Reports(_: PageProps) {
  const viewer = useViewer();
  const [search, change] = useSearch();
  // The server counts days in UTC.
  const period = periodOf(search, new Date().toISOString().slice(0, 10));
  const account = useAccountInUrl(viewer.account ? null : search.get("account"));
  const code = CODES.find((known) => String(known) === search.get("code")) ?? null;
  const unknown = code === null ? search.get("code") : null;
  const { since, until } = period;
  const filter = { since, until, accountId: account?.id ?? null, code };
  const isRefused = period.problem !== null || Boolean(unknown);
  const query = useQuery(
    SendReportDocument,
    { filter, before: { ...filter, ...before(period) }, first: PAGE, after: useAfter() },
    { skip: isRefused },
  );
  const file = new URLSearchParams({ since, until });
  if (account) file.set("accountId", account.id);
  if (code) file.set("code", String(code));

  const actions = !isRefused && (
    <DownloadButton path={`/reports/sends.csv?${file}`} label={reports.download} busy={reports.downloading} />
  );
  return (
    <Page title={reports.title} actions={actions}>
      <p class="muted">{reports.intro}</p>
      <Filters isBusy={query.isLoading && !isRefused}>
        <PeriodFilter period={period} onChange={change} />
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
      ) : unknown ? (
        <Empty icon={ChartColumn} title={reports.unknownCode(unknown)}>
          <p>{reports.unknownCodeHint}</p>
          <button type="button" class="button" onClick={() => change({ code: null, after: null })}>
            {reports.allCodes}
          </button>
        </Empty>
      ) : (
        <Waiting query={query}>{(data) => <Results {...data} />}</Waiting>
      )}
    </Page>
  );
}

interface PeriodFilterProps {
  period: Period;
  onChange: (changes: Record<string, string | null>) => void;
}

function PeriodFilter({ period: { length, since, until }, onChange }: PeriodFilterProps) {
  const choose = (days: string) =>
    onChange(
      days
        ? { days: days === "30" ? null : days, since: null, until: null, after: null }
        : { days: null, since, until, after: null },
    );
  return (
    <>
      <Segments
        label={reports.period}
        options={[...Object.entries(reports.periods), ["", reports.customRange]]}
        value={length}
        onChoose={choose}
      />
      {length === "" && (
        <>
          <DayFilter name="since" label={reports.since} />
          <DayFilter name="until" label={reports.until} />
        </>
      )}
    </>
  );
}

function Results({ sendReport, previous }: SendReportQuery) {
  const { since, until, totals, rows } = sendReport;
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
  const weekly = isWeekly(since, until);
  const title = weekly ? reports.byWeek : reports.byDay;
  const earlier = before({ since, until });
  return (
    <>
      <div class="report-sums">
        <section class="card" aria-labelledby="report-chart">
          <h2 id="report-chart">{title}</h2>
          <SendChart
            title={title}
            bars={barsOf(totals, since, until)}
            before={barsOf(previous.totals, earlier.since, earlier.until)}
            isWeekly={weekly}
          />
        </section>
        <OutcomeTable codes={byCode(totals)} />
      </div>
      <RowsTable rows={rows} />
    </>
  );
}
