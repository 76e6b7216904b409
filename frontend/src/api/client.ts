/** Asks the GraphQL API; each page has one client, the app's with a session, the embed's with a token. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";

import type { TypedDocumentString } from "../gql/operations";

export type Document<R, V> = TypedDocumentString<R, V>;

/** What went wrong, as the server coded it; `code` is NETWORK when there was no answer. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly requestId: string | null = null,
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

export interface Client {
  ask<R, V>(document: Document<R, V>, variables: V, signal?: AbortSignal): Promise<R>;
}

export interface ClientOptions {
  url: string;
  /** The headers that prove who asks; none where a cookie does. */
  headers?: () => Promise<Record<string, string>>;
  /** Called with every refusal; true means that asking again makes sense. */
  onRefused?: (error: unknown) => Promise<boolean>;
  /** Called after every answer that somebody signed in got. */
  onAnswer?: () => void;
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

export function createClient(options: ClientOptions): Client {
  const send = async (query: string, variables: unknown, signal?: AbortSignal) => {
    const headers = {
      Accept: "application/graphql-response+json",
      "Content-Type": "application/json",
      ...(await options.headers?.()),
    };
    const body = JSON.stringify({ query, variables });
    try {
      return await fetch(options.url, { method: "POST", headers, body, signal: signal ?? null });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ApiError("NETWORK", "The server cannot be reached.");
    }
  };

  return {
    async ask<R, V>(document: Document<R, V>, variables: V, signal?: AbortSignal): Promise<R> {
      for (;;) {
        const response = await send(document.toString(), variables, signal);
        try {
          const data = (await read(response)) as R;
          options.onAnswer?.();
          return data;
        } catch (error) {
          if (!(await options.onRefused?.(error))) throw error;
        }
      }
    },
  };
}

async function read(response: Response): Promise<unknown> {
  let answer: Answer;
  try {
    answer = (await response.json()) as Answer;
  } catch {
    throw new ApiError("NETWORK", "The server's answer cannot be read.");
  }
  const error = answer.errors?.[0];
  if (!error) return answer.data;
  const retryAfter = Number(response.headers.get("Retry-After")) || null;
  const { code = "INTERNAL", requestId = null } = error.extensions ?? {};
  throw new ApiError(code, error.message, requestId, retryAfter);
}

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error("no client above this component");
  return client;
}
