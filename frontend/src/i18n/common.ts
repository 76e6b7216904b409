/** Texts that several pages share. */
import type { VerificationStatus } from "../gql/account";
import type { MessageStatus, SmsNumberStatus } from "../gql/composer";

export const common = {
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saving: "Saving…",
  loading: "Loading…",
  show: "Show",
  hide: "Hide",
  tryAgain: "Try again",
  fix: (errors: number) =>
    errors === 1 ? "One thing needs your attention" : `${errors} things need your attention`,
  required: (label: string) => `${label} is required.`,
};

export const NUMBER_STATUS: Record<SmsNumberStatus, string> = {
  APPROVED: "SMS Approved",
  PENDING: "SMS Pending",
  REJECTED: "SMS Rejected",
};

export const VERIFICATION_STATUS: Record<VerificationStatus, string> = {
  REQUESTED: "Requested",
  SUBMITTED: "Submitted",
  IN_REVIEW: "In review",
  ACTION_REQUIRED: "Action needed",
  APPROVED: "Approved",
  REJECTED: "Rejected",
};

export const MESSAGE_STATUS: Record<MessageStatus, string> = {
  SCHEDULED: "Scheduled",
  QUEUED: "Queued",
  SENDING: "Sending",
  UNCERTAIN: "Confirming",
  SENT: "Sent",
  DELIVERED: "Delivered",
  UNDELIVERED: "Not delivered",
  FAILED: "Failed",
  CANCELED: "Canceled",
};

/** An API error as a sentence for the user. */
export function explain(error: { code: string; message: string; requestId: string | null }): string {
  switch (error.code) {
    case "NETWORK":
      return "The server cannot be reached. Check your connection and try again.";
    case "UNAUTHENTICATED":
      return "Access was refused. Reload the page and try again.";
    case "FORBIDDEN":
      return "Your role does not allow this. Ask your administrator.";
    case "RATE_LIMITED":
    case "TOO_MANY_ATTEMPTS":
      return "Too many requests. Wait a minute, then try again.";
    case "INTERNAL":
      return `Something went wrong on our side${error.requestId ? ` (request ${error.requestId})` : ""}. Try again.`;
    default:
      return error.message;
  }
}
