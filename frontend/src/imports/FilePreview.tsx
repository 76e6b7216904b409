/** What an import of the chosen file would change, before anything is stored. */
import { useEffect, useRef } from "preact/hooks";

import { count, list } from "../i18n/format";
import { COLUMN, OUTCOME, imports } from "../i18n/imports";
import { Chip, type Tone } from "../ui/Chip";
import { Table, type Column } from "../ui/Table";
import { Problems } from "./Problems";
import type { Outcome, Preview, PreviewRow } from "./uploads";

const TONE: Record<Outcome, Tone> = { CREATED: "ok", UPDATED: "info", UNCHANGED: "none", REFUSED: "bad" };

const columnsOf = (preview: Preview): Column<PreviewRow>[] => [
  { label: imports.row, isHeader: true, cell: ({ row }) => String(row) },
  { label: imports.result, cell: ({ outcome }) => <Chip tone={TONE[outcome]}>{OUTCOME[outcome]}</Chip> },
  ...Object.keys(preview.columns).map((column) => ({
    label: COLUMN[column] ?? column,
    cell: ({ values }: PreviewRow) => values[column] ?? "",
  })),
];

interface FilePreviewProps {
  fileName: string;
  preview: Preview;
  isStarting: boolean;
  onStart: () => void;
  onOther: () => void;
}

export function FilePreview({ fileName, preview, isStarting, onStart, onOther }: FilePreviewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The field for the file, which had the focus, is gone.
  useEffect(() => heading.current?.focus(), [preview]);
  const { counts, problems } = preview;
  const changes = counts.created + counts.updated;
  const total = Object.values(preview.problemCounts).reduce((sum, each) => sum + each, 0);
  return (
    <>
      <section class="card" aria-labelledby="import-preview">
        <h2 id="import-preview" ref={heading} tabIndex={-1}>
          {imports.previewOf(fileName)}
        </h2>
        <p class="muted">{imports.nothingStored}</p>
        <Facts preview={preview} />
        {changes === 0 && (
          <p class="notice wait">
            <span>{imports.nothing}</span>
          </p>
        )}
        <div class="row">
          {changes > 0 && (
            <button type="button" class="button primary" aria-disabled={isStarting} onClick={onStart}>
              {isStarting ? imports.starting : imports.start(counts.rows - counts.refused)}
            </button>
          )}
          <button type="button" class="button" onClick={onOther}>
            {imports.other}
          </button>
        </div>
      </section>
      {problems.length > 0 && <Problems problems={problems} total={total} />}
      {preview.firstRows.length > 0 && (
        <Table
          label={imports.firstRows}
          note={imports.firstOf(preview.firstRows.length, counts.rows)}
          columns={columnsOf(preview)}
          rows={preview.firstRows}
          rowKey={({ row }) => String(row)}
        />
      )}
    </>
  );
}

function Facts({ preview }: { preview: Preview }) {
  const { counts, kind, columns, ignoredColumns } = preview;
  const titles = Object.entries(columns).map(([column, title]) => imports.same(title, COLUMN[column] ?? column));
  const facts: [string, string][] = [
    [imports.contents, `${imports.kind[kind]}, ${imports.rows(counts.rows)}`],
    [imports.new, count(counts.created)],
    [imports.changed, count(counts.updated)],
    [imports.unchanged, count(counts.unchanged)],
    [imports.refused, count(counts.refused)],
    [imports.recognized, titles.join(", ")],
    [imports.ignored, ignoredColumns.length > 0 ? list(ignoredColumns) : imports.none],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label} class="fact">
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
