/** The senders of an account for the picker, and the last sender used. */
import { useCallback, useEffect, useState } from "preact/hooks";

import { ApiError, useClient } from "../api/client";
import { useQuery, type Query } from "../api/useQuery";
import {
  ComposerDocument,
  type ComposerQuery,
  type Permission,
  type PickedSenderFragment,
} from "../gql/composer";
import { composer } from "../i18n/composer";

export type Sender = PickedSenderFragment;

export interface ComposerData {
  account: Omit<NonNullable<ComposerQuery["account"]>, "senders">;
  senders: Sender[];
  smsEnabled: boolean;
  may: (permission: Permission) => boolean;
}

const POLL_EVERY = 5_000;

/** The account with all its senders, polled while the dialog is open. An unknown account is an error. */
export function useComposerData(accountId: string): Omit<Query<ComposerData>, "isLoading"> {
  const client = useClient();
  const { data, error, refetch } = useQuery(
    ComposerDocument,
    { accountId },
    { pollEvery: POLL_EVERY },
  );
  const [further, setFurther] = useState<Sender[]>([]);

  const loadFurther = useCallback(
    async ({ account }: ComposerQuery) => {
      const loaded: Sender[] = [];
      let page = account?.senders.pageInfo;
      while (page?.hasNextPage && page.endCursor) {
        const answer = await client.request(ComposerDocument, { accountId, after: page.endCursor });
        loaded.push(...(answer.account?.senders.nodes ?? []));
        page = answer.account?.senders.pageInfo;
      }
      setFurther(loaded);
    },
    [client, accountId],
  );
  useEffect(() => {
    // A failure is retried after the next poll.
    if (data?.account?.senders.pageInfo.hasNextPage) loadFurther(data).catch(() => undefined);
  }, [data, loadFurther]);

  if (!data) return { data: null, error, refetch };
  if (!data.account) {
    return { data: null, error: new ApiError("NOT_FOUND", composer.noAccount), refetch };
  }
  return {
    data: {
      account: data.account,
      senders: [...data.account.senders.nodes, ...further],
      smsEnabled: data.viewer.partner.smsEnabled,
      may: (permission) => data.viewer.permissions.includes(permission),
    },
    error,
    refetch,
  };
}

export const isApproved = (sender: Sender) => sender.smsNumber?.status === "APPROVED";

/** The preselected sender: the last one used, else the first approved one, else the first one. */
export function initialSender(senders: readonly Sender[], lastUsed: string | null): Sender | null {
  const usable = senders.filter(isApproved);
  return usable.find(({ id }) => id === lastUsed) ?? usable[0] ?? senders[0] ?? null;
}

const LAST_USED = "textgate:last-sender:";

// A sender ID is no PHI. Storage may be disabled: then there is no last sender.
export function lastSender(accountId: string): string | null {
  try {
    return localStorage.getItem(LAST_USED + accountId);
  } catch {
    return null;
  }
}

export function rememberSender(accountId: string, senderId: string): void {
  try {
    localStorage.setItem(LAST_USED + accountId, senderId);
  } catch {
    // Storage is disabled: the picker preselects the first number.
  }
}
