/** An account's users. The Users page invites and changes them. */
import { UserPlus } from "lucide";

import { useQuery } from "../api/useQuery";
import { AccountUsersDocument, type ListedUserFragment } from "../gql/users";
import { account as words } from "../i18n/account";
import { ROLE } from "../i18n/users";
import { Link } from "../router";
import { UserChip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { Waiting } from "../ui/Waiting";

type Row = ListedUserFragment;

const MAX_SHOWN = 20;

const COLUMNS: Column<Row>[] = [
  { label: words.userName, isHeader: true, cell: ({ name }) => name },
  { label: words.email, isWide: true, cell: ({ email }) => email },
  { label: words.role, cell: ({ role }) => ROLE[role] },
  {
    label: words.status,
    cell: ({ status }) => <UserChip status={status} />,
  },
  {
    label: words.lastSignIn,
    cell: ({ lastSignInAt }) => (lastSignInAt ? <Time at={lastSignInAt} /> : words.never),
  },
];

export function AccountUsers({ accountId }: { accountId: string }) {
  const query = useQuery(AccountUsersDocument, { accountId, first: MAX_SHOWN });
  const manage = (
    <Link class="button" href={`/users?account=${accountId}`}>
      {words.manageUsers}
    </Link>
  );
  return (
    <Waiting query={query}>
      {({ account }) =>
        account && account.users.nodes.length > 0 ? (
          <>
            <div class="row spread">
              <p class="muted">
                {account.users.totalCount > account.users.nodes.length
                  ? words.shown(account.users.nodes.length)
                  : words.usersWhy}
              </p>
              {manage}
            </div>
            <Table label={words.users} columns={COLUMNS} rows={account.users.nodes} rowKey={({ id }) => id} />
          </>
        ) : (
          <Empty icon={UserPlus} title={words.noUsers}>
            <p class="muted">{words.usersWhy}</p>
            {manage}
          </Empty>
        )
      }
    </Waiting>
  );
}
