/** The table of users, with the actions for each. */
import type { ListedUserFragment, UserStatus } from "../gql/operations";
import { ROLE, ROLE_HINT, users } from "../i18n/users";
import { Link } from "../router";
import { useViewer } from "../session";
import { UserChip } from "../ui/Chip";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";

export type Action = "role" | "deactivate" | "again";

const OFFERED: Record<UserStatus, Action[]> = {
  INVITED: ["again", "role", "deactivate"],
  ACTIVE: ["role", "deactivate"],
  DEACTIVATED: ["again"],
};

const WORD: Record<Action, string> = {
  role: users.changeRole,
  deactivate: users.deactivate,
  again: users.inviteAgain,
};

export const actionsId = (user: { id: string }) => `actions-${user.id}`;

interface UserTableProps {
  rows: ListedUserFragment[];
  total: number;
  onAction: (user: ListedUserFragment, action: Action) => void;
}

export function UserTable({ rows, total, onAction }: UserTableProps) {
  const viewer = useViewer();
  const columns: Column<ListedUserFragment>[] = [
    {
      label: users.user,
      isHeader: true,
      cell: (user) => (
        <>
          {user.name}
          {user.id === viewer.user.id && <span class="muted"> ({users.you})</span>}
          <br />
          <span class="muted small">{user.email}</span>
        </>
      ),
    },
    {
      label: viewer.account ? users.role : users.roleAndAccount,
      cell: ({ role, account }) => (
        <>
          <span title={ROLE_HINT[role]}>{ROLE[role]}</span>
          {!viewer.account && (
            <>
              <br />
              <span class="small muted">
                {account ? (
                  <Link href={`/accounts/${account.id}`}>{account.name}</Link>
                ) : (
                  users.allAccounts
                )}
              </span>
            </>
          )}
        </>
      ),
    },
    {
      label: users.status,
      cell: ({ status }) => <UserChip status={status} />,
    },
    {
      label: users.lastSignIn,
      cell: ({ lastSignInAt: at, hasSecondFactor }) => (
        <>
          {at ? <Time at={at} /> : users.never}
          <br />
          <span class="muted small">{hasSecondFactor ? users.withTwoFactor : users.withoutTwoFactor}</span>
        </>
      ),
    },
    {
      label: users.actions,
      isWide: true,
      cell: (user) =>
        user.id === viewer.user.id ? (
          <span class="muted small">{users.youHint}</span>
        ) : (
          <div class="row" id={actionsId(user)}>
            {OFFERED[user.status].map((action) => (
              <button
                key={action}
                type="button"
                class="button"
                onClick={() => onAction(user, action)}
              >
                {WORD[action]}
                <span class="hidden">: {user.name}</span>
              </button>
            ))}
          </div>
        ),
    },
  ];
  return (
    <Table
      label={users.title}
      note={users.shown(total)}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}
