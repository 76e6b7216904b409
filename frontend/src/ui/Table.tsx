/** A table with a line for each row. On small screens, each row is a card with the same ARIA roles. */
import type { ComponentChildren } from "preact";

import { Link } from "../router";

export interface Column<T> {
  label: string;
  cell: (row: T) => ComponentChildren;
  /** The column's name in the sort parameter of the URL. */
  sort?: string;
  /** Sorts in descending order first, for example times. */
  isDescendingFirst?: boolean;
  isHeader?: boolean;
  isNumber?: boolean;
  /** Takes the remaining width. */
  isWide?: boolean;
  /** Shows all of its text, on several lines. */
  isTall?: boolean;
}

export interface Sort {
  field: string;
  isDescending: boolean;
}

interface TableProps<T> {
  /** The caption above the table, and the accessible name of its scroll region. */
  label: string;
  note?: ComponentChildren;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** The page that a click on the row opens; the header cell is its link. */
  rowHref?: (row: T) => string;
  /** Whether the page shows this row's details beside the table. */
  isCurrent?: (row: T) => boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

/** Gives a cell whose text does not fit a title with all of it. */
function showTitle({ target }: Event): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".table :is(th, td) > div") : null;
  if (cell && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? "";
}

const classOf = <T,>({ isNumber, isWide, isTall }: Column<T>) =>
  [isNumber && "end number", isWide && "roomy", isTall && "tall"].filter(Boolean).join(" ") || undefined;

export function Table<T>(props: TableProps<T>) {
  const { label, note, columns, rows, rowKey, rowHref, isCurrent, sort, onSort } = props;
  return (
    // Focusable, so that keyboard users can scroll it.
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="table" role="table" onPointerOver={showTitle}>
        <caption class={note ? undefined : "hidden"}>
          {label}
          {note && <> · {note}</>}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeaderCell key={column.label} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map((column) => {
                const shared = {
                  key: column.label,
                  "data-label": column.label,
                  class: classOf(column),
                };
                return column.isHeader ? (
                  <th {...shared} scope="row" role="rowheader">
                    <div>
                      {rowHref ? (
                        <Link
                          class="row-link"
                          href={rowHref(row)}
                          aria-current={isCurrent?.(row) ? "true" : undefined}
                        >
                          {column.cell(row)}
                        </Link>
                      ) : (
                        column.cell(row)
                      )}
                    </div>
                  </th>
                ) : (
                  <td {...shared} role="cell">
                    <div>{column.cell(row)}</div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeaderProps<T> {
  column: Column<T>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function HeaderCell<T>({ column, sort, onSort }: HeaderProps<T>) {
  const field = column.sort;
  const isSorted = field !== undefined && sort?.field === field;
  const order = sort?.isDescending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      role="columnheader"
      class={column.isNumber ? "end" : undefined}
      aria-sort={isSorted ? order : undefined}
    >
      {field && onSort ? (
        <button
          type="button"
          class="sort"
          onClick={() =>
            onSort({
              field,
              isDescending: isSorted ? !sort?.isDescending : (column.isDescendingFirst ?? false),
            })
          }
        >
          {column.label}
        </button>
      ) : (
        column.label
      )}
    </th>
  );
}
