/** Signing in and out, and one's own password: JSON over HTTP, see docs/access.md. */
import { ApiError } from "./client";

export type Role =
  | "PARTNER_ADMIN"
  | "PARTNER_SUPPORT"
  | "ACCOUNT_ADMIN"
  | "ACCOUNT_SENDER";

export interface Session {
  user: { id: string; name: string; email: string; role: Role; hasSecondFactor: boolean };
  permissions: string[];
  partner: { id: string; name: string };
  account: { id: string; name: string } | null;
  /** Until the session ends in any case, and how long it lasts unused. */
  secondsLeft: number;
  idleSeconds: number;
}

export interface Credentials {
  email: string;
  password: string;
  code?: string;
}

async function call(method: "GET" | "POST", path: string, body?: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(`/auth/${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
  } catch {
    throw new ApiError("NETWORK", "The server cannot be reached.");
  }
  const text = await response.text();
  let answer: { error?: { code: string; message: string; requestId: string } } = {};
  try {
    answer = text ? JSON.parse(text) : {};
  } catch {
    throw new ApiError("NETWORK", "The server's answer cannot be read.");
  }
  if (response.ok) return answer;
  const { code = "INTERNAL", message = "", requestId = null } = answer.error ?? {};
  throw new ApiError(code, message, requestId, Number(response.headers.get("Retry-After")) || null);
}

/** Who is signed in; null when nobody is. */
export async function currentSession(): Promise<Session | null> {
  try {
    return (await call("GET", "session")) as Session;
  } catch (error) {
    if (error instanceof ApiError && error.code === "UNAUTHENTICATED") return null;
    throw error;
  }
}

export const signIn = async (given: Credentials) =>
  (await call("POST", "sign-in", given)) as Session;
export const signOut = () => call("POST", "sign-out");
export const requestReset = (email: string) => call("POST", "reset-request", { email });
export const setPassword = (token: string, password: string) =>
  call("POST", "set-password", { token, password });
export const changePassword = async (given: {
  currentPassword: string;
  newPassword: string;
  code?: string;
}) => (await call("POST", "password", given)) as Session;
export const offerSecondFactor = async () =>
  (await call("POST", "second-factor", {})) as { secret: string; uri: string };
export const confirmSecondFactor = async (given: {
  password: string;
  secret: string;
  secretCode: string;
}) => (await call("POST", "second-factor/confirm", given)) as Session;
export const removeSecondFactor = async (given: { password: string; code: string }) =>
  (await call("POST", "second-factor/remove", given)) as Session;
