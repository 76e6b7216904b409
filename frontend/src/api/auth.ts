/** Sign-in, sign-out, password, and two-factor requests: JSON over HTTP (docs/access.md). */
import { ApiError } from "./client";
import { ownerHeader } from "./owner";
import { json, request } from "./rest";
import { broadcast } from "./tabs";

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
  /** The maximum rest of the session, and the idle timeout. */
  secondsLeft: number;
  idleSeconds: number;
}

export interface Credentials {
  email: string;
  password: string;
  code?: string;
}

async function call(path: string, body: object): Promise<unknown> {
  const headers = { "Content-Type": "application/json", ...ownerHeader() };
  return json(await request(`/auth/${path}`, { method: "POST", body: JSON.stringify(body) }, headers));
}

/** The session of the page's user; null without a session. Throws USER_CHANGED for another user's session. */
export const currentSession = () => session(ownerHeader());

/** The browser's current session, even if it belongs to another user than the page. */
export const newSession = () => session({});

async function session(headers: Record<string, string>): Promise<Session | null> {
  try {
    const response = await request("/auth/session", {}, headers);
    return response.status === 204 ? null : ((await json(response)) as Session);
  } catch (error) {
    if (error instanceof ApiError && error.code === "UNAUTHENTICATED") return null;
    throw error;
  }
}

export async function signIn(credentials: Credentials): Promise<Session> {
  const session = (await call("sign-in", credentials)) as Session;
  announce(session);
  return session;
}

/** Tells the other tabs which user has signed in. */
export const announce = ({ user: { id, name } }: Session) => broadcast({ kind: "signed-in", id, name });

export async function signOut(userId: string): Promise<void> {
  await call("sign-out", {});
  broadcast({ kind: "signed-out", id: userId });
}

export const requestReset = async (email: string) =>
  (await call("reset-request", { email })) as { isMailConfigured: boolean };
export const setPassword = (token: string, password: string) =>
  call("set-password", { token, password });
export const changePassword = async (input: {
  currentPassword: string;
  newPassword: string;
  code?: string;
}) => (await call("password", input)) as Session;
export const offerSecondFactor = async () =>
  (await call("second-factor", {})) as { secret: string; uri: string };
export const confirmSecondFactor = async (input: {
  password: string;
  secret: string;
  secretCode: string;
}) => (await call("second-factor/confirm", input)) as Session;
export const removeSecondFactor = async (input: { password: string; code: string }) =>
  (await call("second-factor/remove", input)) as Session;
