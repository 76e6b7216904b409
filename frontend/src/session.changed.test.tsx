/** Another user in another tab: the page says whose it is, is covered, and sends nothing in another name. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Session } from "./api/auth";
import { useClient, type Document } from "./api/client";
import { SessionProvider, useSession } from "./session";

const sessionOf = (id: string, name: string): Session => ({
  user: { id, name, email: `${name.toLowerCase()}@acme.example`, role: "PARTNER_ADMIN", hasSecondFactor: false },
  permissions: [],
  partner: { id: "partner_1", name: "Acme" },
  account: null,
  secondsLeft: 28_800,
  idleSeconds: 900,
});
const ADA = sessionOf("user_1", "Ada");
const GRACE = sessionOf("user_2", "Grace");
const DOCUMENT = { toString: () => "mutation { save }" } as Document<{ save: string }, object>;

interface Asked {
  url: string;
  user: string | undefined;
  status: number;
}

let root: HTMLElement;
let other: BroadcastChannel;
let signedIn: Session | null;
let asked: Asked[];
let saved: number;
const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);

function server(url: string, init?: RequestInit): Promise<Response> {
  const user = (init?.headers as Record<string, string> | undefined)?.["X-Textgate-User"];
  const reply = (status: number, body: unknown) => {
    asked.push({ url, user, status });
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
  asked = [];
  saved = 0;
  assign.mockClear();
  vi.stubGlobal("fetch", server);
  other = new BroadcastChannel("textgate:session");
  root = document.createElement("div");
  document.body.append(root);
  await act(() =>
    render(
      <SessionProvider>
        <Page />
      </SessionProvider>,
      root,
    ),
  );
  await settle();
});
afterEach(() => {
  render(null, root);
  root.remove();
  other.close();
  vi.unstubAllGlobals();
});

function Page() {
  const client = useClient();
  const { session, leave } = useSession();
  return session ? (
    <>
      <button id="save" onClick={() => void client.ask(DOCUMENT, {})} />
      <button id="leave" onClick={() => void leave()} />
    </>
  ) : null;
}

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));
const find = <E extends Element>(selector: string) => root.querySelector<E>(selector);
const cover = () => find("dialog")?.textContent ?? "";
const press = async (selector: string) => {
  await act(() => find<HTMLElement>(selector)?.click());
  await settle();
};

async function signInAs(email: string): Promise<void> {
  const fill = (type: string, value: string) => {
    const input = find<HTMLInputElement>(`dialog input[type=${type}]`);
    if (!input) throw new Error("nothing to sign in with");
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  await act(() => {
    fill("email", email);
    fill("password", "right");
  });
  await act(() => {
    find("dialog form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  });
  await settle();
}

test("every request names the page's user, once there is one", async () => {
  await press("#save");
  expect(asked[0]?.url).toBe("/auth/session");
  expect(asked.find(({ url }) => url === "/graphql")).toMatchObject({ user: "user_1", status: 200 });
});

test("a refused page is covered and names both; its request goes out when its user is back", async () => {
  signedIn = GRACE;
  await press("#save");
  expect(cover()).toContain("Another tab of this browser is now signed in as Grace. This page belongs to Ada.");
  expect(saved).toBe(0);
  await press("dialog .dialog-foot .button:not(.primary)");
  await signInAs("ada@acme.example");
  expect(find("dialog")).toBeNull();
  expect(saved).toBe(1);
  expect(assign).not.toHaveBeenCalled();
});

test.each(["over", "changed"])("a request that waits on a page that is %s is nobody else's", async (how) => {
  signedIn = how === "over" ? null : GRACE;
  await press("#save");
  if (how === "changed") await press("dialog .dialog-foot .button:not(.primary)");
  await signInAs("grace@acme.example");
  expect(assign).toHaveBeenCalledExactlyOnceWith("/");
  expect(saved).toBe(0);
  expect(asked.filter(({ url }) => url === "/graphql")).toHaveLength(1);
});

test("signing out of a page that is another user's now ends nothing", async () => {
  signedIn = GRACE;
  await press("#leave");
  expect(asked.filter(({ url }) => url === "/auth/sign-out")).toEqual([
    { url: "/auth/sign-out", user: "user_1", status: 409 },
  ]);
  expect(cover()).toContain("now signed in as Grace");
  expect(assign).not.toHaveBeenCalled();
});

test("what another tab says covers the page at once, and uncovers it", async () => {
  signedIn = GRACE;
  other.postMessage({ kind: "signed-in", id: "user_2", name: "Grace" });
  await settle();
  expect(cover()).toContain("now signed in as Grace");
  signedIn = null;
  other.postMessage({ kind: "signed-out", id: "user_2" });
  await settle();
  expect(cover()).toContain("Your session has ended.");
  signedIn = ADA;
  other.postMessage({ kind: "signed-in", id: "user_1", name: "Ada" });
  await settle();
  expect(find("dialog")).toBeNull();
});

test("the reason of a sign-out in another tab is said", async () => {
  signedIn = null;
  other.postMessage({ kind: "signed-out", id: "user_1" });
  await settle();
  expect(cover()).toContain("You signed out in another tab.");
});

test("what another tab says too late covers nothing for long", async () => {
  other.postMessage({ kind: "signed-in", id: "user_2", name: "Grace" });
  await settle();
  expect(find("dialog")).toBeNull();
});

test("coming back to the page asks whose session it is", async () => {
  signedIn = GRACE;
  await act(() => void dispatchEvent(new Event("focus")));
  await settle();
  expect(cover()).toContain("now signed in as Grace");
});

test("focus that moves inside the page asks nothing", async () => {
  const before = asked.length;
  await act(() => document.querySelector<HTMLElement>("#save")?.focus());
  await settle();
  expect(document.activeElement?.id).toBe("save");
  expect(asked).toHaveLength(before);
});

test("coming back again within a second is not forgotten", async () => {
  await act(() => void dispatchEvent(new Event("focus")));
  await settle();
  signedIn = GRACE;
  await act(() => void dispatchEvent(new Event("focus")));
  await vi.waitFor(() => expect(cover()).toContain("now signed in as Grace"), { timeout: 3_000 });
});
