/** Requests for business details: who sees them, and what closes them. */
import { ADDRESS, accountWith, answer, change, graphql, type Json } from "./api";
import { expect } from "./fixtures";
import type { Demo } from "./server";
import { test } from "./sharedPage";
import { visit } from "./states/state";
import type { APIRequestContext } from "@playwright/test";

const ASK = `mutation ($input: AskForDetailsInput!) {
  askForDetails(input: $input) { isNew accountRequest { askedBy } } }`;
const OPEN = "query ($id: ID!) { account(id: $id) { openRequest { id } } }";

/** An account that lacks its ZIP code, and a request for it. */
async function asking(request: APIRequestContext, demo: Demo, name: string, note: string) {
  const id = await accountWith(request, demo, name, [], { address: { ...ADDRESS, postalCode: null } });
  const { askForDetails } = await graphql(request, demo, ASK, { input: { accountId: id, note } });
  expect(askForDetails.isNew).toBe(true);
  return { id, askedBy: askForDetails.accountRequest.askedBy as string };
}

async function isOpen(request: APIRequestContext, demo: Demo, id: string): Promise<boolean> {
  return (await graphql(request, demo, OPEN, { id })).account.openRequest !== null;
}

test("a user who may not change details asks their manager for them", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  await change(page, "Composer", ({ account }: Json) => (account.businessDetails.isComplete = false));
  await answer(page, "AskForDetails", { askForDetails: { isNew: true, userErrors: [] } });
  const requested: Json[] = [];
  // The latest route comes first.
  await page.route("**/graphql", async (route) => {
    const body = route.request().postData() ?? "";
    if (body.includes("mutation AskForDetails")) requested.push(JSON.parse(body).variables.input);
    return route.fallback();
  });
  await visit(page, "/", "Messages");
  await page.getByRole("button", { name: "Send a text" }).click();
  await page.getByRole("button", { name: "Ask your manager" }).click();
  await expect(page.getByText("Your manager will see that details are missing.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask your manager" })).toHaveCount(0);
  expect(requested).toEqual([{ accountId: expect.stringMatching(/^account_/) }]);
});

test("home shows a request, and the missing details close it", async ({ page, signIn, request, demo }) => {
  const { id, askedBy } = await asking(request, demo, "Asking For Details", "We cannot text <b>anyone</b>.");
  await signIn("PARTNER_ADMIN");
  await visit(page, "/", "Home");
  const tasks = page.getByRole("region", { name: "Needs attention" }).getByRole("listitem");
  const task = tasks.filter({ hasText: "Asking For Details" }).filter({ hasText: "Request" });
  await expect(task).toContainText(`${askedBy} asks for the missing details: “We cannot text <b>anyone</b>.”`);
  await expect(page.getByRole("navigation").getByRole("link", { name: /^Home \d+ needs? action$/ })).toBeVisible();
  await task.getByRole("link", { name: "View: Asking For Details" }).click();
  const notice = page.getByRole("region", { name: "Request for business details" });
  await expect(notice).toContainText(`${askedBy} asks you to complete the business details`);
  await notice.getByRole("link", { name: "Add details" }).click();
  await page.getByLabel("ZIP or postal code").fill("43215");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Business details saved.")).toBeVisible();
  await expect(notice).toHaveCount(0);
  expect(await isOpen(request, demo, id)).toBe(false);
  await visit(page, "/", "Home");
  await expect(task).toHaveCount(0);
});

test("a dismissed request is gone, and may be made again", async ({ page, signIn, request, demo }) => {
  const { id } = await asking(request, demo, "Dismissed Request", "Please");
  await signIn("PARTNER_ADMIN");
  await visit(page, `/accounts/${id}`, "Dismissed Request");
  const notice = page.getByRole("region", { name: "Request for business details" });
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("Request dismissed.")).toBeVisible();
  await expect(notice).toHaveCount(0);
  expect(await isOpen(request, demo, id)).toBe(false);
  expect((await graphql(request, demo, ASK, { input: { accountId: id } })).askForDetails.isNew).toBe(true);
});

test("the manager of a practice sees a request in the menu and on the page", async ({ page, signIn }) => {
  await signIn("ACCOUNT_ADMIN");
  await change(page, "MenuCounts", (data) => (data.accountRequests = { totalCount: 1 }));
  await change(page, "Account", ({ account }: Json) => {
    account.openRequest = { id: "account_request_0", askedBy: "Front Desk", note: null, createdAt: "2026-11-30T15:00:00Z" };
  });
  await visit(page, "/", "Messages");
  await page.getByRole("navigation").getByRole("link", { name: "Numbers & Details 1 needs action" }).click();
  await expect(page.getByText("Front Desk asks you to complete the business details")).toBeVisible();
});

test("a desk's pages do not query requests", async ({ page, signIn }) => {
  await signIn("ACCOUNT_SENDER");
  const sent: Json[] = [];
  page.on("request", (request) => {
    const body = request.postData() ?? "";
    if (/query (MenuCounts|Account)\b/.test(body)) sent.push(JSON.parse(body).variables);
  });
  await visit(page, "/numbers", "Northern Family Practice");
  expect(sent.map(({ mayEdit }) => mayEdit)).toEqual([false]);
});
