/** States of the GraphiQL page. GraphiQL's own elements are out of scope. */
import { expect } from "../fixtures";
import { press, type Scene, type State } from "./state";

const OUT_OF_SCOPE = ".graphiql-container";

/** Opens the page and waits for the editors, which load last. */
async function editor(page: Scene["page"]): Promise<void> {
  await page.goto("/graphiql");
  await expect(page.locator(".graphiql-query-editor")).toContainText("query WhoCannotText");
  await page.locator(".graphiql-response .view-lines").waitFor();
}

/** Answers the page's check of its session. */
async function check(page: Scene["page"], status: number): Promise<void> {
  await page.route("**/auth/session", (route) => route.fulfill({ status, json: {} }));
  await page.evaluate(() => dispatchEvent(new Event("focus")));
}

export const GRAPHIQL: State[] = [
  {
    name: "GraphiQL",
    role: "PARTNER_ADMIN",
    exclude: OUT_OF_SCOPE,
    open: ({ page }) => editor(page),
  },
  {
    name: "GraphiQL, signed out",
    open: async ({ page }) => {
      await page.goto("/graphiql");
      await expect(page.getByRole("heading", { name: "You're not signed in" })).toBeVisible();
    },
  },
  {
    name: "GraphiQL, invalid token",
    open: async ({ page }) => {
      await page.goto("/graphiql");
      await press(page, "Use token");
      await expect(page.getByRole("alert")).toHaveText("Enter a token. Tokens start with tg_.");
    },
  },
  {
    name: "GraphiQL by token",
    exclude: OUT_OF_SCOPE,
    open: async ({ page, demo }) => {
      await page.goto("/graphiql");
      await page.getByLabel("Access token").fill(demo.credentials[0]?.token ?? "");
      await press(page, "Use token");
      await expect(page.getByRole("button", { name: "Remove token" })).toBeVisible();
      await page.locator(".graphiql-response .view-lines").waitFor();
    },
  },
  {
    name: "GraphiQL, session over",
    role: "ACCOUNT_ADMIN",
    exclude: OUT_OF_SCOPE,
    open: async ({ page }) => {
      await editor(page);
      await check(page, 401);
      await expect(page.getByRole("alert").first()).toContainText("Your session has ended.");
    },
  },
  {
    name: "GraphiQL, another user signed in",
    role: "ACCOUNT_ADMIN",
    exclude: OUT_OF_SCOPE,
    open: async ({ page }) => {
      await editor(page);
      await check(page, 409);
      await expect(page.getByRole("heading", { name: "Another user has signed in" })).toBeVisible();
    },
  },
  {
    name: "GraphiQL, no response",
    open: async ({ page }) => {
      await page.route("**/graphql", (route) => route.abort());
      await page.goto("/graphiql");
      await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    },
  },
];
