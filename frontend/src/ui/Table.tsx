/** A table with a line for each row. On small screens, each row is a card with the same ARIA roles. */
import { ChevronDown, ChevronUp } from "lucide";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

import { lists } from "../i18n/lists";
import { Link } from "../router";
import { Icon } from "./Icon";

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
  /** Leaves room for other columns on small screens. */
  isShort?: boolean;
  /** Aligned at the end, for buttons. */
  isEnd?: boolean;
  /** Shows all of its text, on several lines. */
  isTall?: boolean;
  /** Only on wide screens. */
  isExtra?: boolean;
}

/** Rows with checkboxes. */
export interface Selection<T> {
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  /** The accessible name of a row's checkbox; null if the row cannot be selected. */
  nameOf: (row: T) => string | null;
}

/** What a row shows below itself once its button is pressed. */
export interface RowDetail<T> {
  /** The accessible name of the button. */
  nameOf: (row: T) => string;
  /** Null for a row without details. */
  content: (row: T) => ComponentChildren;
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
  /** Whether the page shows this row's details next to the table. */
  isCurrent?: (row: T) => boolean;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: Selection<T>;
  detail?: RowDetail<T>;
}

/** Gives a cell whose text does not fit a title with all of it. */
function showTitle({ target }: Event): void {
  const cell = target instanceof Element ? target.closest<HTMLElement>(".table :is(th, td) > div") : null;
  if (cell && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent ?? "";
}

const CLASSES = {
  isNumber: "end number",
  isWide: "roomy",
  isShort: "short",
  isEnd: "end",
  isTall: "tall",
  isExtra: "extra",
} as const;

const classOf = <T,>(column: Column<T>) =>
  (Object.keys(CLASSES) as (keyof typeof CLASSES)[])
    .filter((name) => column[name])
    .map((name) => CLASSES[name])
    .join(" ") || undefined;

export function Table<T>(props: TableProps<T>) {
  const { label, note, columns, rows, rowKey, sort, onSort, selection, detail } = props;
  return (
    // Focusable, so that keyboard users can scroll it.
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="table" role="table" onPointerOver={showTitle}>
        <caption class={note ? undefined : "hidden"}>
          {label}
          {note && <> · {note}</>}
        </caption>
        <thead role="rowgroup">
          <tr role="row" data-sort={onSort && lists.sortBy}>
            {selection && <SelectAll selection={selection} rows={rows} rowKey={rowKey} />}
            {columns.map((column) => (
              <HeaderCell key={column.label} column={column} sort={sort} onSort={onSort} />
            ))}
            {detail && (
              <th scope="col" role="columnheader">
                <span class="hidden">{lists.details}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={rowKey(row)} {...props} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row<T>(props: TableProps<T> & { row: T }) {
  const { row, columns, rowKey, selection, detail } = props;
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const content = detail?.content(row);
  const isShown = isOpen && Boolean(content);
  return (
    <>
      <tr role="row" class={isShown ? "is-open" : undefined}>
        {selection && <SelectRow selection={selection} row={row} id={rowKey(row)} />}
        {columns.map((column) => (
          <Cell key={column.label} {...props} column={column} />
        ))}
        {detail && (
          <td class="toggle" role="cell">
            {content && (
              <button
                type="button"
                class="button plain icon"
                aria-label={detail.nameOf(row)}
                aria-expanded={isShown}
                aria-controls={isShown ? id : undefined}
                onClick={() => setIsOpen(!isOpen)}
              >
                <Icon of={isShown ? ChevronUp : ChevronDown} />
              </button>
            )}
          </td>
        )}
      </tr>
      {isShown && (
        <tr role="row" class="detail" id={id}>
          <td role="cell" colSpan={columns.length + (selection ? 2 : 1)}>
            {content}
          </td>
        </tr>
      )}
    </>
  );
}

function Cell<T>({ row, column, rowHref, isCurrent }: TableProps<T> & { row: T; column: Column<T> }) {
  const shared = { "data-label": column.label, class: classOf(column) };
  if (!column.isHeader) {
    return (
      <td {...shared} role="cell">
        <div>{column.cell(row)}</div>
      </td>
    );
  }
  return (
    <th {...shared} scope="row" role="rowheader">
      <div>
        {rowHref ? (
          <Link class="row-link" href={rowHref(row)} aria-current={isCurrent?.(row) ? "true" : undefined}>
            {column.cell(row)}
          </Link>
        ) : (
          column.cell(row)
        )}
      </div>
    </th>
  );
}

interface SelectAllProps<T> {
  selection: Selection<T>;
  rows: readonly T[];
  rowKey: (row: T) => string;
}

function SelectAll<T>({ selection: { selected, onSelect, nameOf }, rows, rowKey }: SelectAllProps<T>) {
  const selectable = rows.filter((row) => nameOf(row) !== null).map(rowKey);
  const chosen = selectable.filter((key) => selected.has(key));
  const isAll = chosen.length > 0 && chosen.length === selectable.length;
  return (
    <th scope="col" role="columnheader" class="select">
      {selectable.length > 1 ? (
        <label>
          <input
            type="checkbox"
            aria-label={lists.selectAll}
            checked={isAll}
            indeterminate={chosen.length > 0 && !isAll}
            onChange={() => onSelect(new Set(isAll ? [] : selectable))}
          />
        </label>
      ) : (
        <span class="hidden">{lists.selected}</span>
      )}
    </th>
  );
}

function SelectRow<T>({ selection, row, id }: { selection: Selection<T>; row: T; id: string }) {
  const { selected, onSelect, nameOf } = selection;
  const name = nameOf(row);
  const toggle = () => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <td role="cell" class="select">
      {name !== null && (
        <label>
          <input type="checkbox" aria-label={name} checked={selected.has(id)} onChange={toggle} />
        </label>
      )}
    </td>
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
      class={[(column.isNumber || column.isEnd) && "end", column.isExtra && "extra"].filter(Boolean).join(" ") || undefined}
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
