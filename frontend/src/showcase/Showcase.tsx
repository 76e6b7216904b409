/** Every part of ui/ in its states, for developers: open /ui on a local server. */
import { Inbox, Pencil, Trash2 } from "lucide";
import { useState } from "preact/hooks";

import { showcase } from "../i18n/showcase";
import type { PageProps } from "../router";
import { Avatar } from "../ui/Avatar";
import { BarChart } from "../ui/chart/BarChart";
import { RankBars } from "../ui/chart/RankBars";
import { ShareBar } from "../ui/chart/ShareBar";
import { Chip, type Tone } from "../ui/Chip";
import { DownloadButton } from "../ui/DownloadButton";
import { Empty } from "../ui/Empty";
import { FileField } from "../ui/FileField";
import { Figures } from "../ui/Figures";
import { DayFilter, Filters, SearchFilter, SelectFilter } from "../ui/Filters";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { Page } from "../ui/Page";
import { Pager } from "../ui/Pager";
import { Progress } from "../ui/Progress";
import { Segments } from "../ui/Segments";
import { Table } from "../ui/Table";
import { Tabs } from "../ui/Tabs";
import { toast } from "../ui/Toasts";
import { Failure, Skeleton } from "../ui/Waiting";
import { ApiError } from "../api/client";
import { Dialogs, Forms, OPTIONS } from "./FormExamples";

const TONES: readonly Tone[] = ["ok", "wait", "bad", "info", "none"];
const ROWS = Array.from({ length: 3 }, (_, index) => ({ id: String(index + 1) }));

export function Showcase(_: PageProps) {
  return (
    <Page
      title={showcase.title}
      actions={
        <button type="button" class="button primary">
          {showcase.primary}
        </button>
      }
    >
      <p class="muted">{showcase.intro}</p>
      <Tabs
        label={showcase.tabs}
        tabs={[
          { href: "/ui", label: showcase.one, count: 12 },
          { href: "/ui/two", label: showcase.two },
        ]}
      />
      <Buttons />
      <Statuses />
      <Charts />
      <Lists />
      <Forms />
      <Files />
      <Dialogs />
      <Empty icon={Inbox} title={showcase.empty}>
        <p class="muted">{showcase.emptyHint}</p>
        <button type="button" class="button">
          {showcase.secondary}
        </button>
      </Empty>
      <Failure error={new ApiError("NETWORK", "")} onRetry={() => undefined} />
      <Skeleton lines={3} />
    </Page>
  );
}

function Buttons() {
  return (
    <section class="card" aria-labelledby="ui-buttons">
      <h2 id="ui-buttons">{showcase.buttons}</h2>
      <div class="row">
        <button type="button" class="button primary">
          {showcase.primary}
        </button>
        <button type="button" class="button">
          <Icon of={Pencil} />
          {showcase.secondary}
        </button>
        <button type="button" class="button danger">
          <Icon of={Trash2} />
          {showcase.danger}
        </button>
        <button type="button" class="button plain">
          {showcase.plain}
        </button>
        <button type="button" class="button" aria-disabled="true">
          {showcase.busy}
        </button>
        <Menu label={showcase.menu} button={showcase.menu} class="button">
          <button type="button" class="menu-item">
            <Icon of={Pencil} />
            {showcase.one}
          </button>
          <button type="button" class="menu-item danger">
            <Icon of={Trash2} />
            {showcase.two}
          </button>
        </Menu>
        <Avatar name={showcase.person} />
      </div>
    </section>
  );
}

function Statuses() {
  return (
    <section class="card" aria-labelledby="ui-statuses">
      <h2 id="ui-statuses">{showcase.statuses}</h2>
      <div class="row">
        {TONES.map((tone) => (
          <Chip key={tone} tone={tone}>
            {tone}
          </Chip>
        ))}
      </div>
      {TONES.slice(0, 4).map((tone) => (
        <p key={tone} class={`notice ${tone}`}>
          <span>{showcase.notice}</span>
        </p>
      ))}
      <div class="row">
        <button type="button" class="button" onClick={() => toast(showcase.notice)}>
          {showcase.toast}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => toast(showcase.notice, "info", () => toast(showcase.undone))}
        >
          {showcase.toastUndo}
        </button>
      </div>
    </section>
  );
}

const DAYS = Array.from({ length: 14 }, (_, index) => ({
  key: String(index),
  label: `${showcase.day} ${index + 1}`,
  tick: String(index + 1),
  values: [(index * 5) % 9, index % 3],
  previous: (index * 4) % 11,
}));

function Charts() {
  const [period, setPeriod] = useState("one");
  return (
    <section class="stack" aria-labelledby="ui-charts">
      <h2 id="ui-charts">{showcase.charts}</h2>
      <Segments label={showcase.period} options={OPTIONS} value={period} onChoose={setPeriod} />
      <Figures
        label={showcase.figures}
        figures={[
          { label: showcase.one, value: "1,280", period: showcase.period, trend: { direction: "up", isGood: true, text: "1,104" } },
          { label: showcase.two, value: "4%", period: showcase.period, trend: { direction: "down", isGood: false, text: "5%" } },
          { label: showcase.text, value: "–", period: showcase.period, note: showcase.empty },
        ]}
      />
      <div class="cards">
        <div class="card">
          <BarChart
            title={showcase.charts}
            series={[
              { label: showcase.one, tone: "main" },
              { label: showcase.two, tone: "bad" },
            ]}
            points={DAYS}
            pointLabel={showcase.day}
            unit={7}
          />
        </div>
        <div class="card">
          <ShareBar name={showcase.charts} parts={TONES.map((tone, index) => ({ label: tone, value: index + 1, tone }))} />
          <RankBars values={TONES.map((tone, index) => ({ label: tone, value: index, tone }))} />
        </div>
      </div>
    </section>
  );
}

function Lists() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["2"]));
  return (
    <section class="stack" aria-labelledby="ui-lists">
      <h2 id="ui-lists">{showcase.lists}</h2>
      <Filters total={showcase.total}>
        <SearchFilter name="q" label={showcase.search} />
        <SelectFilter name="status" label={showcase.status} options={OPTIONS} />
        <DayFilter name="since" label={showcase.since} />
      </Filters>
      <Table
        label={showcase.table}
        rows={ROWS}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/ui?row=${id}`}
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

function Files() {
  const [name, setName] = useState<string>(showcase.noFile);
  return (
    <section class="card" aria-labelledby="ui-files">
      <h2 id="ui-files">{showcase.files}</h2>
      <FileField
        id="ui-file"
        label={showcase.file}
        button={showcase.choose}
        drop={showcase.drop}
        hint={name}
        accept=".csv"
        error={showcase.fileError}
        onFile={(file) => setName(file.name)}
      />
      <Progress label={showcase.progress} value={3} max={8} text={showcase.done} />
      <div class="row">
        <DownloadButton path="/imports/templates/accounts.csv" label={showcase.download} />
      </div>
    </section>
  );
}
