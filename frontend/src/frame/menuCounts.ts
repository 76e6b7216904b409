/** What waits for a user behind menu entries: numbers that carriers rejected, and users' requests. */
import type { Session } from "../api/auth";
import { useQuery } from "../api/useQuery";
import { MenuCountsDocument } from "../gql/menu";

// The counts are hints. The pages themselves poll faster.
const POLL_EVERY = 60_000;

/** By the entry's URL pattern. */
export type MenuCounts = Record<string, number>;

export function useMenuCounts({ account, permissions }: Session): MenuCounts {
  const isPartner = account === null;
  const mayEdit = permissions.includes("EDIT_ACCOUNTS");
  const query = useQuery(
    MenuCountsDocument,
    { isPartner, mayEdit },
    { pollEvery: POLL_EVERY, skip: !isPartner && !mayEdit },
  );
  const numbers = query.data?.overview?.smsNumbers ?? [];
  return {
    "/verifications": numbers.find(({ status }) => status === "REJECTED")?.count ?? 0,
    // The page that shows them.
    [isPartner ? "/" : "/numbers"]: query.data?.accountRequests?.totalCount ?? 0,
  };
}
