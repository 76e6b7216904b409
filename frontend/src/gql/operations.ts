/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Filter for accounts. An account must match every field that is set. */
export type AccountFilter = {
  /** True for accounts whose business details suffice to request verification, false for the others. */
  isComplete?: boolean | null | undefined;
  /** Status that at least one of the account's numbers has. */
  numberStatus?: AccountNumberStatus | null | undefined;
  /** Words to find in the name, external ID, city, state, ZIP code, phone number or short name, in any order; 200 characters at most. If no account has them, one typo per word is forgiven. */
  search?: string | null | undefined;
};

/** Status of an account's numbers. */
export type AccountNumberStatus =
  /** Has an approved number. */
  | 'APPROVED'
  /** Has no number yet. */
  | 'NO_NUMBER'
  /** Has a number whose verification is pending. */
  | 'PENDING'
  /** Has a rejected number. */
  | 'REJECTED';

/** Sort order of accounts. */
export type AccountOrder = {
  /** Sort direction. */
  direction?: OrderDirection;
  /** Field to sort by. */
  field: AccountOrderField;
};

/** Field to sort accounts by. */
export type AccountOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME'
  /** Time of the last change. */
  | 'UPDATED_AT';

/** Postal address, or the parts of one to change. An omitted part stays unchanged; null or blank clears it. */
export type AddressInput = {
  /** Street and number. */
  address1?: string | null | undefined;
  /** Suite, floor or building. */
  address2?: string | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Two-letter country code, such as US. */
  countryCode?: string | null | undefined;
  /** ZIP code of 5 or 9 digits, or postal code. */
  postalCode?: string | null | undefined;
  /** State or territory, by two-letter code or name. */
  state?: string | null | undefined;
};

/** Input of askForDetails. */
export type AskForDetailsInput = {
  /** ID of the account. */
  accountId: string | number;
  /** Note for the administrators, 500 characters at most; must not name patients. */
  note?: string | null | undefined;
};

/** Kind of entry in the audit log. */
export type AuditAction =
  /** An account was created, with its default location. */
  | 'ACCOUNT_CREATED'
  /** Such a request was answered or closed. */
  | 'ACCOUNT_REQUEST_CLOSED'
  /** A user asked the account's administrators for business details. */
  | 'ACCOUNT_REQUEST_CREATED'
  /** An account was changed. */
  | 'ACCOUNT_UPDATED'
  /** A credential for a program was created. */
  | 'CREDENTIAL_CREATED'
  /** A credential was revoked. */
  | 'CREDENTIAL_REVOKED'
  /** A token for an embedded composer was created. */
  | 'EMBED_TOKEN_CREATED'
  /** The identity provider of the partner's users was removed. */
  | 'IDENTITY_PROVIDER_REMOVED'
  /** The identity provider of the partner's users was set. */
  | 'IDENTITY_PROVIDER_SET'
  /** Messages were downloaded as a file. */
  | 'MESSAGES_EXPORTED'
  /** The partner was created. */
  | 'PARTNER_CREATED'
  /** The partner's business details or settings were changed. */
  | 'PARTNER_UPDATED'
  /** A user chose a password. */
  | 'PASSWORD_CHANGED'
  /** A link to reset a password was requested. */
  | 'PASSWORD_RESET_REQUESTED'
  /** A user added a second factor. */
  | 'SECOND_FACTOR_ADDED'
  /** A user's second factor was removed. */
  | 'SECOND_FACTOR_REMOVED'
  /** A location or queue was created. */
  | 'SENDER_CREATED'
  /** A location or queue was changed. */
  | 'SENDER_UPDATED'
  /** A user signed in. */
  | 'SIGNED_IN'
  /** A user signed out. */
  | 'SIGNED_OUT'
  /** A message was canceled before it was sent. */
  | 'SMS_CANCELED'
  /** The partner's SMS actions were deactivated. */
  | 'SMS_DISABLED'
  /** The partner's SMS actions were activated. */
  | 'SMS_ENABLED'
  /** A message was accepted for sending. */
  | 'SMS_SENT'
  /** The partner's program created a user of a practice. */
  | 'USER_CREATED'
  /** A user was deactivated. */
  | 'USER_DEACTIVATED'
  /** A user was invited, for the first time or again. */
  | 'USER_INVITED'
  /** A user's role was changed. */
  | 'USER_ROLE_CHANGED'
  /** The partner's program changed a user of a practice. */
  | 'USER_UPDATED'
  /** The carrier approved or rejected a number. */
  | 'VERIFICATION_DECIDED'
  /** The verification of a number was requested. */
  | 'VERIFICATION_REQUESTED'
  /** A webhook was created. */
  | 'WEBHOOK_CREATED'
  /** A webhook was deleted. */
  | 'WEBHOOK_DELETED'
  /** A webhook delivery was resent. */
  | 'WEBHOOK_DELIVERY_RESENT'
  /** A webhook was disabled automatically because its deliveries failed. */
  | 'WEBHOOK_DISABLED'
  /** A webhook's secret was rotated. */
  | 'WEBHOOK_SECRET_ROTATED'
  /** A test event was sent to a webhook. */
  | 'WEBHOOK_TESTED'
  /** A webhook was changed. */
  | 'WEBHOOK_UPDATED';

/** Filter for the audit log. An entry must match every field that is set. */
export type AuditLogFilter = {
  /** Changes of this account and of everything that belongs to it. */
  accountId?: string | number | null | undefined;
  /** Changes of this kind. */
  action?: AuditAction | null | undefined;
  /** Changes by this user, credential or embed token. */
  actorId?: string | number | null | undefined;
  /** Changes at or after this time. */
  since?: string | null | undefined;
  /** Changes of this object. */
  subjectId?: string | number | null | undefined;
  /** Changes before this time. */
  until?: string | null | undefined;
};

/** A business detail that carriers use to verify a number. */
export type BusinessDetailField =
  /** Street and number. */
  | 'ADDRESS1'
  /** Suite, floor or building; never required. */
  | 'ADDRESS2'
  /** Second website, such as a social media page; never required. */
  | 'ALTERNATIVE_WEBSITE'
  /** Name of the practice. */
  | 'BUSINESS_NAME'
  /** City. */
  | 'CITY'
  /** Email address of the contact; falls back to the partner's. */
  | 'CONTACT_EMAIL'
  /** First name of the contact; falls back to the partner's. */
  | 'CONTACT_FIRST_NAME'
  /** Last name of the contact; falls back to the partner's. */
  | 'CONTACT_LAST_NAME'
  /** Phone number of the contact; falls back to the partner's. */
  | 'CONTACT_PHONE'
  /** Country. */
  | 'COUNTRY_CODE'
  /** ZIP or postal code. */
  | 'POSTAL_CODE'
  /** State, territory or province. */
  | 'STATE'
  /** Website of the practice; falls back to the partner's. */
  | 'WEBSITE';

/** Input of cancelSms. */
export type CancelSmsInput = {
  /** ID of the message. */
  id: string | number;
};

/** Input of closeAccountRequest. */
export type CloseAccountRequestInput = {
  /** ID of the request. */
  id: string | number;
};

/** Contact, or the fields of one to change. An omitted field stays unchanged; null or blank clears it. */
export type ContactInput = {
  /** Email address. */
  email?: string | null | undefined;
  /** First name. */
  firstName?: string | null | undefined;
  /** Last name. */
  lastName?: string | null | undefined;
  /** Phone number, in any notation. */
  phone?: string | null | undefined;
};

/** Input of createAccount. */
export type CreateAccountInput = {
  /** Postal address. */
  address?: AddressInput | null | undefined;
  /** Second website, such as a social media page. */
  alternativeWebsite?: string | null | undefined;
  /** Contact of the practice. Missing fields fall back to the partner's contact. */
  contact?: ContactInput | null | undefined;
  /** Your own identifier of the account; unique among your accounts. */
  externalId: string;
  /** Name of the practice. */
  name: string;
  /** Phone number for calls, in any notation. */
  phone?: string | null | undefined;
  /** IANA time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
  /** Website, starting with http:// or https://. Falls back to the partner's. */
  website?: string | null | undefined;
};

/** Input of createApiToken. */
export type CreateApiTokenInput = {
  /** Name of the token, such as the program that uses it; 100 characters at most. */
  name: string;
};

/** Input of createLocation. */
export type CreateLocationInput = {
  /** ID of the account. */
  accountId: string | number;
  /** Postal address. */
  address?: AddressInput | null | undefined;
  /** Your own identifier of the location. */
  externalId?: string | null | undefined;
  /** True makes it the account's default location in place of the current one. */
  isDefault?: boolean;
  /** Name that people choose the location by. */
  name: string;
  /** Phone number for calls, in any notation. */
  phone?: string | null | undefined;
  /** IANA time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
};

/** Input of createQueue. */
export type CreateQueueInput = {
  /** ID of the account. */
  accountId: string | number;
  /** Your own identifier of the queue. */
  externalId?: string | null | undefined;
  /** Name that people choose the queue by. */
  name: string;
};

/** Input of createWebhook. */
export type CreateWebhookInput = {
  /** ID of the only account whose events are sent; omit for all accounts of the partner. */
  accountId?: string | number | null | undefined;
  /** Your own note, 200 characters at most. */
  description?: string | null | undefined;
  /** Events to subscribe to, at least one; not TEST. */
  events: Array<WebhookEvent>;
  /** URL of your program: https, port 443 or 8443, at a public address. */
  url: string;
};

/** Input of deactivateUser. */
export type DeactivateUserInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
};

/** Input of deleteWebhook. */
export type DeleteWebhookInput = {
  /** ID of the webhook. */
  id: string | number;
};

/** Reason why an attempt failed. */
export type DeliveryError =
  /** The hostname resolves to a private or blocked address, or the port is not allowed. */
  | 'BLOCKED'
  /** TLS failed: the certificate is not valid for the host. */
  | 'CERTIFICATE'
  /** The response is not valid HTTP. */
  | 'INVALID_ANSWER'
  /** The hostname could not be resolved. */
  | 'NAME_NOT_FOUND'
  /** The server responded with a redirect (3xx). Redirects are not followed. */
  | 'REDIRECT'
  /** The server responded with a status other than 2xx or 3xx. */
  | 'STATUS'
  /** The server did not respond within 15 seconds. */
  | 'TIMEOUT'
  /** The connection could not be opened, or broke. */
  | 'UNREACHABLE';

/** Progress of a delivery. */
export type DeliveryStatus =
  /** The server responded with 2xx. */
  | 'DELIVERED'
  /** Given up after the last attempt, or because the webhook was disabled. */
  | 'FAILED'
  /** Waiting for its first attempt or a retry. */
  | 'PENDING';

/** Owner of a business detail. */
export type DetailSource =
  /** The account itself. */
  | 'ACCOUNT'
  /** The partner, because the account has no value of its own. */
  | 'PARTNER';

/** What an import did with a value. */
export type ImportAction =
  /** Stored the value in another form. */
  | 'CORRECTED'
  /** Ignored the column, which is unknown. */
  | 'IGNORED'
  /** Did not store the value, which is invalid. The stored value, if any, is unchanged. */
  | 'REFUSED'
  /** Stored nothing of the row. */
  | 'ROW_REFUSED';

/** Reason why an import ended before its last row. */
export type ImportFailure =
  /** The caller that started it lost its access or its role. */
  | 'ACCESS_ENDED'
  /** An unexpected error occurred. */
  | 'INTERNAL_ERROR'
  /** The server stopped five times without storing another row. */
  | 'INTERRUPTED';

/** Contents of an imported file. */
export type ImportKind =
  /** A row per account. */
  | 'ACCOUNTS'
  /** A row per location of an account. */
  | 'LOCATIONS';

/** Progress of an import. */
export type ImportState =
  /** Every row is stored or reported as refused. */
  | 'COMPLETED'
  /** Ended before the last row; see `failure` and `rowsDone`. */
  | 'FAILED'
  /** Waiting for the worker. */
  | 'QUEUED'
  /** Rows are being stored. */
  | 'RUNNING';

/** Input of inviteUser. */
export type InviteUserInput = {
  /** ID of the account that the user is limited to; omit for users of the partner. */
  accountId?: string | number | null | undefined;
  /** Email address that the invitation is sent to. */
  email: string;
  /** Name of the user. */
  name: string;
  /** PARTNER_ADMIN or PARTNER_SUPPORT without an account; ACCOUNT_ADMIN or ACCOUNT_SENDER with one. */
  role: Role;
};

/** Kind of message. */
export type MessageKind =
  /** Link to a message behind an identity check; not available yet. */
  | 'SECURE_TEXT'
  /** Ordinary text message. */
  | 'SMS_TEXT';

/** Progress of a message. A status never goes back; DELIVERED, UNDELIVERED, FAILED and CANCELED are final. */
export type MessageStatus =
  /** Canceled before it was sent. */
  | 'CANCELED'
  /** Confirmed by the recipient's carrier. */
  | 'DELIVERED'
  /** Not sent; see `failure`. */
  | 'FAILED'
  /** Accepted, stored and waiting to be sent. */
  | 'QUEUED'
  /** Scheduled for later. */
  | 'SCHEDULED'
  /** Handed to the carrier. */
  | 'SENDING'
  /** Sent on by our carrier. */
  | 'SENT'
  /** The carrier's response was lost. We look the message up and never resend it blindly. */
  | 'UNCERTAIN'
  /** The carrier could not deliver it; see `failure`. */
  | 'UNDELIVERED';

/** Sort direction. */
export type OrderDirection =
  /** Ascending: smallest or oldest first. */
  | 'ASC'
  /** Descending: largest or newest first. */
  | 'DESC';

/** Permission for one kind of operation. */
export type Permission =
  /** Create accounts. */
  | 'CREATE_ACCOUNTS'
  /** Create tokens for embedded composers. */
  | 'CREATE_EMBED_TOKENS'
  /** Change accounts, their business details, locations and queues. */
  | 'EDIT_ACCOUNTS'
  /** Change the partner's own details. */
  | 'EDIT_PARTNER'
  /** Read, create and revoke API tokens of the partner's programs. */
  | 'MANAGE_API_TOKENS'
  /** Read, invite, change and deactivate users. */
  | 'MANAGE_USERS'
  /** Read, create, change and delete webhooks, and read their deliveries. */
  | 'MANAGE_WEBHOOKS'
  /** Read accounts, locations and queues. */
  | 'READ_ACCOUNTS'
  /** Read the audit log. */
  | 'READ_AUDIT_LOG'
  /** Read messages. */
  | 'READ_MESSAGES'
  /** Read numbers and their verifications. */
  | 'READ_NUMBERS'
  /** Read reports of accepted and refused sends. */
  | 'READ_REPORTS'
  /** Read your own identity. */
  | 'READ_VIEWER'
  /** Request numbers. */
  | 'REQUEST_NUMBERS'
  /** Send and cancel messages. */
  | 'SEND_MESSAGES';

/** Input of renewUserLink. */
export type RenewUserLinkInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
};

/** Input of requestSmsNumber. */
export type RequestSmsNumberInput = {
  /** ID of the location or queue. An account's ID means its default location. */
  senderId: string | number;
};

/** Input of requestSmsNumbers. */
export type RequestSmsNumbersInput = {
  /** IDs of locations and queues of one account, from 1 to 100. */
  senderIds: Array<string | number>;
};

/** Input of resendWebhookDelivery. */
export type ResendWebhookDeliveryInput = {
  /** ID of the delivery. */
  id: string | number;
};

/** Input of revokeApiToken. */
export type RevokeApiTokenInput = {
  /** ID of the token. */
  id: string | number;
};

/** Role of a caller, which decides its permissions. */
export type Role =
  /** Administers one practice: its details, locations, queues, users and messages. */
  | 'ACCOUNT_ADMIN'
  /** Sends and reads the messages of one practice. */
  | 'ACCOUNT_SENDER'
  /** Embedded composer: sends and reads the messages of one practice. */
  | 'EMBED'
  /** Administers everything that belongs to the partner. */
  | 'PARTNER_ADMIN'
  /** Reads the partner's accounts and numbers; changes nothing. */
  | 'PARTNER_SUPPORT'
  /** The partner's program: all of the partner's permissions except MANAGE_API_TOKENS. */
  | 'PROGRAM';

/** Input of rotateWebhookSecret. */
export type RotateWebhookSecretInput = {
  /** Hours for which deliveries are also signed with the previous secret, from 0 to 168. Use 0 if that secret has leaked. */
  hours?: number;
  /** ID of the webhook. */
  id: string | number;
};

/** Filter for a send report. A send must match every field that is set. */
export type SendReportFilter = {
  /** Sends of this account. */
  accountId?: string | number | null | undefined;
  /** Sends with this result: 2000 if accepted, otherwise the error code of the refusal. */
  code?: number | null | undefined;
  /** First day, included. Defaults to 29 days before `until`, which makes 30 days. */
  since?: string | null | undefined;
  /** Last day, included. Defaults to today (UTC). A report covers 366 days at most. */
  until?: string | null | undefined;
};

/** Input of sendSms. */
export type SendSmsInput = {
  /** Text of the message, 1,600 characters at most. */
  body: string;
  /** Key of your choice, 255 characters at most. Repeating a request with the same key returns the first message and sends nothing, for at least 24 hours. */
  idempotencyKey?: string | null | undefined;
  /** Kind of message. */
  kind?: MessageKind;
  /** ID of the location or queue to send from. An account's ID means its default location. */
  senderId: string | number;
  /** Recipient's phone number, in any notation. */
  to: string;
};

/** Input of sendTestWebhook. */
export type SendTestWebhookInput = {
  /** ID of the webhook. */
  id: string | number;
};

/** Filter for locations and queues. A sender must match every field that is set. */
export type SenderFilter = {
  /** Status of the sender's number. */
  numberStatus?: AccountNumberStatus | null | undefined;
  /** Words to find in the name or external ID, in any order, or digits of the number; 200 characters at most. */
  search?: string | null | undefined;
};

/** Whether a composer selects a sender before its user does. */
export type SenderPreselection =
  /** Select none; the user chooses a sender for each message. */
  | 'ALWAYS_ASK'
  /** Select the sender that the user sent from last; without one, the default location. */
  | 'LAST_USED';

/** Filter for messages. A message must match every field that is set. */
export type SmsMessageFilter = {
  /** Messages to this number in any notation, or to numbers that end with these 4 to 9 digits. */
  recipient?: string | null | undefined;
  /** Messages from this location or queue. */
  senderId?: string | number | null | undefined;
  /** Messages whose `sentBy` contains all of these words, in any order and case. */
  sentBy?: string | null | undefined;
  /** Messages accepted at or after this time. */
  since?: string | null | undefined;
  /** Messages with one of these statuses. */
  statuses?: Array<MessageStatus> | null | undefined;
  /** Messages accepted before this time. */
  until?: string | null | undefined;
};

/** Outcome of the request for one sender. */
export type SmsNumberRequestOutcome =
  /** The sender already had an approved or pending number. */
  | 'EXISTS'
  /** Nothing was requested; see `code` and `message`. */
  | 'REFUSED'
  /** This mutation requested verification of the sender's number. */
  | 'REQUESTED';

/** Status of a number, as the number picker shows it. */
export type SmsNumberStatus =
  /** The carriers approved the number. It can send messages. */
  | 'APPROVED'
  /** Verification is requested and not yet decided. */
  | 'PENDING'
  /** The carriers rejected the number. Its verification says why and what to correct. */
  | 'REJECTED';

/** Input of updateAccount. An omitted field stays unchanged; null or blank clears it. */
export type UpdateAccountInput = {
  /** Parts of the postal address to change; null clears all of it. */
  address?: AddressInput | null | undefined;
  /** Second website, such as a social media page. */
  alternativeWebsite?: string | null | undefined;
  /** Fields of the contact to change; null clears all of them. Missing fields fall back to the partner's contact. */
  contact?: ContactInput | null | undefined;
  /** ID of the account. */
  id: string | number;
  /** Whether the account may send messages; omitted or null leaves it unchanged. */
  isActive?: boolean | null | undefined;
  /** Name of the practice; cannot be cleared. */
  name?: string | null | undefined;
  /** Phone number for calls, in any notation. */
  phone?: string | null | undefined;
  /** Whether composers preselect a sender; null applies the partner's setting. */
  senderPreselection?: SenderPreselection | null | undefined;
  /** IANA time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
  /** Website, starting with http:// or https://. Falls back to the partner's. */
  website?: string | null | undefined;
};

/** Input of updateBusinessDetails. An omitted field stays unchanged; null or blank clears it. */
export type UpdateBusinessDetailsInput = {
  /** ID of the account. */
  accountId: string | number;
  /** Parts of the postal address to change; null clears all of it. */
  address?: AddressInput | null | undefined;
  /** Second website, such as a social media page. */
  alternativeWebsite?: string | null | undefined;
  /** Name of the practice; cannot be cleared. */
  businessName?: string | null | undefined;
  /** Fields of the contact to change; null clears all of them. Missing fields fall back to the partner's contact. */
  contact?: ContactInput | null | undefined;
  /** Website, starting with http:// or https://. Falls back to the partner's. */
  website?: string | null | undefined;
};

/** Input of updateLocation. An omitted field stays unchanged; null or blank clears it. */
export type UpdateLocationInput = {
  /** Parts of the postal address to change; null clears all of it. */
  address?: AddressInput | null | undefined;
  /** Your own identifier of the location. */
  externalId?: string | null | undefined;
  /** ID of the location. */
  id: string | number;
  /** True makes it the account's default location. False is refused for the default location: make another one the default instead. Null leaves it unchanged. */
  isDefault?: boolean | null | undefined;
  /** Name that people choose the location by; cannot be cleared. */
  name?: string | null | undefined;
  /** Phone number for calls, in any notation. */
  phone?: string | null | undefined;
  /** IANA time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
};

/** Input of updatePartnerBusinessDetails. An omitted field stays unchanged; null or blank clears it. */
export type UpdatePartnerBusinessDetailsInput = {
  /** Parts of the postal address to change; null clears all of it. */
  address?: AddressInput | null | undefined;
  /** Fields of the contact to change; null clears all of them. Used for accounts whose contact lacks them. */
  contact?: ContactInput | null | undefined;
  /** Legal name of the partner. */
  legalName?: string | null | undefined;
  /** Business name of the partner. */
  name?: string | null | undefined;
  /** IANA time zone, such as America/New_York. Daily digests are sent at 8:00 a.m. in it. */
  timeZone?: string | null | undefined;
  /** Website, starting with http:// or https://; used for accounts that have none. */
  website?: string | null | undefined;
};

/** Input of updatePartnerSettings. An omitted field stays unchanged. */
export type UpdatePartnerSettingsInput = {
  /** Whether composers preselect a sender; omitted or null leaves it unchanged. */
  senderPreselection?: SenderPreselection | null | undefined;
  /** IANA time zone, such as America/New_York; cannot be cleared. */
  timeZone?: string | null | undefined;
};

/** Input of updateQueue. An omitted field stays unchanged; null or blank clears it. */
export type UpdateQueueInput = {
  /** Your own identifier of the queue. */
  externalId?: string | null | undefined;
  /** ID of the queue. */
  id: string | number;
  /** Name that people choose the queue by; cannot be cleared. */
  name?: string | null | undefined;
};

/** Input of updateUserRole. */
export type UpdateUserRoleInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
  /** New role: a partner's role for users of the partner, an account's role for users of a practice. */
  role: Role;
};

/** Input of updateWebhook. An omitted field stays unchanged. */
export type UpdateWebhookInput = {
  /** Your own note, 200 characters at most; null clears it. */
  description?: string | null | undefined;
  /** Events to subscribe to, at least one; not TEST. Null leaves them unchanged. */
  events?: Array<WebhookEvent> | null | undefined;
  /** ID of the webhook. */
  id: string | number;
  /** Whether the webhook receives events; null leaves it unchanged. Disabling gives up pending deliveries. Enabling resets `failingSince`. */
  isEnabled?: boolean | null | undefined;
  /** URL of your program: https, port 443 or 8443, at a public address. Cannot be cleared. */
  url?: string | null | undefined;
};

/** Kind of error in an input field. */
export type UserErrorCode =
  /** Already in use. */
  | 'ALREADY_EXISTS'
  /** Not possible in the object's current state. */
  | 'CONFLICT'
  /** Not a valid value. */
  | 'INVALID'
  /** No such object, or none that the viewer may see. */
  | 'NOT_FOUND'
  /** Missing or blank. */
  | 'REQUIRED'
  /** Longer than allowed. */
  | 'TOO_LONG';

/** Sign-in status of a user. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in; can be invited again. */
  | 'DEACTIVATED'
  /** Invited by email; has not chosen a password yet. */
  | 'INVITED';

/** Filter for verifications. A verification must match every field that is set. */
export type VerificationFilter = {
  /** Verifications of this account. */
  accountId?: string | number | null | undefined;
  /** True for the newest request of each number, false for earlier ones. */
  isNewest?: boolean | null | undefined;
  /** True for undecided verifications requested more than three business days ago, false for the others. */
  isOverdue?: boolean | null | undefined;
  /** Words to find in the account's name, external ID, city, state, ZIP code, phone number or short name, in any order; 200 characters at most. If no account has them, one typo per word is forgiven. */
  search?: string | null | undefined;
  /** Verifications with one of these statuses. */
  statuses?: Array<VerificationStatus> | null | undefined;
};

/** Sort order of verifications. */
export type VerificationOrder = {
  /** Sort direction. */
  direction?: OrderDirection;
  /** Field to sort by. */
  field: VerificationOrderField;
};

/** Field to sort verifications by. */
export type VerificationOrderField =
  /** Time of the request. */
  | 'REQUESTED_AT';

/** Progress of a verification. */
export type VerificationStatus =
  /** Rejected, but open for correction until `editableUntil`. */
  | 'ACTION_REQUIRED'
  /** Approved. */
  | 'APPROVED'
  /** Under review by the carrier. */
  | 'IN_REVIEW'
  /** Rejected. A correction starts a new request. */
  | 'REJECTED'
  /** Requested, not yet submitted to the carrier. */
  | 'REQUESTED'
  /** Submitted to the carrier. */
  | 'SUBMITTED';

/** Kind of caller. */
export type ViewerKind =
  /** A signed-in user of one practice. */
  | 'ACCOUNT_USER'
  /** The carrier, by its decision. */
  | 'CARRIER'
  /** A composer embedded in the partner's page, limited to one account. */
  | 'EMBED'
  /** The operator of this server, by a command or the worker. */
  | 'OPERATOR'
  /** The partner's program, authenticated by a credential. */
  | 'PARTNER'
  /** A signed-in user of the partner. */
  | 'PARTNER_USER';

/** Reason why a webhook is disabled. */
export type WebhookDisabledReason =
  /** All deliveries failed for five days. */
  | 'FAILING'
  /** Its server responded 410 Gone. */
  | 'GONE'
  /** A caller disabled it. */
  | 'REQUESTED';

/** Event that a webhook can subscribe to. A payload's `type` is its name in lower case. */
export type WebhookEvent =
  /** The carrier reported a new status of a message. Sent immediately. */
  | 'MESSAGE_STATUS'
  /** The verification of one number was decided. Sent immediately. */
  | 'SMS_NUMBER_STATUS'
  /** Daily digest at 8:00 a.m. in the partner's time zone: the numbers whose verification was decided since the last digest. No digest is sent if there are none. */
  | 'SMS_VERIFICATION_STATUS'
  /** Sent by sendTestWebhook; webhooks cannot subscribe to it. */
  | 'TEST';

/** Whether a webhook receives events. */
export type WebhookStatus =
  /** Receives nothing. Events are not kept for later; see `disabledReason`. */
  | 'DISABLED'
  /** Receives events. */
  | 'ENABLED';

type SenderRow_Location_Fragment = { __typename: 'Location', isDefault: boolean, id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

type SenderRow_Queue_Fragment = { __typename: 'Queue', id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

export type SenderRowFragment =
  | SenderRow_Location_Fragment
  | SenderRow_Queue_Fragment
;

export type OpenRequestFragment = { id: string, askedBy: string, note: string | null, createdAt: string };

export type CloseAccountRequestMutationVariables = Exact<{
  input: CloseAccountRequestInput;
}>;


export type CloseAccountRequestMutation = { closeAccountRequest: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type AccountQueryVariables = Exact<{
  id: string | number;
  mayEdit: boolean;
}>;


export type AccountQuery = { viewer: { partner: { name: string, smsEnabled: boolean } }, account: { externalId: string, phone: string | null, timeZone: string | null, isActive: boolean, createdAt: string, updatedAt: string, senderPreselection: SenderPreselection | null, id: string, name: string, openRequest?: { id: string, askedBy: string, note: string | null, createdAt: string } | null, senders: { totalCount: number }, approved: { totalCount: number }, pending: { totalCount: number }, rejected: { totalCount: number, nodes: Array<{ id: string, verification: { id: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null }> }, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null };

export type SendersQueryVariables = Exact<{
  accountId: string | number;
  first: number;
  after?: string | null | undefined;
  filter?: SenderFilter | null | undefined;
}>;


export type SendersQuery = { account: { id: string, senders: { totalCount: number, nodes: Array<
        | { __typename: 'Location', isDefault: boolean, id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { __typename: 'Queue', id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } | null };

export type RequestSmsNumbersMutationVariables = Exact<{
  input: RequestSmsNumbersInput;
}>;


export type RequestSmsNumbersMutation = { requestSmsNumbers: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, results: Array<{ outcome: SmsNumberRequestOutcome, code: number | null, message: string | null, missing: Array<BusinessDetailField>, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }> } };

export type UpdateAccountMutationVariables = Exact<{
  input: UpdateAccountInput;
}>;


export type UpdateAccountMutation = { updateAccount: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type CreateLocationMutationVariables = Exact<{
  input: CreateLocationInput;
}>;


export type CreateLocationMutation = { createLocation: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type UpdateLocationMutationVariables = Exact<{
  input: UpdateLocationInput;
}>;


export type UpdateLocationMutation = { updateLocation: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type CreateQueueMutationVariables = Exact<{
  input: CreateQueueInput;
}>;


export type CreateQueueMutation = { createQueue: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type UpdateQueueMutationVariables = Exact<{
  input: UpdateQueueInput;
}>;


export type UpdateQueueMutation = { updateQueue: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type AccountsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AccountFilter | null | undefined;
  orderBy?: AccountOrder | null | undefined;
}>;


export type AccountsQuery = { accounts: { totalCount: number, nodes: Array<{ id: string, name: string, externalId: string, createdAt: string, updatedAt: string, businessDetails: { isComplete: boolean, missing: Array<BusinessDetailField>, address: { city: string | null, state: string | null } }, approved: { totalCount: number }, pending: { totalCount: number }, rejected: { totalCount: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type CreateAccountMutationVariables = Exact<{
  input: CreateAccountInput;
}>;


export type CreateAccountMutation = { createAccount: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, account: { id: string, name: string } | null } };

export type ListedApiTokenFragment = { id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null };

export type ApiTokensQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { nodes: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { token: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, apiToken: { id: string } | null } };

export type RevokeApiTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, apiToken: { id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null } | null } };

export type AuditLogQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditLogFilter | null | undefined;
}>;


export type AuditLogQuery = { auditLog: { nodes: Array<{ id: string, sequence: number, at: string, action: AuditAction, actorKind: ViewerKind, actorName: string, actorId: string | null, subjectId: string, accountId: string | null, requestId: string | null, address: string | null, hash: string, changes: Array<{ field: string, before: string | null, after: string | null }> }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type AuditNamesQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type AuditNamesQuery = { nodes: Array<
    | { __typename: 'Account', id: string, name: string }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location', id: string, name: string }
    | { __typename: 'Partner' }
    | { __typename: 'Queue', id: string, name: string }
    | { __typename: 'SmsMessage' }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User', id: string, name: string }
    | { __typename: 'Verification', id: string, smsNumber: { phoneNumber: string | null, sender:
          | { id: string, name: string }
          | { id: string, name: string }
         } }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null> };

type PickedSender_Location_Fragment = { id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

type PickedSender_Queue_Fragment = { id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

export type PickedSenderFragment =
  | PickedSender_Location_Fragment
  | PickedSender_Queue_Fragment
;

export type ComposerQueryVariables = Exact<{
  accountId: string | number;
  after?: string | null | undefined;
}>;


export type ComposerQuery = { viewer: { permissions: Array<Permission>, partner: { smsEnabled: boolean } }, account: { id: string, effectiveSenderPreselection: SenderPreselection, businessDetails: { isComplete: boolean }, senders: { nodes: Array<
        | { id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SendSmsMutationVariables = Exact<{
  input: SendSmsInput;
}>;


export type SendSmsMutation = { sendSms:
    | { __typename: 'AccountInactiveError', code: number }
    | { __typename: 'BusinessDetailsInsufficientError', code: number, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'IdempotencyConflictError', code: number }
    | { __typename: 'InvalidInputError', code: number, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> }
    | { __typename: 'RecipientOptedOutError', code: number }
    | { __typename: 'SendLimitReachedError', code: number, retryAt: string }
    | { __typename: 'SendSmsSuccess', smsMessage: { id: string } }
    | { __typename: 'SmsNotEnabledError', code: number }
    | { __typename: 'SmsNumberNotVerifiedError', code: number }
   };

export type RequestSmsNumberMutationVariables = Exact<{
  input: RequestSmsNumberInput;
}>;


export type RequestSmsNumberMutation = { requestSmsNumber:
    | { __typename: 'AccountInactiveError' }
    | { __typename: 'BusinessDetailsInsufficientError', rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'RequestSmsNumberSuccess', smsNumber: { id: string } }
    | { __typename: 'SmsNotEnabledError' }
   };

export type MessageProgressQueryVariables = Exact<{
  id: string | number;
}>;


export type MessageProgressQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage', id: string, to: string, status: MessageStatus, sender:
        | { id: string, name: string }
        | { id: string, name: string }
      , events: Array<{ status: MessageStatus, at: string }>, failure: { code: number | null, message: string } | null }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type AskForDetailsMutationVariables = Exact<{
  input: AskForDetailsInput;
}>;


export type AskForDetailsMutation = { askForDetails: { isNew: boolean, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type DetailsFragment = { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } };

export type AccountDetailsQueryVariables = Exact<{
  accountId: string | number;
}>;


export type AccountDetailsQuery = { account: { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null };

export type UpdateBusinessDetailsMutationVariables = Exact<{
  input: UpdateBusinessDetailsInput;
}>;


export type UpdateBusinessDetailsMutation = { updateBusinessDetails: { isVerificationRequested: boolean, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, account: { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null } };

export type EmbeddedAccountQueryVariables = Exact<{ [key: string]: never; }>;


export type EmbeddedAccountQuery = { viewer: { accountId: string | null } };

export type UserErrorsFragment = { field: Array<string>, code: UserErrorCode, message: string };

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

export type ListedImportFragment = { id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string };

export type ImportsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ImportsQuery = { imports: { totalCount: number, nodes: Array<{ id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type ImportQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportQuery = { import: { id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string, problems: Array<{ row: number, externalId: string, column: string, value: string, code: ImportAction, message: string }> } | null };

export type CompletenessQueryVariables = Exact<{ [key: string]: never; }>;


export type CompletenessQuery = { accounts: { totalCount: number }, complete: { totalCount: number }, viewer: { partner: { businessDetails: { missing: Array<BusinessDetailField> } } } };

export type MenuCountsQueryVariables = Exact<{
  isPartner: boolean;
  mayEdit: boolean;
}>;


export type MenuCountsQuery = { overview?: { smsNumbers: Array<{ status: SmsNumberStatus, count: number }> }, accountRequests?: { totalCount: number } };

export type MessagesQueryVariables = Exact<{
  accountId: string | number;
  first: number;
  after?: string | null | undefined;
  filter?: SmsMessageFilter | null | undefined;
}>;


export type MessagesQuery = { account: { id: string, messages: { nodes: Array<{ id: string, to: string, body: string, status: MessageStatus, createdAt: string, sentBy: string | null, sender:
          | { id: string, name: string }
          | { id: string, name: string }
         }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } | null };

export type MessageSendersQueryVariables = Exact<{
  accountId: string | number;
}>;


export type MessageSendersQuery = { account: { id: string, senders: { nodes: Array<
        | { id: string, name: string }
        | { id: string, name: string }
      > } } | null };

export type MessageRecipientQueryVariables = Exact<{
  id: string | number;
}>;


export type MessageRecipientQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage', id: string, to: string }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type ThreadTextFragment = { id: string, to: string, body: string, segments: number, status: MessageStatus, createdAt: string, sentBy: string | null, canCancel: boolean, from: { id: string, phoneNumber: string | null }, sender:
    | { id: string, name: string }
    | { id: string, name: string }
  , failure: { code: number | null, message: string } | null };

export type ThreadQueryVariables = Exact<{
  accountId: string | number;
  recipient: string;
}>;


export type ThreadQuery = { account: { id: string, messages: { nodes: Array<{ id: string, to: string, body: string, segments: number, status: MessageStatus, createdAt: string, sentBy: string | null, canCancel: boolean, from: { id: string, phoneNumber: string | null }, sender:
          | { id: string, name: string }
          | { id: string, name: string }
        , failure: { code: number | null, message: string } | null }>, pageInfo: { hasNextPage: boolean } } } | null };

export type CancelSmsMutationVariables = Exact<{
  input: CancelSmsInput;
}>;


export type CancelSmsMutation = { cancelSms: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, smsMessage: { id: string, status: MessageStatus } | null } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { viewer: { partner: { id: string, name: string, smsEnabled: boolean } }, overview: { accounts: { total: number, complete: number, incomplete: number, withoutNumber: number }, smsNumbers: Array<{ status: SmsNumberStatus, count: number }>, sends: Array<{ day: string, accepted: number, refused: number }>, previousSends: Array<{ accepted: number, refused: number }>, messages: Array<{ status: MessageStatus, count: number }> } };

export type TrendFigureFragment = { days: number, current: number | null, previous: number | null };

export type TrendsQueryVariables = Exact<{ [key: string]: never; }>;


export type TrendsQuery = { overview: { trends: { texts: { days: number, current: number | null, previous: number | null }, deliveryRate: { days: number, current: number | null, previous: number | null }, optOutRate: { days: number, current: number | null, previous: number | null }, approvalRate: { days: number, current: number | null, previous: number | null }, hoursToApproval: { days: number, current: number | null, previous: number | null } } } };

export type WaitingNumberFragment = { id: string, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }>, account: { id: string, name: string }, smsNumber: { id: string, phoneNumber: string | null, sender:
      | { __typename: 'Location', id: string, name: string }
      | { __typename: 'Queue', id: string, name: string }
     } };

export type AttentionQueryVariables = Exact<{
  first: number;
  mayEdit: boolean;
}>;


export type AttentionQuery = { requested?: { totalCount: number, nodes: Array<{ id: string, askedBy: string, note: string | null, createdAt: string, account: { id: string, name: string } }> }, rejected: { totalCount: number, nodes: Array<{ id: string, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }>, account: { id: string, name: string }, smsNumber: { id: string, phoneNumber: string | null, sender:
          | { __typename: 'Location', id: string, name: string }
          | { __typename: 'Queue', id: string, name: string }
         } }> }, overdue: { totalCount: number, nodes: Array<{ id: string, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }>, account: { id: string, name: string }, smsNumber: { id: string, phoneNumber: string | null, sender:
          | { __typename: 'Location', id: string, name: string }
          | { __typename: 'Queue', id: string, name: string }
         } }> }, incomplete: { totalCount: number, nodes: Array<{ id: string, name: string, businessDetails: { missing: Array<BusinessDetailField> } }> } };

export type PartnerDetailsFragment = { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } };

export type PartnerDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerDetailsQuery = { viewer: { partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } } };

export type UpdatePartnerBusinessDetailsMutationVariables = Exact<{
  input: UpdatePartnerBusinessDetailsInput;
}>;


export type UpdatePartnerBusinessDetailsMutation = { updatePartnerBusinessDetails: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } | null } };

export type SettingsOfPartnerFragment = { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } };

export type PartnerSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerSettingsQuery = { viewer: { partner: { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } } } };

export type UpdatePartnerSettingsMutationVariables = Exact<{
  input: UpdatePartnerSettingsInput;
}>;


export type UpdatePartnerSettingsMutation = { updatePartnerSettings: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, partner: { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } } | null } };

export type SendTotalsFragment = { totals: Array<{ day: string, code: number, count: number }> };

export type SendReportQueryVariables = Exact<{
  filter?: SendReportFilter | null | undefined;
  before?: SendReportFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SendReportQuery = { previous: { totals: Array<{ day: string, code: number, count: number }> }, sendReport: { since: string, until: string, rows: { nodes: Array<{ day: string, code: number, count: number, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, totals: Array<{ day: string, code: number, count: number }> } };

export type SearchQueryVariables = Exact<{
  query: string;
  first: number;
}>;


export type SearchQuery = { search: Array<
    | { __typename: 'Account', id: string, name: string, externalId: string, businessDetails: { address: { city: string | null, state: string | null } } }
    | { __typename: 'SmsMessage', id: string, to: string, createdAt: string, account: { id: string, name: string } }
    | { __typename: 'SmsNumber', id: string, phoneNumber: string | null, status: SmsNumberStatus, sender:
        | { id: string, name: string }
        | { id: string, name: string }
      , account: { id: string, name: string } }
  > };

export type ListedUserFragment = { id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null };

export type UsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  status?: UserStatus | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, nodes: Array<{ id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type AccountUsersQueryVariables = Exact<{
  accountId: string | number;
  first: number;
  after?: string | null | undefined;
  status?: UserStatus | null | undefined;
}>;


export type AccountUsersQuery = { account: { id: string, users: { totalCount: number, nodes: Array<{ id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } | null };

export type MailStateQueryVariables = Exact<{ [key: string]: never; }>;


export type MailStateQuery = { viewer: { isMailConfigured: boolean } };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { inviteUser: { link: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type RenewUserLinkMutationVariables = Exact<{
  input: RenewUserLinkInput;
}>;


export type RenewUserLinkMutation = { renewUserLink: { link: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type UpdateUserRoleMutationVariables = Exact<{
  input: UpdateUserRoleInput;
}>;


export type UpdateUserRoleMutation = { updateUserRole: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type DeactivateUserMutationVariables = Exact<{
  input: DeactivateUserInput;
}>;


export type DeactivateUserMutation = { deactivateUser: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type FindAccountsQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type FindAccountsQuery = { accounts: { nodes: Array<{ id: string, name: string, externalId: string }>, pageInfo: { hasNextPage: boolean } } };

export type AccountNameQueryVariables = Exact<{
  id: string | number;
}>;


export type AccountNameQuery = { account: { id: string, name: string } | null };

export type VerificationsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: VerificationFilter | null | undefined;
  orderBy?: VerificationOrder | null | undefined;
}>;


export type VerificationsQuery = { verifications: { totalCount: number, nodes: Array<{ id: string, status: VerificationStatus, attempt: number, requestedAt: string, completedAt: string | null, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }>, account: { id: string, name: string }, smsNumber: { id: string, phoneNumber: string | null, sender:
          | { __typename: 'Location', id: string, name: string }
          | { __typename: 'Queue', id: string, name: string }
         } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type PartnerStateQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerStateQuery = { viewer: { partner: { id: string, name: string, smsEnabled: boolean } } };

export type ListedWebhookFragment = { id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, account: { id: string, name: string } | null };

export type WebhooksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  status?: WebhookStatus | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { totalCount: number, nodes: Array<{ id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, deliveries: { nodes: Array<{ id: string, status: DeliveryStatus, createdAt: string }> }, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type ListedDeliveryFragment = { id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null };

export type WebhookQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  status?: DeliveryStatus | null | undefined;
}>;


export type WebhookQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage' }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook', createdAt: string, updatedAt: string, previousSecretUntil: string | null, id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, deliveries: { totalCount: number, nodes: Array<{ id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, account: { id: string, name: string } | null }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type WebhookDeliveryQueryVariables = Exact<{
  id: string | number;
  first: number;
}>;


export type WebhookDeliveryQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage' }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery', payload: string, id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null, attempts: { totalCount: number, nodes: Array<{ id: string, at: string, milliseconds: number, statusCode: number | null, error: DeliveryError | null, response: string | null }> } }
   | null };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, webhook: { id: string } | null } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type SendTestWebhookMutationVariables = Exact<{
  input: SendTestWebhookInput;
}>;


export type SendTestWebhookMutation = { sendTestWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type ResendWebhookDeliveryMutationVariables = Exact<{
  input: ResendWebhookDeliveryInput;
}>;


export type ResendWebhookDeliveryMutation = { resendWebhookDelivery: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ReasonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}
    `, {"fragmentName":"Reason"}) as unknown as TypedDocumentString<ReasonFragment, unknown>;
export const SenderRowFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SenderRow on Sender {
  __typename
  id
  name
  externalId
  ... on Location {
    isDefault
  }
  smsNumber {
    id
    phoneNumber
    status
    verification {
      id
      status
      requestedAt
      isOverdue
      rejectionReasons {
        ...Reason
      }
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`, {"fragmentName":"SenderRow"}) as unknown as TypedDocumentString<SenderRowFragment, unknown>;
export const OpenRequestFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OpenRequest on AccountRequest {
  id
  askedBy
  note
  createdAt
}
    `, {"fragmentName":"OpenRequest"}) as unknown as TypedDocumentString<OpenRequestFragment, unknown>;
export const ListedApiTokenFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}
    `, {"fragmentName":"ListedApiToken"}) as unknown as TypedDocumentString<ListedApiTokenFragment, unknown>;
export const PickedSenderFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PickedSender on Sender {
  id
  name
  smsNumber {
    id
    phoneNumber
    status
    verification {
      rejectionReasons {
        ...Reason
      }
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`, {"fragmentName":"PickedSender"}) as unknown as TypedDocumentString<PickedSenderFragment, unknown>;
export const PostalAddressFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
    `, {"fragmentName":"PostalAddress"}) as unknown as TypedDocumentString<PostalAddressFragment, unknown>;
export const PersonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const DetailsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Details on Account {
  id
  name
  businessDetails {
    website
    alternativeWebsite
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
    effective {
      businessName
      website
      alternativeWebsite
      address {
        ...PostalAddress
      }
      contact {
        ...Person
      }
      origins {
        field
        source
      }
      warnings {
        field
        code
        message
      }
    }
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}`, {"fragmentName":"Details"}) as unknown as TypedDocumentString<DetailsFragment, unknown>;
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const ListedImportFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}
    `, {"fragmentName":"ListedImport"}) as unknown as TypedDocumentString<ListedImportFragment, unknown>;
export const ThreadTextFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ThreadText on SmsMessage {
  id
  to
  body
  segments
  status
  createdAt
  sentBy
  canCancel
  from {
    id
    phoneNumber
  }
  sender {
    id
    name
  }
  failure {
    code
    message
  }
}
    `, {"fragmentName":"ThreadText"}) as unknown as TypedDocumentString<ThreadTextFragment, unknown>;
export const TrendFigureFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TrendFigure on Trend {
  days
  current
  previous
}
    `, {"fragmentName":"TrendFigure"}) as unknown as TypedDocumentString<TrendFigureFragment, unknown>;
export const WaitingNumberFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment WaitingNumber on Verification {
  id
  requestedAt
  rejectionReasons {
    ...Reason
  }
  account {
    id
    name
  }
  smsNumber {
    id
    phoneNumber
    sender {
      __typename
      id
      name
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`, {"fragmentName":"WaitingNumber"}) as unknown as TypedDocumentString<WaitingNumberFragment, unknown>;
export const PartnerDetailsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}`, {"fragmentName":"PartnerDetails"}) as unknown as TypedDocumentString<PartnerDetailsFragment, unknown>;
export const SettingsOfPartnerFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}
    `, {"fragmentName":"SettingsOfPartner"}) as unknown as TypedDocumentString<SettingsOfPartnerFragment, unknown>;
export const SendTotalsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SendTotals on SendReport {
  totals {
    day
    code
    count
  }
}
    `, {"fragmentName":"SendTotals"}) as unknown as TypedDocumentString<SendTotalsFragment, unknown>;
export const ListedUserFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}
    `, {"fragmentName":"ListedUser"}) as unknown as TypedDocumentString<ListedUserFragment, unknown>;
export const ListedWebhookFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}
    `, {"fragmentName":"ListedWebhook"}) as unknown as TypedDocumentString<ListedWebhookFragment, unknown>;
export const ListedDeliveryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}
    `, {"fragmentName":"ListedDelivery"}) as unknown as TypedDocumentString<ListedDeliveryFragment, unknown>;
export const CloseAccountRequestDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CloseAccountRequest($input: CloseAccountRequestInput!) {
  closeAccountRequest(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CloseAccountRequestMutation, CloseAccountRequestMutationVariables>;
export const AccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Account($id: ID!, $mayEdit: Boolean!) {
  viewer {
    partner {
      name
      smsEnabled
    }
  }
  account(id: $id) {
    externalId
    phone
    timeZone
    isActive
    createdAt
    updatedAt
    senderPreselection
    openRequest @include(if: $mayEdit) {
      ...OpenRequest
    }
    ...Details
    senders(first: 1) {
      totalCount
    }
    approved: smsNumbers(first: 1, status: APPROVED) {
      totalCount
    }
    pending: smsNumbers(first: 1, status: PENDING) {
      totalCount
    }
    rejected: smsNumbers(first: 50, status: REJECTED) {
      totalCount
      nodes {
        id
        verification {
          id
          rejectionReasons {
            ...Reason
          }
        }
      }
    }
  }
}
    fragment OpenRequest on AccountRequest {
  id
  askedBy
  note
  createdAt
}
fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment Details on Account {
  id
  name
  businessDetails {
    website
    alternativeWebsite
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
    effective {
      businessName
      website
      alternativeWebsite
      address {
        ...PostalAddress
      }
      contact {
        ...Person
      }
      origins {
        field
        source
      }
      warnings {
        field
        code
        message
      }
    }
  }
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
export const SendersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Senders($accountId: ID!, $first: Int!, $after: String, $filter: SenderFilter) {
  account(id: $accountId) {
    id
    senders(first: $first, after: $after, filter: $filter) {
      totalCount
      nodes {
        ...SenderRow
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
}
    fragment SenderRow on Sender {
  __typename
  id
  name
  externalId
  ... on Location {
    isDefault
  }
  smsNumber {
    id
    phoneNumber
    status
    verification {
      id
      status
      requestedAt
      isOverdue
      rejectionReasons {
        ...Reason
      }
    }
  }
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<SendersQuery, SendersQueryVariables>;
export const RequestSmsNumbersDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestSmsNumbers($input: RequestSmsNumbersInput!) {
  requestSmsNumbers(input: $input) {
    userErrors {
      ...UserErrors
    }
    results {
      outcome
      code
      message
      missing
      rejectionReasons {
        ...Reason
      }
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<RequestSmsNumbersMutation, RequestSmsNumbersMutationVariables>;
export const UpdateAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateAccount($input: UpdateAccountInput!) {
  updateAccount(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateAccountMutation, UpdateAccountMutationVariables>;
export const CreateLocationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateLocation($input: CreateLocationInput!) {
  createLocation(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateLocationMutation, CreateLocationMutationVariables>;
export const UpdateLocationDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateLocation($input: UpdateLocationInput!) {
  updateLocation(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateLocationMutation, UpdateLocationMutationVariables>;
export const CreateQueueDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateQueue($input: CreateQueueInput!) {
  createQueue(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateQueueMutation, CreateQueueMutationVariables>;
export const UpdateQueueDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateQueue($input: UpdateQueueInput!) {
  updateQueue(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateQueueMutation, UpdateQueueMutationVariables>;
export const AccountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Accounts($first: Int!, $after: String, $filter: AccountFilter, $orderBy: AccountOrder) {
  accounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount
    nodes {
      id
      name
      externalId
      createdAt
      updatedAt
      businessDetails {
        address {
          city
          state
        }
        isComplete
        missing
      }
      approved: smsNumbers(first: 1, status: APPROVED) {
        totalCount
      }
      pending: smsNumbers(first: 1, status: PENDING) {
        totalCount
      }
      rejected: smsNumbers(first: 1, status: REJECTED) {
        totalCount
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AccountsQuery, AccountsQueryVariables>;
export const CreateAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateAccount($input: CreateAccountInput!) {
  createAccount(input: $input) {
    userErrors {
      ...UserErrors
    }
    account {
      id
      name
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateAccountMutation, CreateAccountMutationVariables>;
export const ApiTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ApiTokens($first: Int!, $after: String) {
  apiTokens(first: $first, after: $after) {
    nodes {
      ...ListedApiToken
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}`) as unknown as TypedDocumentString<ApiTokensQuery, ApiTokensQueryVariables>;
export const CreateApiTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateApiToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    userErrors {
      ...UserErrors
    }
    apiToken {
      id
    }
    token
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const RevokeApiTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeApiToken($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    userErrors {
      ...UserErrors
    }
    apiToken {
      ...ListedApiToken
    }
  }
}
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}
fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;
export const AuditLogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditLog($first: Int!, $after: String, $filter: AuditLogFilter) {
  auditLog(first: $first, after: $after, filter: $filter) {
    nodes {
      id
      sequence
      at
      action
      actorKind
      actorName
      actorId
      subjectId
      accountId
      requestId
      address
      hash
      changes {
        field
        before
        after
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<AuditLogQuery, AuditLogQueryVariables>;
export const AuditNamesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AuditNames($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Account {
      id
      name
    }
    ... on Location {
      id
      name
    }
    ... on Queue {
      id
      name
    }
    ... on User {
      id
      name
    }
    ... on Verification {
      id
      smsNumber {
        phoneNumber
        sender {
          id
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<AuditNamesQuery, AuditNamesQueryVariables>;
export const ComposerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Composer($accountId: ID!, $after: String) {
  viewer {
    permissions
    partner {
      smsEnabled
    }
  }
  account(id: $accountId) {
    id
    effectiveSenderPreselection
    businessDetails {
      isComplete
    }
    senders(first: 100, after: $after) {
      nodes {
        ...PickedSender
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment PickedSender on Sender {
  id
  name
  smsNumber {
    id
    phoneNumber
    status
    verification {
      rejectionReasons {
        ...Reason
      }
    }
  }
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<ComposerQuery, ComposerQueryVariables>;
export const SendSmsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendSms($input: SendSmsInput!) {
  sendSms(input: $input) {
    __typename
    ... on SendSmsSuccess {
      smsMessage {
        id
      }
    }
    ... on SmsError {
      code
    }
    ... on BusinessDetailsInsufficientError {
      rejectionReasons {
        ...Reason
      }
    }
    ... on SendLimitReachedError {
      retryAt
    }
    ... on InvalidInputError {
      userErrors {
        ...UserErrors
      }
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<SendSmsMutation, SendSmsMutationVariables>;
export const RequestSmsNumberDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RequestSmsNumber($input: RequestSmsNumberInput!) {
  requestSmsNumber(input: $input) {
    __typename
    ... on RequestSmsNumberSuccess {
      smsNumber {
        id
      }
    }
    ... on BusinessDetailsInsufficientError {
      rejectionReasons {
        ...Reason
      }
    }
    ... on InvalidInputError {
      message
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<RequestSmsNumberMutation, RequestSmsNumberMutationVariables>;
export const MessageProgressDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MessageProgress($id: ID!) {
  node(id: $id) {
    __typename
    ... on SmsMessage {
      id
      to
      status
      sender {
        id
        name
      }
      events {
        status
        at
      }
      failure {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessageProgressQuery, MessageProgressQueryVariables>;
export const AskForDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation AskForDetails($input: AskForDetailsInput!) {
  askForDetails(input: $input) {
    isNew
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<AskForDetailsMutation, AskForDetailsMutationVariables>;
export const AccountDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountDetails($accountId: ID!) {
  account(id: $accountId) {
    ...Details
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment Details on Account {
  id
  name
  businessDetails {
    website
    alternativeWebsite
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
    effective {
      businessName
      website
      alternativeWebsite
      address {
        ...PostalAddress
      }
      contact {
        ...Person
      }
      origins {
        field
        source
      }
      warnings {
        field
        code
        message
      }
    }
  }
}`) as unknown as TypedDocumentString<AccountDetailsQuery, AccountDetailsQueryVariables>;
export const UpdateBusinessDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateBusinessDetails($input: UpdateBusinessDetailsInput!) {
  updateBusinessDetails(input: $input) {
    userErrors {
      ...UserErrors
    }
    isVerificationRequested
    account {
      ...Details
    }
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment Details on Account {
  id
  name
  businessDetails {
    website
    alternativeWebsite
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
    effective {
      businessName
      website
      alternativeWebsite
      address {
        ...PostalAddress
      }
      contact {
        ...Person
      }
      origins {
        field
        source
      }
      warnings {
        field
        code
        message
      }
    }
  }
}
fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateBusinessDetailsMutation, UpdateBusinessDetailsMutationVariables>;
export const EmbeddedAccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    query EmbeddedAccount {
  viewer {
    accountId
  }
}
    `) as unknown as TypedDocumentString<EmbeddedAccountQuery, EmbeddedAccountQueryVariables>;
export const ImportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Imports($first: Int!, $after: String) {
  imports(first: $first, after: $after) {
    totalCount
    nodes {
      ...ListedImport
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}`) as unknown as TypedDocumentString<ImportsQuery, ImportsQueryVariables>;
export const ImportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Import($id: ID!) {
  import(id: $id) {
    ...ListedImport
    problems {
      row
      externalId
      column
      value
      code
      message
    }
  }
}
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}`) as unknown as TypedDocumentString<ImportQuery, ImportQueryVariables>;
export const CompletenessDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Completeness {
  accounts(first: 1) {
    totalCount
  }
  complete: accounts(first: 1, filter: {isComplete: true}) {
    totalCount
  }
  viewer {
    partner {
      businessDetails {
        missing
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompletenessQuery, CompletenessQueryVariables>;
export const MenuCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MenuCounts($isPartner: Boolean!, $mayEdit: Boolean!) {
  overview @include(if: $isPartner) {
    smsNumbers {
      status
      count
    }
  }
  accountRequests(first: 1) @include(if: $mayEdit) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<MenuCountsQuery, MenuCountsQueryVariables>;
export const MessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Messages($accountId: ID!, $first: Int!, $after: String, $filter: SmsMessageFilter) {
  account(id: $accountId) {
    id
    messages(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        to
        body
        status
        createdAt
        sentBy
        sender {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const MessageSendersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MessageSenders($accountId: ID!) {
  account(id: $accountId) {
    id
    senders(first: 100) {
      nodes {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MessageSendersQuery, MessageSendersQueryVariables>;
export const MessageRecipientDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MessageRecipient($id: ID!) {
  node(id: $id) {
    __typename
    ... on SmsMessage {
      id
      to
    }
  }
}
    `) as unknown as TypedDocumentString<MessageRecipientQuery, MessageRecipientQueryVariables>;
export const ThreadDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Thread($accountId: ID!, $recipient: String!) {
  account(id: $accountId) {
    id
    messages(first: 50, filter: {recipient: $recipient}) {
      nodes {
        ...ThreadText
      }
      pageInfo {
        hasNextPage
      }
    }
  }
}
    fragment ThreadText on SmsMessage {
  id
  to
  body
  segments
  status
  createdAt
  sentBy
  canCancel
  from {
    id
    phoneNumber
  }
  sender {
    id
    name
  }
  failure {
    code
    message
  }
}`) as unknown as TypedDocumentString<ThreadQuery, ThreadQueryVariables>;
export const CancelSmsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CancelSms($input: CancelSmsInput!) {
  cancelSms(input: $input) {
    userErrors {
      ...UserErrors
    }
    smsMessage {
      id
      status
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CancelSmsMutation, CancelSmsMutationVariables>;
export const OverviewDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Overview {
  viewer {
    partner {
      id
      name
      smsEnabled
    }
  }
  overview {
    accounts {
      total
      complete
      incomplete
      withoutNumber
    }
    smsNumbers {
      status
      count
    }
    sends {
      day
      accepted
      refused
    }
    previousSends {
      accepted
      refused
    }
    messages {
      status
      count
    }
  }
}
    `) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const TrendsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Trends {
  overview {
    trends {
      texts {
        ...TrendFigure
      }
      deliveryRate {
        ...TrendFigure
      }
      optOutRate {
        ...TrendFigure
      }
      approvalRate {
        ...TrendFigure
      }
      hoursToApproval {
        ...TrendFigure
      }
    }
  }
}
    fragment TrendFigure on Trend {
  days
  current
  previous
}`) as unknown as TypedDocumentString<TrendsQuery, TrendsQueryVariables>;
export const AttentionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Attention($first: Int!, $mayEdit: Boolean!) {
  requested: accountRequests(first: 20) @include(if: $mayEdit) {
    totalCount
    nodes {
      ...OpenRequest
      account {
        id
        name
      }
    }
  }
  rejected: verifications(
    first: $first
    filter: {isNewest: true, statuses: [ACTION_REQUIRED, REJECTED]}
  ) {
    totalCount
    nodes {
      ...WaitingNumber
    }
  }
  overdue: verifications(first: $first, filter: {isNewest: true, isOverdue: true}) {
    totalCount
    nodes {
      ...WaitingNumber
    }
  }
  incomplete: accounts(first: $first, filter: {isComplete: false}) {
    totalCount
    nodes {
      id
      name
      businessDetails {
        missing
      }
    }
  }
}
    fragment OpenRequest on AccountRequest {
  id
  askedBy
  note
  createdAt
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}
fragment WaitingNumber on Verification {
  id
  requestedAt
  rejectionReasons {
    ...Reason
  }
  account {
    id
    name
  }
  smsNumber {
    id
    phoneNumber
    sender {
      __typename
      id
      name
    }
  }
}`) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;
export const PartnerDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PartnerDetails {
  viewer {
    partner {
      ...PartnerDetails
    }
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}`) as unknown as TypedDocumentString<PartnerDetailsQuery, PartnerDetailsQueryVariables>;
export const UpdatePartnerBusinessDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePartnerBusinessDetails($input: UpdatePartnerBusinessDetailsInput!) {
  updatePartnerBusinessDetails(input: $input) {
    userErrors {
      ...UserErrors
    }
    partner {
      ...PartnerDetails
    }
  }
}
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment UserErrors on UserError {
  field
  code
  message
}
fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}`) as unknown as TypedDocumentString<UpdatePartnerBusinessDetailsMutation, UpdatePartnerBusinessDetailsMutationVariables>;
export const PartnerSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PartnerSettings {
  viewer {
    partner {
      ...SettingsOfPartner
    }
  }
}
    fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}`) as unknown as TypedDocumentString<PartnerSettingsQuery, PartnerSettingsQueryVariables>;
export const UpdatePartnerSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePartnerSettings($input: UpdatePartnerSettingsInput!) {
  updatePartnerSettings(input: $input) {
    userErrors {
      ...UserErrors
    }
    partner {
      ...SettingsOfPartner
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}
fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}`) as unknown as TypedDocumentString<UpdatePartnerSettingsMutation, UpdatePartnerSettingsMutationVariables>;
export const SendReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SendReport($filter: SendReportFilter, $before: SendReportFilter, $first: Int!, $after: String) {
  previous: sendReport(filter: $before) {
    ...SendTotals
  }
  sendReport(filter: $filter) {
    since
    until
    ...SendTotals
    rows(first: $first, after: $after) {
      nodes {
        day
        code
        count
        account {
          id
          name
        }
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
}
    fragment SendTotals on SendReport {
  totals {
    day
    code
    count
  }
}`) as unknown as TypedDocumentString<SendReportQuery, SendReportQueryVariables>;
export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($query: String!, $first: Int!) {
  search(query: $query, first: $first) {
    __typename
    ... on Account {
      id
      name
      externalId
      businessDetails {
        address {
          city
          state
        }
      }
    }
    ... on SmsNumber {
      id
      phoneNumber
      status
      sender {
        id
        name
      }
      account {
        id
        name
      }
    }
    ... on SmsMessage {
      id
      to
      createdAt
      account {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;
export const UsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Users($first: Int!, $after: String, $status: UserStatus) {
  users(first: $first, after: $after, status: $status) {
    totalCount
    nodes {
      ...ListedUser
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const AccountUsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountUsers($accountId: ID!, $first: Int!, $after: String, $status: UserStatus) {
  account(id: $accountId) {
    id
    users(first: $first, after: $after, status: $status) {
      totalCount
      nodes {
        ...ListedUser
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
}
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<AccountUsersQuery, AccountUsersQueryVariables>;
export const MailStateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MailState {
  viewer {
    isMailConfigured
  }
}
    `) as unknown as TypedDocumentString<MailStateQuery, MailStateQueryVariables>;
export const InviteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation InviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
    link
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<InviteUserMutation, InviteUserMutationVariables>;
export const RenewUserLinkDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenewUserLink($input: RenewUserLinkInput!) {
  renewUserLink(input: $input) {
    userErrors {
      ...UserErrors
    }
    link
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RenewUserLinkMutation, RenewUserLinkMutationVariables>;
export const UpdateUserRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateUserRole($input: UpdateUserRoleInput!) {
  updateUserRole(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateUserRoleMutation, UpdateUserRoleMutationVariables>;
export const DeactivateUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeactivateUser($input: DeactivateUserInput!) {
  deactivateUser(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<DeactivateUserMutation, DeactivateUserMutationVariables>;
export const FindAccountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindAccounts($search: String!, $first: Int!) {
  accounts(first: $first, filter: {search: $search}) {
    nodes {
      id
      name
      externalId
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<FindAccountsQuery, FindAccountsQueryVariables>;
export const AccountNameDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountName($id: ID!) {
  account(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<AccountNameQuery, AccountNameQueryVariables>;
export const VerificationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Verifications($first: Int!, $after: String, $filter: VerificationFilter, $orderBy: VerificationOrder) {
  verifications(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount
    nodes {
      id
      status
      attempt
      requestedAt
      completedAt
      isOverdue
      rejectionReasons {
        ...Reason
      }
      account {
        id
        name
      }
      smsNumber {
        id
        phoneNumber
        sender {
          __typename
          id
          name
        }
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<VerificationsQuery, VerificationsQueryVariables>;
export const PartnerStateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PartnerState {
  viewer {
    partner {
      id
      name
      smsEnabled
    }
  }
}
    `) as unknown as TypedDocumentString<PartnerStateQuery, PartnerStateQueryVariables>;
export const WebhooksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Webhooks($first: Int!, $after: String, $status: WebhookStatus, $accountId: ID) {
  webhooks(first: $first, after: $after, status: $status, accountId: $accountId) {
    totalCount
    nodes {
      ...ListedWebhook
      deliveries(first: 1) {
        nodes {
          id
          status
          createdAt
        }
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Webhook($id: ID!, $first: Int!, $after: String, $status: DeliveryStatus) {
  node(id: $id) {
    __typename
    ... on Webhook {
      ...ListedWebhook
      createdAt
      updatedAt
      previousSecretUntil
      deliveries(first: $first, after: $after, status: $status) {
        totalCount
        nodes {
          ...ListedDelivery
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          endCursor
        }
      }
    }
  }
}
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}
fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}`) as unknown as TypedDocumentString<WebhookQuery, WebhookQueryVariables>;
export const WebhookDeliveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WebhookDelivery($id: ID!, $first: Int!) {
  node(id: $id) {
    __typename
    ... on WebhookDelivery {
      ...ListedDelivery
      payload
      attempts(first: $first) {
        totalCount
        nodes {
          id
          at
          milliseconds
          statusCode
          error
          response
        }
      }
    }
  }
}
    fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}`) as unknown as TypedDocumentString<WebhookDeliveryQuery, WebhookDeliveryQueryVariables>;
export const CreateWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
    webhook {
      id
    }
    secret
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateWebhook($input: UpdateWebhookInput!) {
  updateWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const DeleteWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteWebhook($input: DeleteWebhookInput!) {
  deleteWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const RotateWebhookSecretDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) {
    userErrors {
      ...UserErrors
    }
    secret
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SendTestWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendTestWebhook($input: SendTestWebhookInput!) {
  sendTestWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<SendTestWebhookMutation, SendTestWebhookMutationVariables>;
export const ResendWebhookDeliveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResendWebhookDelivery($input: ResendWebhookDeliveryInput!) {
  resendWebhookDelivery(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<ResendWebhookDeliveryMutation, ResendWebhookDeliveryMutationVariables>;