/** A session that ends in the middle of something: nothing typed is lost, and nothing is asked twice. */
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Session } from "./api/auth";
import { useClient, type Document } from "./api/client";
import { SessionProvider, useSession } from "./session";

const ADA: Session = {
  user: {
    id: "user_1",
    name: "Ada",
    email: "ada@acme.example",
    role: "PARTNER_ADMIN",
    hasSecondFactor: false,
  },
  permissions: [],
  partner: { id: "partner_1", name: "Acme" },
  account: null,
  secondsLeft: 28_800,
  idleSeconds: 900,
};

const DOCUMENT = { toString: () => "mutation { save }" } as Document<{ save: string }, object>;

let root: HTMLElement;
let isSignedIn: boolean;
let asked: string[];

const json = (status: number, body: unknown) =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

function server(url: string, init?: RequestInit): Promise<Response> {
  asked.push(url);
  if (url === "/auth/sign-in") {
    isSignedIn = String(init?.body).includes("right");
    const error = { code: "INVALID_CREDENTIALS", message: "Wrong" };
    return isSignedIn ? json(200, ADA) : json(401, { error });
  }
  const code = "UNAUTHENTICATED";
  if (!isSignedIn) {
    return json(401, { error: { code }, errors: [{ message: "", extensions: { code } }] });
  }
  return url === "/auth/session" ? json(200, ADA) : json(200, { data: { save: "saved" } });
}

beforeEach(async () => {
  isSignedIn = true;
  asked = [];
  vi.stubGlobal("fetch", server);
  root = document.createElement("div");
  document.body.append(root);
  await act(() =>
    render(
      <SessionProvider>
        <Editor />
      </SessionProvider>,
      root,
    ),
  );
  await settle();
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 5)));
const find = <E extends Element>(selector: string) => root.querySelector<E>(selector);
const draft = () => find<HTMLTextAreaElement>("textarea");
const press = async (selector: string) => {
  await act(() => find<HTMLElement>(selector)?.click());
  await settle();
};

let outcome = "";

function Editor() {
  const client = useClient();
  const { session, whileSignedIn } = useSession();
  if (!session) return null;
  return (
    <>
      <textarea />
      <button
        id="save"
        onClick={() => void client.ask(DOCUMENT, {}).then(({ save }) => (outcome = save))}
      />
      <button
        id="own"
        onClick={() =>
          void whileSignedIn(async () => {
            if (!isSignedIn) {
              const { ApiError } = await import("./api/client");
              throw new ApiError("UNAUTHENTICATED", "");
            }
            outcome = "own";
          })
        }
      />
    </>
  );
}

async function signInWith(password: string): Promise<void> {
  const input = find<HTMLInputElement>("dialog input[type=password]");
  await act(() => {
    if (!input) throw new Error("nothing to sign in with");
    input.value = password;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await act(() => {
    const event = new Event("submit", { bubbles: true, cancelable: true });
    find("dialog form")?.dispatchEvent(event);
  });
  await settle();
}

test.each([
  ["#save", "saved"],
  ["#own", "own"],
])("after signing in again %s goes on, and what was typed is there", async (button, expected) => {
  outcome = "";
  const area = draft();
  if (!area) throw new Error("no page");
  area.value = "A long text";
  isSignedIn = false;
  await press(button);
  expect(find("dialog")).not.toBeNull();
  expect(find<HTMLInputElement>("dialog input[type=email]")?.value).toBe("ada@acme.example");
  expect(outcome).toBe("");

  await signInWith("wrong");
  expect(find("dialog")?.textContent).toContain("The email address or password is incorrect.");

  await signInWith("right");
  expect(find("dialog")).toBeNull();
  expect(outcome).toBe(expected);
  expect(draft()).toBe(area);
  expect(area.value).toBe("A long text");
});

test("what two parts of a page ask waits for the same one signing in", async () => {
  isSignedIn = false;
  await press("#save");
  await press("#save");
  expect(root.querySelectorAll("dialog")).toHaveLength(1);
  await signInWith("right");
  expect(asked.filter((url) => url === "/graphql")).toHaveLength(4);
});
