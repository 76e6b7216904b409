/** Uploads of files to import: the preview, and the start of an import. */
import { ownerHeader } from "../api/owner";
import { json, request } from "../api/rest";
import type { ImportAction, ImportKind } from "../gql/imports";
import type { OUTCOME } from "../i18n/imports";

export const MAX_FILE = 20 * 1024 * 1024;

export type Outcome = keyof typeof OUTCOME;

export interface ImportProblem {
  row: number;
  externalId: string;
  column: string;
  value: string;
  code: ImportAction;
  message: string;
}

export interface PreviewRow {
  row: number;
  outcome: Outcome;
  values: Record<string, string | null>;
}

/** The answer of POST /imports/preview (docs/access.md). */
export interface Preview {
  kind: ImportKind;
  /** The file's title of each recognized column. */
  columns: Record<string, string>;
  ignoredColumns: string[];
  counts: Record<"rows" | "created" | "updated" | "unchanged" | "refused", number>;
  firstRows: PreviewRow[];
  problems: ImportProblem[];
  problemCounts: Partial<Record<ImportAction, number>>;
}

async function upload(path: string, file: File): Promise<unknown> {
  const fileName = encodeURIComponent(file.name.slice(-200));
  const headers = { ...ownerHeader(), "Content-Type": "text/csv" };
  return json(await request(`${path}?fileName=${fileName}`, { method: "POST", body: file }, headers));
}

export const previewOf = async (file: File) => (await upload("/imports/preview", file)) as Preview;

/** Starts an import; returns its id. */
export const startImport = async (file: File) =>
  ((await upload("/imports", file)) as { importId: string }).importId;
