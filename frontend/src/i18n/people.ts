/** Words of signing in, links to choose a password, and one's own account. */
export const people = {
  signIn: "Sign in",
  signingIn: "Signing in…",
  email: "E-mail address",
  password: "Password",
  code: "Code from your authenticator app",
  codeHint: "Six digits, new every thirty seconds",
  forgot: "Forgot your password?",
  wrong: "The e-mail address or the password is wrong.",
  tooMany: "That was tried too often. Wait a few minutes, then try again.",
  again: "Sign in to go on",
  againWhy:
    "Your session has ended. Sessions end after 15 minutes without use, after eight hours, and when your password, your role or your access changes. Sign in to go on where you were: nothing you typed is lost.",
  againSignedOut:
    "You signed out in another tab. Sign in to go on where you were: nothing you typed is lost.",
  somebodyElse: "Sign in as somebody else",
  changed: "Someone else has signed in",
  changedWhy: (name: string | null, own: string) =>
    `Another tab of this browser is now signed in as ${name ?? "someone else"}. This page belongs to ${own}.`,
  changedSafe: (name: string | null, own: string) =>
    `Nothing was sent in ${name ? `${name}’s` : "the other person’s"} name. To keep what you typed, sign in as ${own}; ${name ? `continuing as ${name}` : "reloading the page"} discards it.`,
  signInAs: (own: string) => `Sign in as ${own}`,
  goOnAs: (name: string | null) => (name ? `Continue as ${name}` : "Reload the page"),
  resetTitle: "Choose a new password",
  resetHint: "We send a link to this address if it belongs to somebody who can sign in.",
  resetSend: "Send the link",
  resetSent:
    "If somebody can sign in with this address, a link is on its way. It is good for one hour.",
  backToSignIn: "Back to signing in",
  choose: "Choose a password",
  chooseHint: "15 characters or more, up to 128. A few words that belong to nothing of yours do well.",
  newPassword: "New password",
  repeat: "The same again",
  different: "The two are not the same",
  setPassword: "Set password",
  passwordSet: "Your password is set. Sign in with it.",
  linkOver: "This link is not good any more. Ask for another one.",
  noLink: "This address lacks the part that makes it a link. Open it from the mail again, whole.",
};
