/** The GraphQL client. The app's client uses the session cookie, the embed's a token. */
import type { DocumentTypeDecoration } from "@graphql-typed-document-node/core";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

/** The text of an operation, with the types of its result and variables. */
export type Document<R, V> = DocumentTypeDecoration<R, V> & { toString(): string };

/** An error with the server's code and message; NETWORK, without a message, if there was no valid response. */
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
  request<R, V>(document: Document<R, V>, variables: V, signal?: AbortSignal): Promise<R>;
}

export interface ClientOptions {
  url: string;
  /** Headers that authenticate the caller, or name the page's user. */
  headers?: () => Promise<Record<string, string>>;
  /** Called with every error; resolves to true to retry the request. */
  onRefused?: (error: unknown) => Promise<boolean>;
  /** Called after every response without an error. */
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
      throw new ApiError("NETWORK", "");
    }
  };

  return {
    async request<R, V>(document: Document<R, V>, variables: V, signal?: AbortSignal): Promise<R> {
      for (;;) {
        const response = await send(document.toString(), variables, signal);
        try {
          const data = (await parseResponse(response)) as R;
          options.onAnswer?.();
          return data;
        } catch (error) {
          if (!(await options.onRefused?.(error))) throw error;
        }
      }
    },
  };
}

async function parseResponse(response: Response): Promise<unknown> {
  let answer: Answer;
  try {
    answer = (await response.json()) as Answer;
  } catch {
    throw new ApiError("NETWORK", "");
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
  if (!client) throw new Error("ClientContext is missing above this component");
  return client;
}
