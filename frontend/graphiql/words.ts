/** Every word of our own on this page. */
export const words = {
  product: "Textgate",
  title: "GraphiQL",
  back: "Back to Textgate",
  asking: "Asking as",
  byToken: "by token",
  checking: "Looking who you are…",
  opening: "Opening the editor…",
  nobody: "Nobody is signed in here",
  nobodyHint:
    "GraphiQL asks Textgate’s API as you. Sign in and come back, or use an access token of your program.",
  signIn: "Sign in",
  token: "Access token",
  tokenHint: "Kept until you leave this page, and nowhere else.",
  use: "Use token",
  using: "Trying…",
  forget: "Forget it",
  noToken: "Paste a token first; they begin with tg_.",
  oddToken: "This has signs that no token has. Copy it again, whole.",
  unknownToken: "This token is not valid, or not any more.",
  over: "Your session has ended. What you typed is still here.",
  signInAgain: "Sign in again in another tab",
  signedIn: "I have signed in",
  tokenOver: "The API does not take this token any more. Forget it, or use another.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
  tryAgain: "Try again",
  examples: "Open an example",
};

export const ROLES: Record<string, string> = {
  PROGRAM: "program",
  PARTNER_ADMIN: "partner admin",
  PARTNER_SUPPORT: "partner support",
  ACCOUNT_ADMIN: "account admin",
  ACCOUNT_SENDER: "account sender",
  EMBED: "embedded composer",
};
