/** Texts of the profile: permissions, password, and two-factor authentication. */
import type { Permission } from "../gql/composer";

/** Each permission that the profile lists. */
export const PERMISSION: Partial<Record<Permission, string>> = {
  READ_ACCOUNTS: "View accounts, their locations, and the status of their numbers",
  CREATE_ACCOUNTS: "Create accounts",
  EDIT_ACCOUNTS: "Change accounts' details, locations, and queues",
  EDIT_PARTNER: "Change your organization's business details",
  REQUEST_NUMBERS: "Request numbers",
  READ_MESSAGES: "Read messages",
  SEND_MESSAGES: "Send texts",
  READ_REPORTS: "View and download reports",
  MANAGE_USERS: "Invite, change, and deactivate users",
  MANAGE_WEBHOOKS: "Add, change, and test webhooks",
  MANAGE_API_TOKENS: "Create and revoke API tokens",
  READ_AUDIT_LOG: "View the audit log",
};

/** The same for users of one account. */
export const ACCOUNT_PERMISSION: Partial<Record<Permission, string>> = {
  ...PERMISSION,
  READ_ACCOUNTS: "View your account's locations and the status of their numbers",
  EDIT_ACCOUNTS: "Change your account's details, locations, and queues",
};

export const profile = {
  title: "Profile",
  role: "Role",
  account: "Account",
  organization: "Organization",
  permissions: "Permissions",
  appearance: "Appearance",
  otherRole: "Your administrator can give you another role.",

  password: "Password",
  passwordHint: "Changing your password ends your other sessions.",
  currentPassword: "Current password",
  newPassword: "New password",
  newPasswordHint: (least: number) =>
    `Use ${least} to 128 characters. Try a passphrase of several unrelated words.`,
  changePassword: "Change password",
  changing: "Changing…",
  passwordChanged: "Password changed.",
  wrongPassword: "The current password is incorrect.",
  wrongPasswordOrCode:
    "The password or code is incorrect. A code works only once: wait for the next one if you just used it.",

  secondFactor: "Two-factor authentication",
  isOff: "Off",
  isOn: "On",
  offHint:
    "Two-factor authentication also requires a code from an app on your phone. A stolen password alone cannot sign in.",
  onHint: "Signing in requires your password and a code from your authenticator app.",
  add: "Turn on two-factor authentication",
  addTitle: "Turn on two-factor authentication",
  scan: "Scan this code with an authenticator app, on your phone or in your password manager.",
  scanName: "QR code with the secret below, for an authenticator app",
  byHand: "Or enter this secret in the app:",
  openApp: "Open in an app on this device",
  onlyNow: "The secret is shown only once. It takes effect when you confirm it.",
  secretCode: "Current code from the app",
  confirm: "Confirm",
  confirming: "Confirming…",
  added: "Two-factor authentication is on.",
  wrongCode:
    "The code is incorrect. Check the secret and the device's clock, then enter the current code.",
  elsewhere: "This was changed in another session. Reload the page.",
  remove: "Turn off two-factor authentication",
  removeTitle: "Turn off two-factor authentication?",
  removeHint: "You will sign in with your password alone.",
  removeDo: "Turn off",
  removing: "Turning off…",
  removed: "Two-factor authentication is off.",
};
