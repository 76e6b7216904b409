/** Words about people: their roles, how they stand, and what can be done about them. */
import type { Role, UserStatus } from "../gql/operations";
import { counted } from "./format";

export const ROLE: Record<Role, string> = {
  PARTNER_ADMIN: "Administrator",
  PARTNER_SUPPORT: "Support",
  ACCOUNT_ADMIN: "Practice manager",
  ACCOUNT_SENDER: "Sends texts",
  PROGRAM: "Program",
  EMBED: "Embedded dialog",
};

export const ROLE_HINT: Record<Role, string> = {
  PARTNER_ADMIN: "Runs everything of yours: practices, details, users, the audit log.",
  PARTNER_SUPPORT: "Sees every practice and its numbers; reads no texts and changes nothing.",
  ACCOUNT_ADMIN: "Runs one practice: its details, locations, users and texts.",
  ACCOUNT_SENDER: "Sends and reads the texts of one practice.",
  PROGRAM: "Uses the API with a token.",
  EMBED: "Sends and reads the texts of one practice, from a page of yours.",
};

export const USER_STATUS: Record<UserStatus, string> = {
  INVITED: "Invited",
  ACTIVE: "Active",
  DEACTIVATED: "Deactivated",
};

export const users = {
  title: "Users",
  shown: (total: number) => counted(total, "person", "people"),
  person: "Person",
  role: "Role",
  roleAndPractice: "Role and practice",
  practice: "Practice",
  practiceIfAny: "Practice (optional)",
  status: "Status",
  lastSignIn: "Last sign-in",
  actions: "Actions",
  you: "You",
  youHint: "Nobody changes their own role or deactivates themselves: ask another manager of users.",
  everyPractice: "All practices",
  never: "Never",
  withFactor: "With a second factor",
  withoutFactor: "No second factor",
  nobody: "Nobody here",
  nobodySo: "No user stands so. Look at all of them, or invite somebody.",
  nobodyYet: "Nobody of this practice can sign in yet. Invite the first one.",
  showAll: "Show all users",

  invite: "Invite somebody",
  inviteSend: "Invite",
  inviting: "Inviting…",
  inviteAgain: "Invite again",
  inviteAgainTitle: (name: string) => `Invite ${name} again`,
  name: "Name",
  email: "E-mail address",
  practiceHint: "Leave it empty for your own people, who see every practice.",
  chooseRole: "Choose a role",
  mailed:
    "The person gets a link to choose a password, good for seven days. It is mailed if whoever operates this server has set mail up; otherwise ask them to show you the link, with the command",
  command: (email: string) => `textgate user link ${email || "ADDRESS"}`,
  invited: (name: string) => `${name} is invited.`,

  changeRole: "Change role",
  changeRoleTitle: (name: string) => `Change the role of ${name}`,
  changeRoleHint: "Sessions of this person end: they sign in again and then have the new role.",
  changeRoleDo: "Change role",
  changing: "Changing…",
  roleChanged: (name: string, role: string) => `${name} now has the role “${role}”.`,
  sameRole: "This is the role that the person has. Choose another one.",

  deactivate: "Deactivate",
  deactivateTitle: (name: string) => `Deactivate ${name}?`,
  deactivateHint:
    "They are signed out at once and cannot sign in any more. What they did stays on record, and you can invite them again.",
  deactivating: "Deactivating…",
  deactivated: (name: string) => `${name} can no longer sign in.`,

  taken: "This address is one of your active users already.",
  tooManyInvitations: "Several invitations went to this address just now. Try again in an hour.",
  unusable: "This address cannot be invited. Check how it is written, or use another one.",
  noSuchPractice: "There is no such practice any more. Choose another one.",
};

/** Words of the field that finds a practice. */
export const finding = {
  label: "Practice",
  type: "Name, city or phone number",
  none: (search: string) => `No practice matches “${search}”`,
  more: "More match: type another word",
  found: (total: number) => counted(total, "practice found", "practices found"),
  failed: "The practices cannot be searched just now",
  clear: "Remove the practice",
};
