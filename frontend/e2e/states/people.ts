/** States of the Users page, its dialogs, and the profile. */
import { answer, change } from "../api";
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

/** Opens the menu of the user with this status. */
const menuOf = async (scene: Scene, status: string) => {
  await eachStatus(scene);
  await users(scene);
  const row = scene.page.getByRole("row").filter({ hasText: status }).filter({ hasNotText: "(You)" });
  await row.first().getByRole("button", { name: /^Actions for/ }).click();
};

const opened = (status: string, button: string, name: RegExp) => async (scene: Scene) => {
  await menuOf(scene, status);
  await press(scene.page, button);
  await dialog(scene.page, name);
};

const inviting = async (scene: Scene) => {
  await eachStatus(scene);
  await users(scene);
  await press(scene.page, "Invite user");
  await dialog(scene.page, "Invite user");
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
  { name: "users, a menu open", role: "PARTNER_ADMIN", open: (scene) => menuOf(scene, "Active") },
  {
    name: "users, the own menu open",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await users(scene);
      await press(scene.page, "Actions for Grace Admin");
      await expect(scene.page.getByText("You cannot change your own role")).toBeVisible();
    },
  },
  { name: "user invited", role: "PARTNER_ADMIN", open: inviting },
  {
    name: "user invited, one-time link shown",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      const { page } = scene;
      const link = `${scene.demo.url}/set-password#tgl_${"A1b2C3d4".repeat(6)}`;
      await answer(page, "InviteUser", { inviteUser: { userErrors: [], user: { id: "user_1" }, link } });
      await inviting(scene);
      await page.getByLabel("Email address").fill("ada@example.com");
      await page.getByLabel("Name").fill("Ada");
      await page.getByLabel("Role").selectOption("Support");
      await page.getByRole("button", { name: "Invite", exact: true }).click();
      await dialog(page, "One-time link");
    },
  },
  {
    name: "user's invitation renewed",
    role: "PARTNER_ADMIN",
    open: opened("Invited", "Renew invitation", /^Renew the invitation/),
  },
  {
    name: "user's password reset",
    role: "PARTNER_ADMIN",
    open: opened("Active", "Reset password", /^Reset the password/),
  },
  {
    name: "user invited with errors, account search open",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await inviting(scene);
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
      await inviting(scene);
      const field = scene.page.getByRole("combobox", { name: "Account (optional)" });
      await field.fill("nothing-like-it");
      await expect(scene.page.getByText("No accounts match").first()).toBeVisible();
    },
  },
  { name: "user invited again", role: "PARTNER_ADMIN", open: opened("Deactivated", "Invite again", /again/) },
  { name: "role changed", role: "PARTNER_ADMIN", open: opened("Active", "Change role", /Change the role/) },
  {
    name: "role changed with errors",
    role: "PARTNER_ADMIN",
    open: async (scene) => {
      await opened("Active", "Change role", /Change the role/)(scene);
      await scene.page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
      await refused(scene.page);
    },
  },
  { name: "user deactivated", role: "PARTNER_ADMIN", open: opened("Active", "Deactivate", /Deactivate/) },
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
