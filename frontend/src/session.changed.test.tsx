/** Another user signs in in another tab: the page is covered, and sends nothing as that user. */
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Session } from "./api/auth";
import { useClient } from "./api/client";
import { useSession } from "./session";
import { ADA, closePage, coverText, DOCUMENT, find, GRACE, openPage, press, settle, signIn } from "./sessionTesting";

interface SentRequest {
  url: string;
  user: string | undefined;
  status: number;
}

let other: BroadcastChannel;
let signedIn: Session | null;
let requests: SentRequest[];
let saved: number;
const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);

function server(resource: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = String(resource);
  const user = (init?.headers as Record<string, string> | undefined)?.["X-Textgate-User"];
  const reply = (status: number, body: unknown) => {
    requests.push({ url, user, status });
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  };
  const refuse = (status: number, code: string) =>
    reply(status, { error: { code }, errors: [{ message: "", extensions: { code } }] });
  if (url === "/auth/sign-in") {
    signedIn = String(init?.body).includes("grace@") ? GRACE : ADA;
    return reply(200, signedIn);
  }
  if (!signedIn) return refuse(401, "UNAUTHENTICATED");
  if (user && user !== signedIn.user.id) return refuse(409, "USER_CHANGED");
  if (url === "/auth/session") return reply(200, signedIn);
  saved++;
  return reply(200, { data: { save: "saved" } });
}

beforeEach(async () => {
  signedIn = ADA;
  requests = [];
  saved = 0;
  assign.mockClear();
  other = new BroadcastChannel("textgate:session");
  await openPage(Page, server);
});
afterEach(() => {
  closePage();
  other.close();
});

function Page() {
  const client = useClient();
  const { session, leave } = useSession();
  return session ? (
    <>
      <button id="save" onClick={() => void client.request(DOCUMENT, {})} />
      <button id="leave" onClick={() => void leave()} />
    </>
  ) : null;
}

const signInAs = (email: string) => signIn({ email, password: "right" });

test("every request names the page's user once the session is loaded", async () => {
  await press("#save");
  expect(requests[0]?.url).toBe("/auth/session");
  expect(requests.find(({ url }) => url === "/graphql")).toMatchObject({ user: "user_1", status: 200 });
});

test("a refused page is covered and names both users; its request is sent when its user is back", async () => {
  signedIn = GRACE;
  await press("#save");
  expect(coverText()).toContain("Another tab of this browser is now signed in as Grace. This page belongs to Ada.");
  expect(saved).toBe(0);
  await press("dialog .dialog-foot .button:not(.primary)");
  await signInAs("ada@acme.example");
  expect(find("dialog")).toBeNull();
  expect(saved).toBe(1);
  expect(assign).not.toHaveBeenCalled();
});

test.each(["over", "changed"])("a waiting request is never sent as another user, after the session is %s", async (how) => {
  signedIn = how === "over" ? null : GRACE;
  await press("#save");
  if (how === "changed") await press("dialog .dialog-foot .button:not(.primary)");
  await signInAs("grace@acme.example");
  expect(assign).toHaveBeenCalledExactlyOnceWith("/");
  expect(saved).toBe(0);
  expect(requests.filter(({ url }) => url === "/graphql")).toHaveLength(1);
});

test("sign-out on a page of the previous user does not end the other user's session", async () => {
  signedIn = GRACE;
  await press("#leave");
  expect(requests.filter(({ url }) => url === "/auth/sign-out")).toEqual([
    { url: "/auth/sign-out", user: "user_1", status: 409 },
  ]);
  expect(coverText()).toContain("now signed in as Grace");
  expect(assign).not.toHaveBeenCalled();
});

test("a message from another tab covers the page, and uncovers it", async () => {
  signedIn = GRACE;
  other.postMessage({ kind: "signed-in", id: "user_2", name: "Grace" });
  await settle();
  expect(coverText()).toContain("now signed in as Grace");
  signedIn = null;
  other.postMessage({ kind: "signed-out", id: "user_2" });
  await settle();
  expect(coverText()).toContain("Your session has ended.");
  signedIn = ADA;
  other.postMessage({ kind: "signed-in", id: "user_1", name: "Ada" });
  await settle();
  expect(find("dialog")).toBeNull();
});

test("the cover says that the user signed out in another tab", async () => {
  signedIn = null;
  other.postMessage({ kind: "signed-out", id: "user_1" });
  await settle();
  expect(coverText()).toContain("You signed out in another tab.");
});

test("an outdated message from another tab does not keep the page covered", async () => {
  other.postMessage({ kind: "signed-in", id: "user_2", name: "Grace" });
  await settle();
  expect(find("dialog")).toBeNull();
});

test("a return to the page checks whose session it is", async () => {
  signedIn = GRACE;
  await act(() => void dispatchEvent(new Event("focus")));
  await settle();
  expect(coverText()).toContain("now signed in as Grace");
});

test("focus that moves inside the page sends no request", async () => {
  const before = requests.length;
  await act(() => document.querySelector<HTMLElement>("#save")?.focus());
  await settle();
  expect(document.activeElement?.id).toBe("save");
  expect(requests).toHaveLength(before);
});

test("a second return within a second is checked, too", async () => {
  await act(() => void dispatchEvent(new Event("focus")));
  await settle();
  signedIn = GRACE;
  await act(() => void dispatchEvent(new Event("focus")));
  await vi.waitFor(() => expect(coverText()).toContain("now signed in as Grace"), { timeout: 3_000 });
});
