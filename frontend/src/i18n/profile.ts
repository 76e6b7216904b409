/** Words of the page about oneself: who one is, what one may do, the password and the second factor. */
import type { Permission } from "../gql/operations";

/** What each permission means to whoever has it; the rest go without saying. */
export const MAY: Partial<Record<Permission, string>> = {
  READ_ACCOUNTS: "See practices, their locations and how their numbers stand",
  CREATE_ACCOUNTS: "Create practices",
  EDIT_ACCOUNTS: "Change details, locations and queues of practices",
  EDIT_PARTNER: "Change your organisation’s business details",
  REQUEST_NUMBERS: "Ask for numbers",
  READ_MESSAGES: "Read texts",
  SEND_MESSAGES: "Send texts",
  READ_REPORTS: "See and download reports",
  MANAGE_USERS: "Invite, change and deactivate users",
  MANAGE_WEBHOOKS: "Add, change and test webhooks",
  READ_AUDIT_LOG: "Read the audit log",
};

/** The same for somebody who works for one practice. */
export const MAY_IN_PRACTICE: Partial<Record<Permission, string>> = {
  ...MAY,
  READ_ACCOUNTS: "See your practice’s locations and how their numbers stand",
  EDIT_ACCOUNTS: "Change your practice’s details, locations and queues",
};

export const profile = {
  title: "Your account",
  about: "Who you are",
  name: "Name",
  email: "E-mail address",
  role: "Role",
  practice: "Practice",
  organisation: "Organisation",
  may: "You may",
  askForMore: "Whoever manages your users can give you another role.",

  password: "Password",
  passwordHint: "Your other sessions end when you change it; this one goes on.",
  currentPassword: "Current password",
  newPassword: "New password",
  newPasswordHint: (least: number) =>
    `${least} characters or more, up to 128. A few words that belong to nothing of yours do well.`,
  changePassword: "Change password",
  changing: "Changing…",
  passwordChanged: "Your password is changed.",
  wrongPassword: "The current password is wrong.",
  wrongPasswordOrCode:
    "The password or the code is wrong. A code counts only once: wait for the next one if you have just used it.",

  secondFactor: "Second factor",
  isOff: "Off",
  isOn: "On",
  offHint:
    "With a second factor, signing in takes a code from an app on your phone beside the password. Whoever learns your password cannot sign in with it alone.",
  onHint: "Signing in takes a code from your authenticator app beside the password.",
  add: "Add a second factor",
  addTitle: "Add a second factor",
  scan: "Scan this with an authenticator app, such as the one of your phone or your password manager.",
  scanName: "QR code that holds the secret below, for an authenticator app",
  byHand: "Or type this secret into the app:",
  openApp: "Open it in an app on this device",
  onlyNow: "The secret is shown only now: it counts once you have confirmed it.",
  secretCode: "Code that the app shows now",
  confirm: "Confirm",
  confirming: "Confirming…",
  added: "Your second factor is on.",
  wrongCode: "The app shows another code. Check the secret and the clock of the device, and try the code it shows now.",
  elsewhere: "This was changed elsewhere meanwhile. Load the page again.",
  remove: "Remove the second factor",
  removeTitle: "Remove the second factor?",
  removeHint: "From then on, the password alone signs you in.",
  removeDo: "Remove",
  removing: "Removing…",
  removed: "Your second factor is removed.",
};
