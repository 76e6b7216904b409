/** Texts of the password field. Not in common.ts, because the embed has no passwords. */
export const password = {
  show: "Show",
  hide: "Hide",
};
