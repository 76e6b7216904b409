/** Requests to plain HTTP routes, outside GraphQL. */
import { ApiError } from "./client";
import { ownerHeader } from "./owner";

interface Refusal {
  error?: { code: string; message: string; requestId: string };
}

/** Sends a request; throws an ApiError for an error status. */
export async function request(
  path: string,
  init: RequestInit = {},
  headers: Record<string, string> = ownerHeader(),
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch {
    throw new ApiError("NETWORK", "The server cannot be reached.");
  }
  if (response.ok) return response;
  const { error } = (await json(response)) as Refusal;
  const { code = "INTERNAL", message = "", requestId = null } = error ?? {};
  throw new ApiError(code, message, requestId, Number(response.headers.get("Retry-After")) || null);
}

/** The JSON body of a response; {} for an empty body. */
export async function json(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text ? JSON.parse(text) : {};
  } catch {
    throw new ApiError("NETWORK", "The server's answer cannot be read.");
  }
}
