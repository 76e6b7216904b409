/** What happened to an account, its numbers, and its users: its part of the audit log. */
import { ScrollText } from "lucide";

import { AuditTable } from "../audit/AuditEntry";
import { useNames } from "../audit/AuditLog";
import { useQuery } from "../api/useQuery";
import { AuditLogDocument } from "../gql/audit";
import { account as words } from "../i18n/account";
import { audit } from "../i18n/audit";
import { Empty } from "../ui/Empty";
import { Pager, useAfter } from "../ui/Pager";
import { Waiting } from "../ui/Waiting";

const PAGE = 25;

export function AccountActivity({ accountId }: { accountId: string }) {
  const query = useQuery(AuditLogDocument, { first: PAGE, after: useAfter(), filter: { accountId } });
  const names = useNames(query.data?.auditLog.nodes ?? []);
  return (
    <Waiting query={query}>
      {({ auditLog: { nodes, pageInfo } }) =>
        nodes.length === 0 ? (
          <Empty icon={ScrollText} title={audit.emptyTitle}>
            <p class="muted">{audit.emptyHint}</p>
          </Empty>
        ) : (
          <div class="stack">
            <AuditTable label={words.tab.activity} entries={nodes} names={names} isOfAccount />
            <Pager info={pageInfo} />
          </div>
        )
      }
    </Waiting>
  );
}
