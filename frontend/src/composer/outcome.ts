/** The outcome of a send, from the API's response: sent, or the reason and what to do next. */
import type { SendSmsMutation } from "../gql/composer";
import type { ReasonFragment } from "../gql/fragments";
import { composer, limited } from "../i18n/composer";
import { time } from "../i18n/format";
import type { Tone } from "../ui/Chip";

export type Names = "to" | "body" | "sender";

export type Outcome =
  | { kind: "sent"; messageId: string }
  /** Errors by field. */
  | { kind: "invalid"; errors: Partial<Record<Names | "", string>> }
  /** 4039: details to add or fix. */
  | {
      kind: "insufficient";
      message: string;
      reasons: readonly ReasonFragment[];
    }
  | { kind: "refused"; code: number; tone: Tone; message: string };

const FIELDS: Record<string, Names> = { to: "to", body: "body", senderId: "sender" };

export function outcomeOf({ sendSms: result }: SendSmsMutation): Outcome {
  switch (result.__typename) {
    case "SendSmsSuccess":
      return { kind: "sent", messageId: result.smsMessage.id };
    case "InvalidInputError": {
      const errors: Partial<Record<Names | "", string>> = {};
      for (const { field, message } of result.userErrors) errors[FIELDS[field[0] ?? ""] ?? ""] = message;
      return { kind: "invalid", errors };
    }
    case "BusinessDetailsInsufficientError":
      return {
        kind: "insufficient",
        message: composer.insufficient,
        reasons: result.rejectionReasons,
      };
    case "SmsNotEnabledError":
      return refused(result.code, "bad", `${composer.notSent} ${composer.notEnabledYet}`);
    case "AccountInactiveError":
      return refused(result.code, "bad", composer.inactive);
    case "SmsNumberNotVerifiedError":
      return refused(result.code, "wait", composer.requested);
    case "RecipientOptedOutError":
      return refused(result.code, "bad", composer.optedOut);
    case "SendLimitReachedError":
      return refused(result.code, "wait", limited(time(result.retryAt)));
    case "IdempotencyConflictError":
      return refused(result.code, "bad", composer.conflict);
  }
}

const refused = (code: number, tone: Tone, message: string): Outcome => ({
  kind: "refused",
  code,
  tone,
  message,
});
