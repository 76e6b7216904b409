/** States of the Users page, its dialogs, and the profile. */
import { change } from "../api";
import { expect } from "../fixtures";
import { dialog, press, refused, visit, type Scene, type State } from "./state";

const users = ({ page }: Scene) => visit(page, "/users", "Users");

/** Shows a user of each status. */
const eachStatus = (scene: Scene) =>
  change(scene.page, "Users", ({ users: { nodes } }) => {
    nodes[1].status = "INVITED";
    nodes[2].status = "DEACTIVATED";
    nodes[3].hasSecondFactor = true;
  });

const opened = (button: RegExp, name: RegExp) => async (scene: Scene) => {
  await eachStatus(scene);
  await users(scene);
  await press(scene.page, button);
  await dialog(scene.page, name);
};

const withSecondFactor = async ({ page }: Scene) => {
  await page.route("**/auth/session", async (route) => {
    const response = await route.fetch();
    const session = await response.json();
    session.user.hasSecondFactor = true;
    await route.fulfill({ response, json: session });
  });
};

export const PEOPLE: State[] = [
  {
    name: "users",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await eachStatus(scene);
      await users(scene);
    },
  },
  {
    name: "users, none with this status",
    role: "PARTNER_ADMIN",
    open: ({ page }) => visit(page, "/users?status=DEACTIVATED", "Users"),
  },
  { name: "user invited", role: "PARTNER_ADMIN", open: opened(/^Invite user/, /Invite/) },
  {
    name: "user invited with errors, account search open",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await opened(/^Invite user/, /Invite/)(scene);
      const { page } = scene;
      await page.getByRole("button", { name: "Invite", exact: true }).click();
      await refused(page);
      await page.getByRole("combobox", { name: "Account (optional)" }).fill("family");
      await expect(page.locator(".choices [role=option]").first()).toBeVisible();
    },
  },
  {
    name: "user invited, no account found",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await opened(/^Invite user/, /Invite/)(scene);
      const field = scene.page.getByRole("combobox", { name: "Account (optional)" });
      await field.fill("nothing-like-it");
      await expect(scene.page.getByText("No accounts match").first()).toBeVisible();
    },
  },
  { name: "user invited again", role: "PARTNER_ADMIN", open: opened(/^Invite again/, /again/) },
  { name: "role changed", role: "PARTNER_ADMIN", open: opened(/^Change role/, /Change the role/) },
  {
    name: "role changed with errors",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await opened(/^Change role/, /Change the role/)(scene);
      await scene.page.getByRole("button", { name: "Change role", exact: true }).click();
      await refused(scene.page);
    },
  },
  { name: "user deactivated", role: "PARTNER_ADMIN", open: opened(/^Deactivate/, /Deactivate/) },
  {
    name: "profile",
    role: "ACCOUNT_SENDER",
    open: ({ page }) => visit(page, "/profile", "Profile"),
  },
  {
    name: "profile with errors",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await withSecondFactor(scene);
      await visit(scene.page, "/profile", "Profile");
      await press(scene.page, "Change password");
      await refused(scene.page);
    },
  },
  {
    name: "two-factor authentication turned on, with errors",
    role: "PARTNER_ADMIN",
    open: async ({ page }) => {
      await visit(page, "/profile", "Profile");
      await press(page, "Turn on two-factor authentication");
      await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
      await press(page, "Confirm");
      await refused(page);
    },
  },
  {
    name: "two-factor authentication turned off, with errors",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await withSecondFactor(scene);
      await visit(scene.page, "/profile", "Profile");
      await press(scene.page, "Turn off two-factor authentication");
      await press(scene.page, "Turn off");
      await refused(scene.page);
    },
  },
];
