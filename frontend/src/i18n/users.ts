/** Texts about users: roles, statuses, and dialogs. */
import type { Role, UserStatus } from "../gql/users";
import { counted } from "./format";

export const ROLE: Record<Role, string> = {
  PARTNER_ADMIN: "Administrator",
  PARTNER_SUPPORT: "Support",
  ACCOUNT_ADMIN: "Practice manager",
  ACCOUNT_SENDER: "Practice staff",
  PROGRAM: "Program",
  EMBED: "Embedded composer",
};

export const ROLE_HINT: Record<Role, string> = {
  PARTNER_ADMIN: "Manages everything: accounts, details, users, and the audit log.",
  PARTNER_SUPPORT: "Views all accounts and numbers. Cannot read messages or change anything.",
  ACCOUNT_ADMIN: "Manages one account: its details, locations, users, and messages.",
  ACCOUNT_SENDER: "Sends and reads the messages of one account.",
  PROGRAM: "Uses the API with a token.",
  EMBED: "Sends and reads the messages of one account from your own page.",
};

export const USER_STATUS: Record<UserStatus, string> = {
  INVITED: "Invited",
  ACTIVE: "Active",
  DEACTIVATED: "Deactivated",
};

export const users = {
  title: "Users",
  shown: (total: number) => counted(total, "user", "users"),
  user: "User",
  role: "Role",
  account: "Account",
  accountOptional: "Account (optional)",
  status: "Status",
  lastSignIn: "Last sign-in",
  actions: "Actions",
  actionsFor: (name: string) => `Actions for ${name}`,
  you: "You",
  youHint: "You cannot change your own role or deactivate yourself. Ask another user who manages users.",
  allAccounts: "All accounts",
  never: "Never",
  twoFactor: "Two-factor authentication",
  isOn: "On",
  isOff: "Off",
  empty: "No users",
  noMatches: "No users with this status. Show all users, or invite one.",
  emptyAccount: "This account has no users yet. Invite the first one.",
  showAll: "Show all users",

  invite: "Invite user",
  inviteSend: "Invite",
  inviting: "Inviting…",
  inviteAgain: "Invite again",
  inviteAgainTitle: (name: string) => `Invite ${name} again`,
  name: "Name",
  email: "Email address",
  accountHint: "Leave it empty for your own staff, who can view all accounts.",
  chooseRole: "Choose a role",
  invited: (name: string) => `${name} was invited.`,

  links: {
    invitation: {
      title: (name: string) => `Renew the invitation of ${name}?`,
      ends: "Earlier links of this invitation end.",
      send: "Renew invitation",
      sent: (email: string) => `A new invitation was emailed to ${email}.`,
      mailed: "We email the user a link to choose a password. It is valid for seven days.",
      shown: "This server sends no email. You get a link to pass on to the user. It is valid for seven days.",
    },
    reset: {
      title: (name: string) => `Reset the password of ${name}?`,
      ends: "The current password works until the user chooses a new one.",
      send: "Reset password",
      sent: (email: string) => `A password reset link was emailed to ${email}.`,
      mailed: "We email the user a link to choose a new password. It is valid for one hour.",
      shown: "This server sends no email. You get a link to pass on to the user. It is valid for one hour.",
    },
  },
  sending: "Creating link…",
  linkTitle: "One-time link",
  link: "Link",
  linkOnce: "Pass this link on to the user. It is shown only once, and was not emailed.",
  linkLost: "The first person who opens it chooses the user's password. If you lose it, create a new one.",

  changeRole: "Change role",
  changeRoleTitle: (name: string) => `Change the role of ${name}`,
  changeRoleHint: "This ends the user's sessions. The new role applies when they sign in again.",
  changeRoleDo: "Change role",
  changing: "Changing…",
  roleChanged: (name: string, role: string) => `${name} now has the role “${role}”.`,
  sameRole: "The user already has this role. Choose another one.",

  deactivate: "Deactivate",
  deactivateTitle: (name: string) => `Deactivate ${name}?`,
  deactivateHint:
    "The user is signed out immediately and can no longer sign in. Their audit log entries stay, and you can invite them again.",
  deactivating: "Deactivating…",
  deactivated: (name: string) => `${name} can no longer sign in.`,

  taken: "An active user already has this email address.",
  tooManyInvitations: "Too many invitations to this address. Try again in an hour.",
  unusable: "This address cannot be invited. Check the spelling, or use another address.",
  unknownAccount: "This account no longer exists. Choose another one.",
};

/** Texts of the field that finds an account. */
export const finding = {
  list: "Account",
  placeholder: "Name, city, or phone number",
  none: (search: string) => `No accounts match “${search}”`,
  more: "More accounts match. Type another word.",
  found: (total: number) => counted(total, "account found", "accounts found"),
  failed: "Accounts cannot be searched right now",
  clear: "Remove the account",
};
