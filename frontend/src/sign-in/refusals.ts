/** What the server refuses of a change to one's own password or second factor, and at which field. */
import { ApiError } from "../api/client";
import { people } from "../i18n/people";
import { profile } from "../i18n/profile";

export interface Refusal {
  field: "password" | "newPassword" | "code" | "secretCode" | "";
  message: string;
}

/** Throws what is no refusal. */
export function refusalOf(error: unknown, hasSecondFactor: boolean): Refusal {
  if (!(error instanceof ApiError)) throw error;
  switch (error.code) {
    case "INVALID_CREDENTIALS":
      // With a code, the server does not reveal which of the two is wrong.
      return hasSecondFactor
        ? { field: "", message: profile.wrongPasswordOrCode }
        : { field: "password", message: profile.wrongPassword };
    case "INVALID_PASSWORD":
      return { field: "newPassword", message: error.message };
    case "CODE_REQUIRED":
      return { field: "code", message: people.codeHint };
    case "WRONG_CODE":
      return { field: "secretCode", message: profile.wrongCode };
    case "TOO_MANY_ATTEMPTS":
      return { field: "", message: people.tooMany };
    case "ALREADY_ADDED":
    case "NOT_ADDED":
      return { field: "", message: profile.elsewhere };
    default:
      throw error;
  }
}
