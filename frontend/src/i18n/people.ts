/** Texts of sign-in, password links, and the covers of a page whose session is over. */
export const people = {
  signIn: "Sign in",
  signingIn: "Signing in…",
  email: "Email address",
  password: "Password",
  code: "Code from your authenticator app",
  codeHint: "Six digits; a new code appears every 30 seconds",
  forgot: "Forgot your password?",
  wrong: "The email address or password is incorrect.",
  wrongWithCode: "The email address, password, or code is incorrect. Each code works once.",
  tooMany: "Too many attempts. Wait a few minutes, then try again.",
  again: "Sign in to continue",
  againWhy:
    "Your session has ended. Sessions end after 15 minutes of inactivity, after eight hours, and when your password, role, or access changes. Sign in to continue: your work is saved.",
  againSignedOut:
    "You signed out in another tab. Sign in to continue: your work is saved.",
  anotherUser: "Sign in as another user",
  changed: "Another user has signed in",
  changedWhy: (name: string | null, own: string) =>
    `Another tab of this browser is now signed in as ${name ?? "another user"}. This page belongs to ${own}.`,
  changedSafe: (name: string | null, own: string) =>
    `Nothing was sent as ${name ?? "the other user"}. To keep what you typed, sign in as ${own}. ${name ? `Continuing as ${name}` : "Reloading the page"} discards it.`,
  signInAs: (own: string) => `Sign in as ${own}`,
  continueAs: (name: string | null) => (name ? `Continue as ${name}` : "Reload the page"),
  /** Errors of sign-in with an identity provider, by code. */
  providerErrors: {
    SIGN_IN_EXPIRED: "This sign-in has expired or was started in another browser. Start it again.",
    CROSS_SITE_REQUEST:
      "For your security, links on other sites cannot start a sign-in. Open your sign-in address from a bookmark or the address bar.",
    RATE_LIMITED: "Too many attempts. Wait a minute, then try again.",
    IDENTITY_PROVIDER_FAILED: "Your organization's sign-in did not respond correctly. Try again later.",
    NO_IDENTITY_PROVIDER: "This sign-in address does not work. Sign in with your email address and password.",
  } as Record<string, string>,
  providerRefused:
    "Signing in with your organization failed. Try again, or ask your administrator whether Textgate has a user with your email address.",
  unreachable: "Textgate can't be loaded",
  resetTitle: "Reset your password",
  resetHint: "The link goes to this address if it belongs to a user.",
  resetSend: "Send link",
  resetSentTitle: "Check your email",
  resetSent: "If this address belongs to a user, a link is on its way. It expires in one hour.",
  resetNoMailTitle: "Ask your administrator",
  resetNoMail:
    "This server sends no email, so no link was sent. An administrator can reset your password on the Users page, and gives you the link.",
  backToSignIn: "Back to sign-in",
  choose: "Choose a password",
  chooseHint: "Use 15 to 128 characters. Try a passphrase of several unrelated words.",
  newPassword: "New password",
  confirmPassword: "Confirm password",
  mismatch: "Passwords don't match.",
  setPassword: "Set password",
  passwordSetTitle: "Your password is set",
  passwordSet: "You can now sign in with it.",
  linkExpiredTitle: "This link no longer works",
  linkExpired: "This link has expired or was already used. Request a new one.",
  requestLink: "Request a new link",
  linkIncompleteTitle: "This link is incomplete",
  linkIncomplete: "Open it again from the email, or copy all of it.",
};
