/** The partner's settings: its time zone, and which sender the composer preselects. */
import { useClient } from "../api/client";
import { useQuery } from "../api/useQuery";
import {
  PartnerSettingsDocument,
  UpdatePartnerSettingsDocument,
  type SenderPreselection,
  type SettingsOfPartnerFragment,
} from "../gql/partnerSettings";
import { common } from "../i18n/common";
import { partnerSettings as words } from "../i18n/partner";
import { timeZones } from "../i18n/timeZones";
import type { PageProps } from "../router";
import { ErrorSummary } from "../ui/ErrorSummary";
import { SelectField } from "../ui/Field";
import { Page } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { useForm, type Refusals } from "../ui/useForm";
import { Waiting } from "../ui/Waiting";

type Names = "timeZone" | "senderPreselection";

const NAMES: readonly Names[] = ["timeZone", "senderPreselection"];

export function PartnerSettings(_: PageProps) {
  const query = useQuery(PartnerSettingsDocument, {});
  return (
    <Page title={words.title}>
      <Waiting query={query}>{({ viewer: { partner } }) => <Settings partner={partner} />}</Waiting>
    </Page>
  );
}

function Settings({ partner: { settings } }: { partner: SettingsOfPartnerFragment }) {
  const client = useClient();
  const form = useForm<Names>({
    initial: settings,
    validate: () => ({}),
    submit: async ({ timeZone, senderPreselection }) => {
      const { updatePartnerSettings } = await client.request(UpdatePartnerSettingsDocument, {
        input: { timeZone, senderPreselection: senderPreselection as SenderPreselection },
      });
      const refused: Refusals<Names> = {};
      for (const { field, message } of updatePartnerSettings.userErrors) {
        refused[NAMES.find((name) => name === field[0]) ?? ""] = message;
      }
      if (updatePartnerSettings.userErrors.length > 0) return refused;
      toast(words.saved);
    },
  });
  return (
    <form class="card form" noValidate onSubmit={form.onSubmit}>
      <ErrorSummary problems={form.problems} attempt={form.attempt} />
      <SelectField
        label={words.timeZone}
        hint={words.timeZoneHint}
        field={form.field("timeZone")}
        options={timeZones(settings.timeZone).filter(([zone]) => zone !== "")}
      />
      <SelectField
        label={words.preselection}
        hint={words.preselectionHint}
        field={form.field("senderPreselection")}
        options={Object.entries(words.preselections)}
      />
      <div class="row">
        <button type="submit" class="button primary" aria-disabled={form.isBusy}>
          {form.isBusy ? common.saving : common.save}
        </button>
      </div>
    </form>
  );
}
