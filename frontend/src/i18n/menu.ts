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
};
