/** The partner's API tokens: create one, see when each was last used, and revoke it. */
import { KeyRound } from "lucide";
import { useState } from "preact/hooks";

import { useQuery } from "../api/useQuery";
import { ApiTokensDocument, type ListedApiTokenFragment } from "../gql/apiTokens";
import { apiTokens } from "../i18n/apiTokens";
import type { PageProps } from "../router";
import { Chip } from "../ui/Chip";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Pager, useAfter } from "../ui/Pager";
import { Table, type Column } from "../ui/Table";
import { Time } from "../ui/Time";
import { toast } from "../ui/Toasts";
import { Waiting } from "../ui/Waiting";
import { CreateToken, RevokeToken } from "./TokenDialogs";

const PAGE = 25;

export function ApiTokens(_: PageProps) {
  const query = useQuery(ApiTokensDocument, { first: PAGE, after: useAfter() });
  const [isCreating, setIsCreating] = useState(false);
  const [revoked, setRevoked] = useState<ListedApiTokenFragment | null>(null);
  const create = (
    <button type="button" class="button primary" onClick={() => setIsCreating(true)}>
      {apiTokens.create}
    </button>
  );
  return (
    <Page title={apiTokens.title} actions={create}>
      <p class="muted">{apiTokens.intro}</p>
      <Waiting query={query}>
        {({ apiTokens: { nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <Empty icon={KeyRound} title={apiTokens.empty}>
              <p class="muted">{apiTokens.emptyHint}</p>
              {create}
            </Empty>
          ) : (
            <div class="stack">
              <Table
                label={apiTokens.list}
                columns={columnsOf(setRevoked)}
                rows={nodes}
                rowKey={({ id }) => id}
              />
              <Pager info={pageInfo} />
            </div>
          )
        }
      </Waiting>
      {isCreating && (
        <CreateToken
          onClose={() => setIsCreating(false)}
          onDone={() => {
            setIsCreating(false);
            void query.refetch();
          }}
        />
      )}
      {revoked && (
        <RevokeToken
          token={revoked}
          onClose={() => setRevoked(null)}
          onDone={(message) => {
            setRevoked(null);
            toast(message);
            void query.refetch();
          }}
        />
      )}
    </Page>
  );
}

function columnsOf(onRevoke: (token: ListedApiTokenFragment) => void): Column<ListedApiTokenFragment>[] {
  return [
    { label: apiTokens.name, isHeader: true, isWide: true, cell: ({ name }) => name },
    {
      label: apiTokens.status,
      cell: ({ revokedAt }) =>
        revokedAt ? <Chip tone="none">{apiTokens.revoked}</Chip> : <Chip tone="ok">{apiTokens.active}</Chip>,
    },
    {
      label: apiTokens.lastUsed,
      cell: ({ lastUsedAt }) =>
        lastUsedAt ? <Time at={lastUsedAt} /> : <span class="muted">{apiTokens.never}</span>,
    },
    { label: apiTokens.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      label: apiTokens.actions,
      isEnd: true,
      cell: (token) =>
        !token.revokedAt && (
          <span class="actions">
            <button
              type="button"
              class="button plain"
              aria-label={apiTokens.revokeName(token.name)}
              onClick={() => onRevoke(token)}
            >
              {apiTokens.revoke}
            </button>
          </span>
        ),
    },
  ];
}
