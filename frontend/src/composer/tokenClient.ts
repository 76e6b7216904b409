/** A client that proves itself by a token which the page around it fetches, anew when one has ended. */
import { createClient, type ApiError, type Client } from "../api/client";

export type FetchToken = () => Promise<string>;

export function tokenClient(url: string, fetchToken: FetchToken): Client {
  let token: Promise<string> | null = null;
  // Whether the token at hand has been of use: a fresh one that is refused will be refused again.
  let hasServed = false;
  return createClient({
    url,
    headers: async () => {
      token ??= fetchToken();
      return { Authorization: `Bearer ${await token}` };
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
