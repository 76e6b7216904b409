/** GraphiQL's requests, authenticated by the session cookie or by a token that is only in memory. */
import type { Fetcher } from "@graphiql/toolkit";
import { Kind, parse } from "graphql";

import { words } from "./words";

export interface Viewer {
  id: string;
  name: string;
  role: string;
  partner: { name: string };
}

type FetcherParams = Parameters<Fetcher>[0];

interface Answer {
  data?: { viewer: Viewer } | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** The viewer cannot be determined; `isUnauthenticated` if the API refused the cookie or token. */
export class ViewerUnknown extends Error {
  constructor(
    message: string,
    readonly isUnauthenticated = false,
  ) {
    super(message);
  }
}

// The app's pages read the time of the last response here (session.tsx): requests keep the session alive.
export const HEARD = "textgate:heard";

const WHO = "query Who { viewer { id name role partner { name } } }";

/** Why the API refused the caller: session or token ended, or the session belongs to another user. */
export type Refused = "over" | "changed";

/** Sends a request. With a session, the API accepts it only from `userId`, the page's user. */
async function post(body: object, token: string | null, userId: string | null = null): Promise<Response> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json",
      "Content-Type": "application/json",
      ...(token ? { Authorization: `Bearer ${token}` } : ownerHeader(userId)),
    },
    body: JSON.stringify(body),
    // With a token, the session must not matter.
    credentials: token ? "omit" : "same-origin",
    cache: "no-store",
  });
  if (!token && response.ok) localStorage.setItem(HEARD, String(Date.now()));
  return response;
}

const ownerHeader = (userId: string | null): Record<string, string> =>
  userId ? { "X-Textgate-User": userId } : {};

/** Why the session is not this user's: null if it is, undefined if the check failed. */
export async function checkSession(userId: string): Promise<Refused | null | undefined> {
  try {
    const { status } = await fetch("/auth/session", { headers: ownerHeader(userId) });
    if (status === 200) return null;
    // 204: the browser has no session.
    return status === 204 ? "over" : (refusalOf(status) ?? undefined);
  } catch {
    return undefined;
  }
}

const refusalOf = (status: number): Refused | null =>
  status === 401 ? "over" : status === 409 ? "changed" : null;

/** Loads the viewer by token, or else by cookie; throws ViewerUnknown. */
export async function loadViewer(token: string | null): Promise<Viewer> {
  let response: Response;
  let answer: Answer;
  try {
    response = await post({ query: WHO }, token);
    answer = await response.json();
  } catch {
    throw new ViewerUnknown(words.unreachable);
  }
  if (answer.data) return answer.data.viewer;
  if (response.status === 401) throw new ViewerUnknown(token ? words.unknownToken : words.signedOut, true);
  throw new ViewerUnknown(explain(answer));
}

/** The API's message with its code and request ID. */
function explain({ errors }: Answer): string {
  const error = errors?.[0];
  if (!error) return words.unreachable;
  const { code, requestId } = error.extensions ?? {};
  const ids = [code, requestId && `request ${requestId}`].filter(Boolean).join(", ");
  return ids ? `${error.message} (${ids})` : error.message;
}

/** GraphiQL parses a changed document after 100 ms. Until then, it may send the previous operation's name:
 * drops a name that is not in the document. */
function withoutForeignName(params: FetcherParams): FetcherParams {
  return params.operationName && !isOperation(params.operationName, params.query) ? { ...params, operationName: null } : params;
}

function isOperation(name: string, query: string): boolean {
  try {
    return parse(query).definitions.some(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name,
    );
  } catch {
    // The API reports syntax errors.
    return true;
  }
}

/** GraphiQL's fetcher: passes responses on unchanged, including errors with codes and request IDs. */
export function createFetcher(
  token: string | null,
  userId: string | null,
  onRefused: (why: Refused) => void,
): Fetcher {
  return async (params) => {
    let response: Response;
    try {
      response = await post(withoutForeignName(params), token, userId);
    } catch {
      throw new Error(words.unreachable);
    }
    const why = refusalOf(response.status);
    if (why) onRefused(why);
    return response.json();
  };
}

/** Parses a pasted token; throws ViewerUnknown for characters that a header must not contain. */
export function parseToken(pasted: string): string {
  const token = pasted.trim().replace(/^Bearer\s+/i, "");
  if (!token) throw new ViewerUnknown(words.noToken);
  if (!/^[\x21-\x7e]+$/.test(token)) throw new ViewerUnknown(words.oddToken);
  return token;
}
