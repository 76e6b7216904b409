/** Asks the API for GraphiQL: with the session's cookie, or with a token that only this page's memory has. */
import type { Fetcher } from "@graphiql/toolkit";
import { Kind, parse } from "graphql";

import { words } from "./words";

export interface Viewer {
  id: string;
  name: string;
  role: string;
  partner: { name: string };
}

type Asked = Parameters<Fetcher>[0];

interface Answer {
  data?: { viewer: Viewer } | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/** Why it is not known who asks; `isNobody` when the API takes neither cookie nor token. */
export class NotKnown extends Error {
  constructor(
    message: string,
    readonly isNobody = false,
  ) {
    super(message);
  }
}

// Where the app's pages look when the session was last used (session.tsx): they must not take it for over.
export const HEARD = "textgate:heard";

const WHO = "query Who { viewer { id name role partner { name } } }";

/** Why the API refuses a page's caller: the session or token is over, or the session is another user's. */
export type Refused = "over" | "changed";

/** `userId` is the page's user, once known: without a token, the API answers no other user. */
async function post(body: object, token: string | null, userId: string | null = null): Promise<Response> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json",
      "Content-Type": "application/json",
      ...(token ? { Authorization: `Bearer ${token}` } : ownerHeader(userId)),
    },
    body: JSON.stringify(body),
    // With a token, who is signed in besides must make no difference.
    credentials: token ? "omit" : "same-origin",
    cache: "no-store",
  });
  if (!token && response.ok) localStorage.setItem(HEARD, String(Date.now()));
  return response;
}

const ownerHeader = (userId: string | null): Record<string, string> =>
  userId ? { "X-Textgate-User": userId } : {};

/** Why the browser's session is not this user's; null when it is, undefined when that is not known. */
export async function checkSession(userId: string): Promise<Refused | null | undefined> {
  try {
    const { ok, status } = await fetch("/auth/session", { headers: ownerHeader(userId) });
    return ok ? null : (refusalOf(status) ?? undefined);
  } catch {
    return undefined;
  }
}

const refusalOf = (status: number): Refused | null =>
  status === 401 ? "over" : status === 409 ? "changed" : null;

/** Who asks, by a token or else by the cookie; raises NotKnown. */
export async function whoAsks(token: string | null): Promise<Viewer> {
  let response: Response;
  let answer: Answer;
  try {
    response = await post({ query: WHO }, token);
    answer = await response.json();
  } catch {
    throw new NotKnown(words.unreachable);
  }
  if (answer.data) return answer.data.viewer;
  if (response.status === 401) throw new NotKnown(token ? words.unknownToken : words.nobody, true);
  throw new NotKnown(explain(answer));
}

/** The API's own words, with what its operators need to find the request. */
function explain({ errors }: Answer): string {
  const error = errors?.[0];
  if (!error) return words.unreachable;
  const { code, requestId } = error.extensions ?? {};
  const ids = [code, requestId && `request ${requestId}`].filter(Boolean).join(", ");
  return ids ? `${error.message} (${ids})` : error.message;
}

/** GraphiQL reads a document a tenth of a second after it has changed: until then the name of the operation to
 * run may be that of the document before. */
function withoutForeignName(asked: Asked): Asked {
  return asked.operationName && !isOperation(asked.operationName, asked.query) ? { ...asked, operationName: null } : asked;
}

function isOperation(name: string, query: string): boolean {
  try {
    return parse(query).definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.name?.value === name);
  } catch {
    // What cannot be read is for the API to refuse.
    return true;
  }
}

/** What GraphiQL asks with: answers are shown as they come, refusals with their codes and ids too. */
export function createFetcher(
  token: string | null,
  userId: string | null,
  onRefused: (why: Refused) => void,
): Fetcher {
  return async (asked) => {
    let response: Response;
    try {
      response = await post(withoutForeignName(asked), token, userId);
    } catch {
      throw new Error(words.unreachable);
    }
    const why = refusalOf(response.status);
    if (why) onRefused(why);
    return response.json();
  };
}

/** A token as people paste it; raises NotKnown for what no header may carry. */
export function readToken(pasted: string): string {
  const token = pasted.trim().replace(/^Bearer\s+/i, "");
  if (!token) throw new NotKnown(words.noToken);
  if (!/^[\x21-\x7e]+$/.test(token)) throw new NotKnown(words.oddToken);
  return token;
}
