/** Labels of the menu entries. */
export const menu = {
  home: "Home",
  verifications: "Account Verification",
  accounts: "Accounts",
  auditLog: "Audit Log",
  businessDetails: "Business Details",
  users: "Users",
  webhooks: "Webhooks",
  reports: "Reports",
  messages: "Messages",
  numbers: "Numbers & Details",
  profile: "Profile",
  explore: "API Explorer",
  groups: { top: "Start", texting: "Texting", numbers: "Numbers", settings: "Settings" },
  /** Labels that fit into the bar of a phone. */
  short: { verifications: "Verification", numbers: "Numbers" },
  more: "More",
  all: "All pages",
  collapse: "Collapse menu",
  expand: "Expand menu",
  waiting: "need action",
  then: "then",
};
