/** What waits for a user behind menu entries: numbers that carriers rejected. */
import { useQuery } from "../api/useQuery";
import { MenuCountsDocument } from "../gql/operations";
import type { Session } from "../api/auth";

// The counts are hints. The pages themselves poll faster.
const POLL_EVERY = 60_000;

/** By the entry's URL pattern. */
export type MenuCounts = Record<string, number>;

export function useMenuCounts({ account }: Session): MenuCounts {
  const query = useQuery(MenuCountsDocument, {}, { pollEvery: POLL_EVERY, skip: account !== null });
  const numbers = query.data?.overview.smsNumbers ?? [];
  return { "/verifications": numbers.find(({ status }) => status === "REJECTED")?.count ?? 0 };
}
