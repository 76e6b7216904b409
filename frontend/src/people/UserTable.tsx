/** The table of users, with a menu of actions for each. */
import { CircleUserRound, Ellipsis, KeyRound, MailPlus, Shield, UserMinus, type IconNode } from "lucide";

import type { ListedUserFragment, UserStatus } from "../gql/users";
import { nameOf } from "../i18n/format";
import { menu } from "../i18n/menu";
import { ROLE, ROLE_HINT, users } from "../i18n/users";
import { Link } from "../router";
import { useViewer } from "../session";
import { UserChip } from "../ui/Chip";
import { Icon } from "../ui/Icon";
import { Menu } from "../ui/Menu";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";

export type Action = "role" | "renew" | "reset" | "again" | "deactivate";

const OFFERED: Record<UserStatus, Action[]> = {
  INVITED: ["renew", "role", "deactivate"],
  ACTIVE: ["role", "reset", "deactivate"],
  DEACTIVATED: ["again"],
};

const ACTIONS: Record<Action, [string, IconNode]> = {
  role: [users.changeRole, Shield],
  renew: [users.links.invitation.send, MailPlus],
  reset: [users.links.reset.send, KeyRound],
  again: [users.inviteAgain, MailPlus],
  deactivate: [users.deactivate, UserMinus],
};

export const actionsId = (user: { id: string }) => `actions-${user.id}`;

interface UserTableProps {
  rows: ListedUserFragment[];
  onAction: (user: ListedUserFragment, action: Action) => void;
}

export function UserTable({ rows, onAction }: UserTableProps) {
  const viewer = useViewer();
  const columns: Column<ListedUserFragment>[] = [
    {
      label: users.user,
      isHeader: true,
      isWide: true,
      cell: (user) => (
        <>
          {user.name}
          {user.id === viewer.user.id && ` (${users.you})`} <span class="muted">{user.email}</span>
        </>
      ),
    },
    { label: users.role, cell: ({ role }) => <span title={ROLE_HINT[role]}>{ROLE[role]}</span> },
    ...(viewer.account ? [] : [ACCOUNT]),
    { label: users.status, cell: ({ status }) => <UserChip status={status} /> },
    { label: users.lastSignIn, cell: ({ lastSignInAt: at }) => (at ? <Time at={at} /> : users.never) },
    {
      label: users.twoFactor,
      isExtra: true,
      cell: ({ hasSecondFactor }) => (hasSecondFactor ? users.isOn : users.isOff),
    },
    {
      label: users.actions,
      isEnd: true,
      cell: (user) => (
        <span class="actions" id={actionsId(user)}>
          <UserActions user={user} isOwn={user.id === viewer.user.id} onAction={onAction} />
        </span>
      ),
    },
  ];
  return <Table label={users.title} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}

const ACCOUNT: Column<ListedUserFragment> = {
  label: users.account,
  isShort: true,
  cell: ({ account }) =>
    account ? (
      <Link href={`/accounts/${account.id}`}>{nameOf(account.name)}</Link>
    ) : (
      <span class="muted">{users.allAccounts}</span>
    ),
};

interface UserActionsProps extends Pick<UserTableProps, "onAction"> {
  user: ListedUserFragment;
  isOwn: boolean;
}

function UserActions({ user, isOwn, onAction }: UserActionsProps) {
  return (
    <Menu label={users.actionsFor(user.name)} button={<Icon of={Ellipsis} />} class="button plain icon">
      {isOwn ? (
        <>
          <p class="menu-note">{users.youHint}</p>
          <Link class="menu-item" href="/profile">
            <Icon of={CircleUserRound} />
            {menu.profile}
          </Link>
        </>
      ) : (
        OFFERED[user.status].map((action) => {
          const [label, icon] = ACTIONS[action];
          return (
            <button
              key={action}
              type="button"
              class={action === "deactivate" ? "menu-item danger" : "menu-item"}
              onClick={() => onAction(user, action)}
            >
              <Icon of={icon} />
              {label}
            </button>
          );
        })
      )}
    </Menu>
  );
}
