/** Examples of lists on the page of all parts: filters, combobox, table, pager. */
import { useState } from "preact/hooks";

import { showcase } from "../i18n/showcase";
import { Chip } from "../ui/Chip";
import { Combobox, type ComboboxTexts } from "../ui/Combobox";
import { DayFilter, Filters, SearchFilter, SelectFilter, ValueFilter } from "../ui/Filters";
import { Pager } from "../ui/Pager";
import { Table } from "../ui/Table";
import { toast } from "../ui/Toasts";
import { OPTIONS } from "./FormExamples";

const ROWS = Array.from({ length: 3 }, (_, index) => ({ id: String(index + 1) }));

const COMBOBOX: ComboboxTexts = {
  list: showcase.lists,
  placeholder: showcase.combobox,
  none: () => showcase.empty,
  more: showcase.total,
  found: () => showcase.total,
  failed: showcase.fileError,
};

const find = (search: string) =>
  Promise.resolve({ results: ROWS.filter(({ id }) => `${showcase.row} ${id}`.includes(search)), hasMore: false });

export function Lists() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  return (
    <section class="stack" aria-labelledby="ui-lists">
      <h2 id="ui-lists">{showcase.lists}</h2>
      <Filters total={showcase.total}>
        <SearchFilter name="q" label={showcase.search} />
        <SelectFilter name="status" label={showcase.status} options={OPTIONS} />
        <DayFilter name="since" label={showcase.since} />
        <ValueFilter name="code" label={showcase.code} value="4070" />
      </Filters>
      <Combobox
        id="ui-combobox"
        label={showcase.search}
        texts={COMBOBOX}
        find={find}
        keyOf={({ id }) => id}
        option={({ id }) => `${showcase.row} ${id}`}
        onChoose={({ id }) => toast(`${showcase.row} ${id}`)}
      />
      <Table
        label={showcase.table}
        rows={ROWS}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/ui?row=${id}`}
        isCurrent={({ id }) => id === "1"}
        sort={{ field: "name", isDescending: false }}
        onSort={() => undefined}
        selection={{ selected, onSelect: setSelected, nameOf: ({ id }) => `${showcase.select} ${id}` }}
        detail={{
          nameOf: ({ id }) => `${showcase.detail} ${id}`,
          content: ({ id }) => (id === "3" ? null : <p>{showcase.long}</p>),
        }}
        columns={[
          { label: showcase.name, sort: "name", isHeader: true, cell: ({ id }) => `${showcase.row} ${id}` },
          { label: showcase.text, isWide: true, cell: () => showcase.long },
          { label: showcase.status, cell: () => <Chip tone="ok">{showcase.one}</Chip> },
          { label: showcase.extra, isExtra: true, cell: () => showcase.two },
          { label: showcase.count, isNumber: true, cell: ({ id }) => id },
        ]}
      />
      <Pager info={{ hasNextPage: true, hasPreviousPage: false, endCursor: "next" }} name="page" />
    </section>
  );
}
