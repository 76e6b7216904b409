/** The users that the viewer manages: all users of a partner, or those of one account. */
import { UserPlus, Users as UsersIcon } from "lucide";
import { useState } from "preact/hooks";

import { AccountFilter } from "../accounts/AccountFilter";
import { useQuery } from "../api/useQuery";
import { AccountUsersDocument, UsersDocument, type ListedUserFragment, type UserStatus } from "../gql/users";
import { USER_STATUS, users } from "../i18n/users";
import { useAccountInUrl } from "../accounts/AccountField";
import { Link, useSearch, type PageProps } from "../router";
import { useViewer } from "../session";
import { Empty } from "../ui/Empty";
import { Filters, SelectFilter } from "../ui/Filters";
import { Icon } from "../ui/Icon";
import { oneOf } from "../ui/listState";
import { OnceDialog } from "../ui/OnceDialog";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";
import { InviteDialog } from "./InviteDialog";
import { DeactivateDialog, RenewLinkDialog, RoleDialog } from "./UserDialogs";
import { actionsId, UserTable, type Action } from "./UserTable";

const PAGE = 25;
const STATUSES = Object.keys(USER_STATUS) as UserStatus[];

type Open = { action: "invite" } | { action: Action; user: ListedUserFragment } | null;

/** All users, or those of one account, in the same shape. */
function useUsers(accountId: string | null, status: UserStatus | null) {
  const after = useAfter();
  const page = { first: PAGE, after, status };
  const all = useQuery(UsersDocument, page, { skip: accountId !== null });
  const some = { ...page, accountId: accountId ?? "" };
  const ofAccount = useQuery(AccountUsersDocument, some, { skip: accountId === null });
  if (accountId === null) return { ...all, data: all.data && all.data.users };
  // An unknown account has no users.
  const pageInfo = { hasNextPage: false, hasPreviousPage: false, endCursor: null };
  const none = { totalCount: 0, nodes: [], pageInfo };
  return { ...ofAccount, data: ofAccount.data && (ofAccount.data.account?.users ?? none) };
}

export function Users(_: PageProps) {
  const viewer = useViewer();
  const [search] = useSearch();
  const account = useAccountInUrl(viewer.account ? null : search.get("account"));
  const status = oneOf(search.get("status"), STATUSES);
  const query = useUsers(account?.id ?? null, status);
  const [open, setOpen] = useState<Open>(null);
  const [link, setLink] = useState<string | null>(null);

  const close = () => setOpen(null);
  const done = async (message: string, shownOnce: string | null = null) => {
    const about = open && "user" in open ? open.user : null;
    close();
    if (shownOnce) setLink(shownOnce);
    else toast(message);
    await query.refetch();
    // The chosen action closed its menu: focus the menu's button.
    requestAnimationFrame(() => {
      if (document.activeElement !== document.body) return;
      const row = about && document.getElementById(actionsId(about));
      (row?.querySelector("button") ?? document.querySelector("h1"))?.focus();
    });
  };

  const invite = (
    <button type="button" class="button primary" onClick={() => setOpen({ action: "invite" })}>
      <Icon of={UserPlus} />
      {users.invite}
    </button>
  );
  return (
    <Page title={users.title} actions={invite}>
      <Filters isBusy={query.isLoading} total={query.data ? users.shown(query.data.totalCount) : undefined}>
        {!viewer.account && <AccountFilter />}
        <SelectFilter
          name="status"
          label={users.status}
          options={STATUSES.map((status) => [status, USER_STATUS[status]])}
        />
      </Filters>
      <Waiting query={query}>
        {({ nodes, pageInfo }) =>
          nodes.length === 0 ? (
            <Empty icon={UsersIcon} title={users.empty}>
              <p>{status ? users.noMatches : users.emptyAccount}</p>
              <Link class="button" href="/users">
                {users.showAll}
              </Link>
            </Empty>
          ) : (
            <>
              <UserTable
                rows={nodes}
                onAction={(user, action) => setOpen({ user, action })}
              />
              <Pager info={pageInfo} />
            </>
          )
        }
      </Waiting>
      {open?.action === "invite" && <InviteDialog account={account} onClose={close} onDone={done} />}
      {open?.action === "again" && <InviteDialog again={open.user} onClose={close} onDone={done} />}
      {(open?.action === "renew" || open?.action === "reset") && (
        <RenewLinkDialog user={open.user} onClose={close} onDone={done} />
      )}
      {open?.action === "role" && <RoleDialog user={open.user} onClose={close} onDone={done} />}
      {open?.action === "deactivate" && <DeactivateDialog user={open.user} onClose={close} onDone={done} />}
      {link && (
        <OnceDialog
          title={users.linkTitle}
          label={users.link}
          secret={link}
          warning={users.linkOnce}
          hint={users.linkLost}
          onDone={() => setLink(null)}
        />
      )}
    </Page>
  );
}
