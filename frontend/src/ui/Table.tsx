/** Rows of a list; on small screens each row is a card, and its roles stay said. */
import type { ComponentChildren } from "preact";

export interface Column<T> {
  label: string;
  cell: (row: T) => ComponentChildren;
  /** The word that a sort by this column has in the address. */
  sort?: string;
  /** Sorted the other way round first, as moments are: the newest on top. */
  isDescendingFirst?: boolean;
  isHeader?: boolean;
  isNumber?: boolean;
  /** Takes what room there is, and breaks anywhere. */
  isWide?: boolean;
}

export interface Sort {
  field: string;
  isDescending: boolean;
}

interface TableProps<T> {
  /** Says what the table lists; shown above it, and the name of the region that scrolls. */
  label: string;
  note?: ComponentChildren;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}

export function Table<T>({ label, note, columns, rows, rowKey, sort, onSort }: TableProps<T>) {
  return (
    // Whoever has no mouse scrolls what does not fit with the arrow keys: it must take the focus.
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="table" role="table">
        <caption>
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
                  class: column.isNumber ? "end number" : column.isWide ? "roomy" : undefined,
                };
                return column.isHeader ? (
                  <th {...shared} scope="row" role="rowheader">
                    <div>{column.cell(row)}</div>
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
