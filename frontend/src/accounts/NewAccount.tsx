/** The form that creates an account. Opens the account's page afterward. */
import { useClient } from "../api/client";
import { DetailField } from "../details/DetailsForm";
import { inputOf, nameAt } from "../details/fields";
import { CreateAccountDocument } from "../gql/accounts";
import type { UserErrorsFragment } from "../gql/fragments";
import { newAccount as words } from "../i18n/accounts";
import { common } from "../i18n/common";
import { type DetailName } from "../i18n/details";
import { timeZones } from "../i18n/timeZones";
import { Link, navigate } from "../router";
import { ErrorSummary } from "../ui/ErrorSummary";
import { SelectField, TextField } from "../ui/Field";
import { Page } from "../ui/Page";
import { toast } from "../ui/Toasts";
import { useForm, type Errors, type Refusals } from "../ui/useForm";
import "../ui/portal.css";

const ADDRESS = [
  "ADDRESS1",
  "ADDRESS2",
  "CITY",
  "STATE",
  "POSTAL_CODE",
  "COUNTRY_CODE",
] as const satisfies DetailName[];
const WEBSITES = ["WEBSITE", "ALTERNATIVE_WEBSITE"] as const satisfies DetailName[];
const DETAILS = [...ADDRESS, ...WEBSITES];
const OWN = ["name", "externalId", "phone", "timeZone"] as const;

type Name = (typeof DETAILS)[number] | (typeof OWN)[number];

const NAMES: Name[] = [...OWN, ...DETAILS];
const INITIAL = {
  ...(Object.fromEntries(NAMES.map((name) => [name, ""])) as Record<Name, string>),
  COUNTRY_CODE: "US",
};

/** The form field that an API error's path names. */
function fieldAt(path: readonly string[]): Name | "" {
  const ownName = path.length === 1 ? path[0] : null;
  return (
    OWN.find((name) => name === ownName) ?? DETAILS.find((name) => name === nameAt(path)) ?? ""
  );
}

function refusals(errors: readonly UserErrorsFragment[]): Refusals<Name> {
  return Object.fromEntries(errors.map(({ field, message }) => [fieldAt(field), message]));
}

export function NewAccount() {
  const client = useClient();
  const form = useForm<Name>({
    initial: INITIAL,
    validate: (values) => {
      const errors: Errors<Name> = {};
      if (!values.name.trim()) errors.name = common.required(words.name);
      if (!values.externalId.trim()) errors.externalId = common.required(words.externalId);
      return errors;
    },
    submit: async (values) => {
      const answer = await client.request(CreateAccountDocument, {
        input: {
          name: values.name.trim(),
          externalId: values.externalId.trim(),
          phone: values.phone.trim() || null,
          timeZone: values.timeZone || null,
          ...inputOf(values, DETAILS),
        },
      });
      const { userErrors, account } = answer.createAccount;
      if (!account) return refusals(userErrors);
      toast(words.created(account.name));
      navigate(`/accounts/${account.id}`, { replace: true });
    },
  });
  const details = (names: readonly (typeof DETAILS)[number][]) =>
    names.map((name) => (
      <DetailField key={name} name={name} field={form.field(name)} required={false} />
    ));
  return (
    <Page title={words.title}>
      <form class="stack form-page" noValidate onSubmit={form.onSubmit}>
        <p class="muted">{words.why}</p>
        <ErrorSummary problems={form.problems} attempt={form.attempt} />
        <fieldset class="card form">
          <legend class="card-title">{words.account}</legend>
          <TextField
            label={words.name}
            hint={words.nameHint}
            field={form.field("name")}
            autocomplete="organization"
            required
          />
          <TextField
            label={words.externalId}
            hint={words.externalIdHint}
            field={form.field("externalId")}
            autocomplete="off"
            required
          />
          <TextField
            label={words.phone}
            hint={words.phoneHint}
            field={form.field("phone")}
            type="tel"
            autocomplete="tel"
          />
          <SelectField
            label={words.timeZone}
            field={form.field("timeZone")}
            options={timeZones("")}
          />
        </fieldset>
        <fieldset class="card form">
          <legend class="card-title">{words.address}</legend>
          {details(ADDRESS)}
        </fieldset>
        <fieldset class="card form">
          <legend class="card-title">{words.websites}</legend>
          <p class="muted small">{words.websiteWhy}</p>
          {details(WEBSITES)}
        </fieldset>
        <div class="row">
          <button type="submit" class="button primary" aria-disabled={form.isBusy}>
            {form.isBusy ? words.creating : words.create}
          </button>
          <Link class="button" href="/accounts">
            {common.cancel}
          </Link>
        </div>
      </form>
    </Page>
  );
}
