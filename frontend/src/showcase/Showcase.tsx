/** Every part of ui/ in its states, for developers: open /ui on a local server. */
import { Inbox, Pencil, Trash2 } from "lucide";
import { useState } from "preact/hooks";

import { showcase } from "../i18n/showcase";
import type { PageProps } from "../router";
import { Avatar } from "../ui/Avatar";
import { BarChart } from "../ui/chart/BarChart";
import { RankBars } from "../ui/chart/RankBars";
import { ShareBar } from "../ui/chart/ShareBar";
import { Chip, MessageChip, NumberChip, UserChip, VerificationChip, type Tone } from "../ui/Chip";
import { DownloadButton } from "../ui/DownloadButton";
import { Empty } from "../ui/Empty";
import { FileField } from "../ui/FileField";
import { Figures } from "../ui/Figures";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { Page } from "../ui/Page";
import { Progress } from "../ui/Progress";
import { Segments } from "../ui/Segments";
import { Tabs } from "../ui/Tabs";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { Failure, Skeleton, Waiting } from "../ui/Waiting";
import { ApiError } from "../api/client";
import { Dialogs, Forms, OPTIONS } from "./FormExamples";
import { Lists } from "./ListExamples";

const OFFLINE = new ApiError("NETWORK", "");
const TONES: readonly Tone[] = ["ok", "wait", "bad", "info", "none"];

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
      <Failure error={OFFLINE} onRetry={() => undefined} />
      <Skeleton lines={3} />
      <Waiting query={{ data: showcase.oldData, error: OFFLINE, refetch: () => Promise.resolve() }}>
        {(data) => <p>{data}</p>}
      </Waiting>
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
      <div class="row">
        <NumberChip status="APPROVED" />
        <VerificationChip status="ACTION_REQUIRED" />
        <MessageChip status="UNDELIVERED" />
        <UserChip status="INVITED" />
        <Time at="2026-01-05T09:30:00Z" />
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
      <div class="row">
        <Segments label={showcase.period} options={OPTIONS} value={period} onChoose={setPeriod} />
      </div>
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
