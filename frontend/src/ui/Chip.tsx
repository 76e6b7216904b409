/** A status label with its shape and color. */
import { MESSAGE_STATUS, NUMBER_STATUS, VERIFICATION_STATUS } from "../i18n/common";
import { USER_STATUS } from "../i18n/users";
import type { VerificationStatus } from "../gql/account";
import type { MessageStatus, SmsNumberStatus } from "../gql/composer";
import type { UserStatus } from "../gql/users";

export type Tone = "ok" | "wait" | "bad" | "info" | "none";

export function Chip({ tone, children }: { tone: Tone; children: string }) {
  return <span class={`chip ${tone}`}>{children}</span>;
}

export const TONE_OF_NUMBER: Record<SmsNumberStatus, Tone> = { APPROVED: "ok", PENDING: "wait", REJECTED: "bad" };

const OF_VERIFICATION: Record<VerificationStatus, Tone> = {
  REQUESTED: "wait",
  SUBMITTED: "wait",
  IN_REVIEW: "wait",
  ACTION_REQUIRED: "bad",
  APPROVED: "ok",
  REJECTED: "bad",
};

export const TONE_OF_MESSAGE: Record<MessageStatus, Tone> = {
  SCHEDULED: "wait",
  QUEUED: "wait",
  SENDING: "wait",
  UNCERTAIN: "wait",
  SENT: "info",
  DELIVERED: "ok",
  UNDELIVERED: "bad",
  FAILED: "bad",
  CANCELED: "none",
};

export const NumberChip = ({ status }: { status: SmsNumberStatus }) => (
  <Chip tone={TONE_OF_NUMBER[status]}>{NUMBER_STATUS[status]}</Chip>
);
export const VerificationChip = ({ status }: { status: VerificationStatus }) => (
  <Chip tone={OF_VERIFICATION[status]}>{VERIFICATION_STATUS[status]}</Chip>
);
export const MessageChip = ({ status }: { status: MessageStatus }) => (
  <Chip tone={TONE_OF_MESSAGE[status]}>{MESSAGE_STATUS[status]}</Chip>
);

const TONE_OF_USER: Record<UserStatus, Tone> = { INVITED: "wait", ACTIVE: "ok", DEACTIVATED: "none" };

export const UserChip = ({ status }: { status: UserStatus }) => (
  <Chip tone={TONE_OF_USER[status]}>{USER_STATUS[status]}</Chip>
);
