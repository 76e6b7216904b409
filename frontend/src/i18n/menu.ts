/** The entries of the menus. */
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
  profile: "Your account",
  explore: "API explorer",
};
