/** States of the pages with API tokens and the partner's settings. */
import { change, type Json } from "../api";
import { dialog, press, refused, visit, type Scene, type State } from "./state";

const TITLE = "API Tokens";

const withTokens = async ({ page }: Scene) => {
  await change(page, "ApiTokens", ({ apiTokens }) => {
    const [token] = apiTokens.nodes as Json[];
    const at = "2026-11-26T09:00:00Z";
    apiTokens.nodes = [
      { ...token, id: "credential_1", name: "Scheduling service", lastUsedAt: at, revokedAt: null },
      { ...token, id: "credential_2", name: "Old gateway", lastUsedAt: null, revokedAt: at },
    ];
  });
  await visit(page, "/api-tokens", TITLE);
};

const ADMIN: Omit<State, "role">[] = [
  { name: "API tokens", open: withTokens },
  {
    name: "no API tokens",
    open: async ({ page }) => {
      await change(page, "ApiTokens", ({ apiTokens }) => (apiTokens.nodes = []));
      await visit(page, "/api-tokens", TITLE);
    },
  },
  {
    name: "API token created with errors",
    open: async (scene) => {
      await withTokens(scene);
      await press(scene.page, "Create token");
      await dialog(scene.page, "Create an API token");
      await scene.page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
      await refused(scene.page);
    },
  },
  {
    name: "API token shown once",
    open: async (scene) => {
      await withTokens(scene);
      await press(scene.page, "Create token");
      await scene.page.getByLabel("Name").fill("A program");
      await scene.page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
      await dialog(scene.page, "API token");
    },
  },
  { name: "partner settings", open: ({ page }) => visit(page, "/settings", "Settings") },
  {
    name: "API token revoked",
    open: async (scene) => {
      await withTokens(scene);
      await press(scene.page, "Revoke Scheduling service");
      await dialog(scene.page, "Revoke Scheduling service?");
    },
  },
];

export const CREDENTIALS: State[] = ADMIN.map((state) => ({ ...state, role: "PARTNER_ADMIN" }));
