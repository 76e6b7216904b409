/** Invites a user, or a deactivated user again. */
import { useState } from "preact/hooks";

import { useClient } from "../api/client";
import type { UserErrorsFragment } from "../gql/fragments";
import { InviteUserDocument, type ListedUserFragment, type Role } from "../gql/users";
import { common } from "../i18n/common";
import { nameOf } from "../i18n/format";
import { ROLE, ROLE_HINT, users } from "../i18n/users";
import { AccountField, type Choice } from "../accounts/AccountField";
import { useViewer } from "../session";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { SelectField, TextField } from "../ui/Field";
import { useForm, type Errors, type Refusals } from "../ui/useForm";
import { LinkHint } from "./LinkHint";

export const PARTNER_ROLES: readonly Role[] = ["PARTNER_ADMIN", "PARTNER_SUPPORT"];
export const ACCOUNT_ROLES: readonly Role[] = ["ACCOUNT_ADMIN", "ACCOUNT_SENDER"];

type Names = "email" | "name" | "accountId" | "role";

const NAMES: readonly Names[] = ["email", "name", "accountId", "role"];

/** The server's errors at the form's fields, some with a more specific text. */
export function refusalsOf(errors: readonly UserErrorsFragment[]): Refusals<Names> {
  const refused: Refusals<Names> = {};
  for (const { field, code, message } of errors) {
    const name = NAMES.find((known) => known === field[0]) ?? "";
    refused[name] ??= message;
    if (name === "accountId") refused[name] = users.unknownAccount;
    if (name !== "email") continue;
    if (code === "ALREADY_EXISTS") refused[name] = users.taken;
    if (code === "CONFLICT") refused[name] = users.tooManyInvitations;
    if (code === "INVALID") refused[name] = users.unusable;
  }
  return refused;
}

interface InviteDialogProps {
  /** The deactivated user to invite again; the email address and account stay. */
  again?: ListedUserFragment | undefined;
  /** The account that the list is filtered by. */
  account?: Choice | null;
  onClose: () => void;
  /** Gets the one-time link if the server sends no mail. */
  onDone: (message: string, link: string | null) => void;
}

export function InviteDialog({ again, account = null, onClose, onDone }: InviteDialogProps) {
  const client = useClient();
  const viewer = useViewer();
  const [practice, setPractice] = useState(again ? again.account : (viewer.account ?? account));
  const form = useForm<Names>({
    initial: {
      email: again?.email ?? "",
      name: again?.name ?? "",
      accountId: practice?.id ?? "",
      role: again?.role ?? "",
    },
    validate: ({ email, name, role }) => {
      const errors: Errors<Names> = {};
      if (!email.trim()) errors.email = common.required(users.email);
      if (!name.trim()) errors.name = common.required(users.name);
      if (!role) errors.role = common.required(users.role);
      return errors;
    },
    submit: async ({ email, name, accountId, role }) => {
      const input = {
        email: email.trim(),
        name: name.trim(),
        accountId: accountId || null,
        role: role as Role,
      };
      const { inviteUser } = await client.request(InviteUserDocument, { input });
      if (inviteUser.userErrors.length > 0) return refusalsOf(inviteUser.userErrors);
      onDone(users.invited(name.trim()), inviteUser.link);
    },
  });

  const { role } = form.values;
  const roles = practice ? ACCOUNT_ROLES : PARTNER_ROLES;
  const choosePractice = (choice: Choice | null) => {
    setPractice(choice);
    const isOther = !choice !== !practice;
    form.set({ accountId: choice?.id ?? "", ...(isOther && { role: "" }) });
  };
  return (
    <Dialog title={again ? users.inviteAgainTitle(again.name) : users.invite} onClose={onClose}>
      <DialogForm form={form} save={users.inviteSend} saving={users.inviting} onClose={onClose}>
        {again ? (
          <dl class="facts">
            <dt>{users.email}</dt>
            <dd>
              {again.email}
              {form.field("email").error && <p class="error">{form.field("email").error}</p>}
            </dd>
            {practice && !viewer.account && (
              <>
                <dt>{users.account}</dt>
                <dd>{nameOf(practice.name)}</dd>
              </>
            )}
          </dl>
        ) : (
          <TextField
            label={users.email}
            field={form.field("email")}
            type="email"
            autocomplete="off"
            required
          />
        )}
        <TextField label={users.name} field={form.field("name")} autocomplete="off" required />
        {!again && !viewer.account && (
          <AccountField
            id={form.field("accountId").id}
            label={users.accountOptional}
            hint={users.accountHint}
            error={form.field("accountId").error}
            chosen={practice}
            onChoose={choosePractice}
          />
        )}
        <SelectField
          label={users.role}
          field={form.field("role")}
          hint={role && ROLE_HINT[role as Role]}
          options={[["", users.chooseRole], ...roles.map((role) => [role, ROLE[role]] as const)]}
          required
        />
        <LinkHint kind="invitation" />
      </DialogForm>
    </Dialog>
  );
}
