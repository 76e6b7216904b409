/** Dialogs that change a user's role, send a new link, or deactivate a user. */
import { useClient } from "../api/client";
import {
  DeactivateUserDocument,
  RenewUserLinkDocument,
  UpdateUserRoleDocument,
  type ListedUserFragment,
  type Role,
} from "../gql/users";
import { ROLE, ROLE_HINT, users } from "../i18n/users";
import { Dialog } from "../ui/Dialog";
import { DialogForm } from "../ui/DialogForm";
import { SelectField } from "../ui/Field";
import { useForm } from "../ui/useForm";
import { ACCOUNT_ROLES, PARTNER_ROLES } from "./InviteDialog";
import { LinkHint, type LinkKind } from "./LinkHint";

interface UserDialogProps {
  user: ListedUserFragment;
  onClose: () => void;
  onDone: (message: string) => void;
}

export function RoleDialog({ user, onClose, onDone }: UserDialogProps) {
  const client = useClient();
  const form = useForm<"role">({
    initial: { role: user.role },
    validate: ({ role }) => (role === user.role ? { role: users.sameRole } : {}),
    submit: async ({ role }) => {
      const input = { id: user.id, role: role as Role };
      const { updateUserRole } = await client.request(UpdateUserRoleDocument, { input });
      const refused = updateUserRole.userErrors[0];
      if (refused) return { [refused.field[0] === "role" ? "role" : ""]: refused.message };
      onDone(users.roleChanged(user.name, ROLE[role as Role]));
    },
  });
  const roles = user.account ? ACCOUNT_ROLES : PARTNER_ROLES;
  return (
    <Dialog title={users.changeRoleTitle(user.name)} onClose={onClose}>
      <DialogForm form={form} save={users.changeRoleDo} saving={users.changing} onClose={onClose}>
        <SelectField
          label={users.role}
          field={form.field("role")}
          hint={ROLE_HINT[form.values.role as Role]}
          options={roles.map((role) => [role, ROLE[role]] as const)}
          required
        />
        <p>{users.changeRoleHint}</p>
      </DialogForm>
    </Dialog>
  );
}

interface RenewLinkProps extends Omit<UserDialogProps, "onDone"> {
  /** Gets the one-time link if the server sends no mail. */
  onDone: (message: string, link: string | null) => void;
}

/** Renews the link of an invited user, or resets the password of an active one. */
export function RenewLinkDialog({ user, onClose, onDone }: RenewLinkProps) {
  const client = useClient();
  const kind: LinkKind = user.status === "ACTIVE" ? "reset" : "invitation";
  const words = users.links[kind];
  const form = useForm<never>({
    initial: {},
    validate: () => ({}),
    submit: async () => {
      const { renewUserLink } = await client.request(RenewUserLinkDocument, { input: { id: user.id } });
      const refused = renewUserLink.userErrors[0];
      if (refused) return { "": refused.message };
      onDone(words.sent(user.email), renewUserLink.link);
    },
  });
  return (
    <Dialog title={words.title(user.name)} onClose={onClose}>
      <DialogForm form={form} save={words.send} saving={users.sending} onClose={onClose}>
        <p>{words.ends}</p>
        <LinkHint kind={kind} />
      </DialogForm>
    </Dialog>
  );
}

export function DeactivateDialog({ user, onClose, onDone }: UserDialogProps) {
  const client = useClient();
  const form = useForm<never>({
    initial: {},
    validate: () => ({}),
    submit: async () => {
      const input = { id: user.id };
      const { deactivateUser } = await client.request(DeactivateUserDocument, { input });
      const refused = deactivateUser.userErrors[0];
      if (refused) return { "": refused.message };
      onDone(users.deactivated(user.name));
    },
  });
  return (
    <Dialog title={users.deactivateTitle(user.name)} onClose={onClose}>
      <DialogForm form={form} save={users.deactivate} saving={users.deactivating} isDanger onClose={onClose}>
        <p>{users.deactivateHint}</p>
      </DialogForm>
    </Dialog>
  );
}
