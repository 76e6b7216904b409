/** A session that ends while the user works: no input is lost, and no request is sent twice. */
import { afterEach, beforeEach, expect, test } from "vitest";

import { ApiError, useClient } from "./api/client";
import { useSession } from "./session";
import { ADA, closePage, coverText, dialogs, DOCUMENT, find, openPage, press, signIn } from "./sessionTesting";

let isSignedIn: boolean;
let requests: string[];

const json = (status: number, body: unknown) =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

function server(resource: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const url = String(resource);
  requests.push(url);
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
  requests = [];
  await openPage(Editor, server);
});
afterEach(closePage);

const draft = () => find<HTMLTextAreaElement>("textarea");

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
        onClick={() => void client.request(DOCUMENT, {}).then(({ save }) => (outcome = save))}
      />
      <button
        id="own"
        onClick={() =>
          void whileSignedIn(async () => {
            if (!isSignedIn) throw new ApiError("UNAUTHENTICATED", "");
            outcome = "own";
          })
        }
      />
    </>
  );
}

test.each([
  ["#save", "saved"],
  ["#own", "own"],
])("after the user signs in again, %s continues and the draft is still there", async (button, expected) => {
  outcome = "";
  const area = draft();
  if (!area) throw new Error("the page has no draft");
  area.value = "A long text";
  isSignedIn = false;
  await press(button);
  expect(find("dialog")).not.toBeNull();
  expect(find<HTMLInputElement>("dialog input[type=email]")?.value).toBe("ada@acme.example");
  expect(outcome).toBe("");

  await signIn({ password: "wrong" });
  expect(coverText()).toContain("The email address or password is incorrect.");

  await signIn({ password: "right" });
  expect(find("dialog")).toBeNull();
  expect(outcome).toBe(expected);
  expect(draft()).toBe(area);
  expect(area.value).toBe("A long text");
});

test("two requests of a page wait for the same sign-in", async () => {
  isSignedIn = false;
  await press("#save");
  await press("#save");
  expect(dialogs()).toHaveLength(1);
  await signIn({ password: "right" });
  expect(requests.filter((url) => url === "/graphql")).toHaveLength(4);
});
