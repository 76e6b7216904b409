/** The page of one import: its progress, then its result, the next step, and its problems. */
import { useEffect, useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import type { BusinessDetailField } from "../gql/fragments";
import { CompletenessDocument, ImportDocument, type ImportQuery } from "../gql/imports";
import { DETAIL } from "../i18n/details";
import { count, list } from "../i18n/format";
import { FAILURE, imports } from "../i18n/imports";
import { shell } from "../i18n/shell";
import { Link, type PageProps } from "../router";
import { DownloadButton } from "../ui/DownloadButton";
import { Figures } from "../ui/Figures";
import { Page } from "../ui/Page";
import { Progress } from "../ui/Progress";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";
import { Problems } from "./Problems";
import { StateChip } from "./RecentImports";
import "../ui/details.css";
import "../ui/portal.css";

const POLL_EVERY = 1_000;

type Shown = NonNullable<ImportQuery["import"]>;

/** Details for which accounts fall back to the partner's. */
const isSupplied = (field: BusinessDetailField) => field === "WEBSITE" || field.startsWith("CONTACT_");

const isUnfinished = ({ state }: Shown) => state === "QUEUED" || state === "RUNNING";

export function Import({ params: { id = "" } }: PageProps) {
  const [every, setEvery] = useState<number | null>(POLL_EVERY);
  const query = useQuery(ImportDocument, { id }, { pollEvery: every });
  const job = query.data?.import;
  useEffect(() => {
    if (job !== undefined) setEvery(job && isUnfinished(job) ? POLL_EVERY : null);
  }, [job]);
  return (
    <Waiting query={query}>
      {({ import: shown }) =>
        shown ? (
          <Page title={imports.importOf(shown.fileName)}>
            <Result job={shown} />
            <Counts job={shown} />
            {!isUnfinished(shown) && <NextStep />}
            <ProblemList job={shown} />
          </Page>
        ) : (
          <Page title={shell.notFound}>
            <p>{shell.notFoundHint}</p>
            <p>
              <Link href="/accounts/import">{imports.title}</Link>
            </p>
          </Page>
        )
      }
    </Waiting>
  );
}

function Result({ job }: { job: Shown }) {
  const done = imports.done(job.rowsDone, job.rowsTotal);
  return (
    <section class="card" aria-label={imports.progress}>
      <div class="row">
        <StateChip state={job.state} />
        <span class="muted">
          {imports.at} <Time at={job.createdAt} /> {imports.startedBy(job.actorName)}
        </span>
      </div>
      {/* Rendered from the start, so that screen readers announce the end. */}
      <div role="status">
        {job.state === "COMPLETED" && (
          <p class="notice ok">
            <span>{imports.completed(job.kind, job.created, job.updated)}</span>
          </p>
        )}
        {job.state === "FAILED" && (
          <div class="notice bad">
            <p>
              {imports.failed(job.rowsDone)} {job.failure && FAILURE[job.failure]}
            </p>
            <p>{imports.failedHint}</p>
          </div>
        )}
      </div>
      {job.state !== "COMPLETED" && (
        <Progress label={imports.progress} value={job.rowsDone} max={job.rowsTotal} text={done} />
      )}
      {isUnfinished(job) && <p class="muted small">{imports.background}</p>}
      {!isUnfinished(job) && (
        <div class="row">
          {job.problemCount > 0 && (
            <DownloadButton
              path={`/imports/${job.id}/report.csv`}
              label={imports.report}
              busy={imports.downloading}
            />
          )}
          <Link class="button" href="/accounts/import">
            {imports.again}
          </Link>
        </div>
      )}
    </section>
  );
}

function Counts({ job }: { job: Shown }) {
  const counts = [
    [imports.new, job.created],
    [imports.changed, job.updated],
    [imports.unchanged, job.unchanged],
    [imports.refused, job.refused],
  ] as const;
  return (
    <Figures
      label={imports.counts}
      figures={counts.map(([label, rows]) => ({ label, value: count(rows) }))}
    />
  );
}

/** How many accounts can be verified now, and what to do about the others. */
function NextStep() {
  const query = useQuery(CompletenessDocument, {});
  return (
    <Waiting query={query}>
      {({ accounts, complete, viewer }) => {
        const missing = viewer.partner.businessDetails.missing.filter(isSupplied);
        const isReady = complete.totalCount === accounts.totalCount;
        const hint = isReady
          ? imports.ready
          : missing.length > 0
            ? imports.forAll(list(missing.map((field) => DETAIL[field])))
            : imports.fillIn;
        const [href, label] = isReady
          ? ["/accounts", imports.toAccounts]
          : missing.length > 0
            ? ["/business-details", imports.toDetails]
            : ["/accounts?details=incomplete", imports.toIncomplete];
        return (
          <section class="card" aria-labelledby="import-next">
            <h2 id="import-next">{imports.next}</h2>
            <p>
              {imports.complete(complete.totalCount, accounts.totalCount)} {hint}
            </p>
            <div class="row">
              <Link class="button primary" href={href}>
                {label}
              </Link>
            </div>
          </section>
        );
      }}
    </Waiting>
  );
}

function ProblemList({ job }: { job: Shown }) {
  if (job.problems.length > 0) return <Problems problems={job.problems} total={job.problemCount} />;
  return job.state === "COMPLETED" ? <p class="muted">{imports.noProblems}</p> : null;
}
