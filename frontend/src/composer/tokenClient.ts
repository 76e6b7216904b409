/** A GraphQL client with an embed token from the host page; it fetches a new token when one expires. */
import { ApiError, createClient, type Client } from "../api/client";

export type FetchToken = () => Promise<string>;

export function tokenClient(url: string, fetchToken: FetchToken): Client {
  let token: Promise<string> | null = null;
  // Whether the current token has worked. If a new token is refused, another one would be, too.
  let hasServed = false;
  return createClient({
    url,
    headers: async () => {
      token ??= fetchToken();
      try {
        return { Authorization: `Bearer ${await token}` };
      } catch {
        // The next attempt fetches again.
        token = null;
        throw new ApiError("NETWORK", "");
      }
    },
    onAnswer: () => (hasServed = true),
    onRefused: (error) => {
      if ((error as ApiError).code !== "UNAUTHENTICATED") return Promise.resolve(false);
      const isWorthIt = hasServed;
      token = null;
      hasServed = false;
      return Promise.resolve(isWorthIt);
    },
  });
}
