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
  resetTitle: "Reset your password",
  resetHint: "The link goes to this address if it belongs to a user.",
  resetSend: "Send link",
  resetSent: "If this address belongs to a user, a link is on its way. It expires in one hour.",
  resetNoMail:
    "This server sends no email, so no link was sent. Ask an administrator to reset your password on the Users page; they get a link for you.",
  backToSignIn: "Back to sign-in",
  choose: "Choose a password",
  chooseHint: "Use 15 to 128 characters. Try a passphrase of several unrelated words.",
  newPassword: "New password",
  confirmPassword: "Confirm password",
  mismatch: "Passwords don't match.",
  setPassword: "Set password",
  passwordSet: "Your password is set. You can now sign in with it.",
  linkExpired: "This link has expired or was already used. Request a new one.",
  linkIncomplete: "This link is incomplete. Open it again from the email.",
};
