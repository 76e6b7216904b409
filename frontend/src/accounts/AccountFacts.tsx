/** An account's other facts, such as phone number and time zone, and the dialog that edits them. */
import { useClient } from "../api/client";
import { UpdateAccountDocument, type AccountQuery, type SenderPreselection } from "../gql/account";
import { account as words } from "../i18n/account";
import { phone } from "../i18n/format";
import { partnerSettings } from "../i18n/partner";
import { timeZone, timeZones } from "../i18n/timeZones";
import { closeForm, Link, openedFrom } from "../router";
import { useMay } from "../session";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { SelectField, TextField } from "../ui/Field";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { useForm, type Refusals } from "../ui/useForm";

type Facts = NonNullable<AccountQuery["account"]>;

interface AccountFactsProps {
  account: Facts;
  /** The address of the page; the form's begins with it. */
  base: string;
  isEditing: boolean;
  refetch: () => Promise<void>;
}

export function AccountFacts({ account, base, isEditing, refetch }: AccountFactsProps) {
  const may = useMay();
  const facts: [string, string | null][] = [
    [words.externalId, account.externalId],
    [words.phone, account.phone && phone(account.phone)],
    [words.timeZone, account.timeZone && timeZone(account.timeZone)],
    [
      partnerSettings.preselection,
      account.senderPreselection ? partnerSettings.preselections[account.senderPreselection] : words.asPartner,
    ],
  ];
  return (
    <section class="card" aria-labelledby="account-facts">
      <div class="row spread">
        <h2 id="account-facts">{words.general}</h2>
        {may("EDIT_ACCOUNTS") && (
          <Link
            class="button"
            href={`${base}/account`}
            state={openedFrom(base)}
            aria-label={words.editGeneral}
          >
            {words.edit}
          </Link>
        )}
      </div>
      <dl class="facts narrow-facts">
        {facts.map(([label, value]) => (
          <div key={label} class="fact">
            <dt>{label}</dt>
            <dd>{value ?? <span class="muted">{words.none}</span>}</dd>
          </div>
        ))}
        <div class="fact">
          <dt>{words.created}</dt>
          <dd>
            <Time at={account.createdAt} />
          </dd>
        </div>
        <div class="fact">
          <dt>{words.updatedAt}</dt>
          <dd>
            <Time at={account.updatedAt} />
          </dd>
        </div>
      </dl>
      {isEditing && may("EDIT_ACCOUNTS") && (
        <Edit account={account} onClose={() => closeForm(base)} refetch={refetch} />
      )}
    </section>
  );
}

type Names = "phone" | "timeZone" | "senderPreselection";

const NAMES: readonly Names[] = ["phone", "timeZone", "senderPreselection"];

interface EditProps extends Pick<AccountFactsProps, "account" | "refetch"> {
  onClose: () => void;
}

function Edit({ account, refetch, onClose }: EditProps) {
  const client = useClient();
  const form = useForm<Names>({
    initial: {
      phone: account.phone ?? "",
      timeZone: account.timeZone ?? "",
      senderPreselection: account.senderPreselection ?? "",
    },
    validate: () => ({}),
    submit: async ({ phone, timeZone, senderPreselection }) => {
      const answer = await client.request(UpdateAccountDocument, {
        input: {
          id: account.id,
          phone: phone.trim() || null,
          timeZone: timeZone || null,
          senderPreselection: (senderPreselection || null) as SenderPreselection | null,
        },
      });
      const { userErrors } = answer.updateAccount;
      if (userErrors.length > 0) {
        const refused: Refusals<Names> = {};
        for (const { field, message } of userErrors) {
          refused[NAMES.find((name) => name === field[0]) ?? ""] = message;
        }
        return refused;
      }
      await refetch();
      toast(words.generalSaved);
      onClose();
    },
  });
  return (
    <Dialog title={words.editGeneral} onClose={onClose}>
      <DialogForm form={form} onClose={onClose}>
        <TextField
          label={words.phone}
          field={form.field("phone")}
          type="tel"
          autocomplete="tel"
        />
        <SelectField
          label={words.timeZone}
          field={form.field("timeZone")}
          options={timeZones(account.timeZone ?? "")}
        />
        <SelectField
          label={partnerSettings.preselection}
          field={form.field("senderPreselection")}
          options={[["", words.asPartner], ...Object.entries(partnerSettings.preselections)]}
        />
      </DialogForm>
    </Dialog>
  );
}
