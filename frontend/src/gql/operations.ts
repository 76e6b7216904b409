/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Which accounts to list; all that is given must hold. */
export type AccountFilter = {
  /** Whether the business details suffice to request verification. */
  isComplete?: boolean | null | undefined;
  /** The status that at least one of the account's numbers has. */
  numberStatus?: AccountNumberStatus | null | undefined;
  /** Words to be found in name, external id, city or phone number, in any order. */
  search?: string | null | undefined;
};

/** Accounts by the status of their numbers. */
export type AccountNumberStatus =
  /** With an approved number. */
  | 'APPROVED'
  /** Without any number yet. */
  | 'NO_NUMBER'
  /** With a number that is being verified. */
  | 'PENDING'
  /** With a rejected number. */
  | 'REJECTED';

/** How to order accounts. */
export type AccountOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: AccountOrderField;
};

/** What accounts can be ordered by. */
export type AccountOrderField =
  /** By when they were created. */
  | 'CREATED_AT'
  /** By name, without regard to case. */
  | 'NAME'
  /** By when they last changed. */
  | 'UPDATED_AT';

/** A postal address, or the parts of one that change. */
export type AddressInput = {
  /** Street and number. */
  address1?: string | null | undefined;
  /** Suite, floor or building. */
  address2?: string | null | undefined;
  /** City. */
  city?: string | null | undefined;
  /** Country, such as US. */
  countryCode?: string | null | undefined;
  /** ZIP code with 5 or 9 digits, or postal code. */
  postalCode?: string | null | undefined;
  /** State or territory, as a two-letter code or by name. */
  state?: string | null | undefined;
};

/** What was done. */
export type AuditAction =
  /** An account was created, with its default location. */
  | 'ACCOUNT_CREATED'
  /** An account was changed. */
  | 'ACCOUNT_UPDATED'
  /** A credential was made for a program. */
  | 'CREDENTIAL_CREATED'
  /** A credential was revoked. */
  | 'CREDENTIAL_REVOKED'
  /** A token was minted for an embedded composer. */
  | 'EMBED_TOKEN_CREATED'
  /** The identity provider of the partner's people was removed. */
  | 'IDENTITY_PROVIDER_REMOVED'
  /** The identity provider of the partner's people was set. */
  | 'IDENTITY_PROVIDER_SET'
  /** The partner was created. */
  | 'PARTNER_CREATED'
  /** The partner's business details were changed. */
  | 'PARTNER_UPDATED'
  /** A user chose a password. */
  | 'PASSWORD_CHANGED'
  /** A link to choose another password was asked for. */
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
  /** A text was taken back before it left. */
  | 'SMS_CANCELED'
  /** The partner's SMS actions were deactivated. */
  | 'SMS_DISABLED'
  /** The partner's SMS actions were activated. */
  | 'SMS_ENABLED'
  /** A text was accepted for sending. */
  | 'SMS_SENT'
  /** A partner's program told of somebody who works for a practice. */
  | 'USER_CREATED'
  /** A user was deactivated. */
  | 'USER_DEACTIVATED'
  /** Somebody was invited, or sent the invitation again. */
  | 'USER_INVITED'
  /** A user was given another role. */
  | 'USER_ROLE_CHANGED'
  /** A partner's program changed what it had told of them. */
  | 'USER_UPDATED'
  /** The carrier approved or refused a number. */
  | 'VERIFICATION_DECIDED'
  /** The verification of a number was requested. */
  | 'VERIFICATION_REQUESTED'
  /** A webhook was created. */
  | 'WEBHOOK_CREATED'
  /** A webhook was deleted. */
  | 'WEBHOOK_DELETED'
  /** A webhook's delivery was sent again. */
  | 'WEBHOOK_DELIVERY_RESENT'
  /** A webhook was disabled, because nothing arrived there any more. */
  | 'WEBHOOK_DISABLED'
  /** A webhook was given a new secret. */
  | 'WEBHOOK_SECRET_ROTATED'
  /** A test was sent to a webhook. */
  | 'WEBHOOK_TESTED'
  /** A webhook was changed. */
  | 'WEBHOOK_UPDATED';

/** Which entries to list; all that is given must hold. */
export type AuditLogFilter = {
  /** What was done to this account and all that is its. */
  accountId?: string | number | null | undefined;
  /** What was done. */
  action?: AuditAction | null | undefined;
  /** What this user, credential or embed token did. */
  actorId?: string | number | null | undefined;
  /** What was done at this moment or later. */
  since?: string | null | undefined;
  /** What was done to this object. */
  subjectId?: string | number | null | undefined;
  /** What was done before this moment. */
  until?: string | null | undefined;
};

/** One of the business details that a number is verified with. */
export type BusinessDetailField =
  /** Street and number. */
  | 'ADDRESS1'
  /** Suite, floor or building; never required. */
  | 'ADDRESS2'
  /** A second website, such as a page on a social network; never required. */
  | 'ALTERNATIVE_WEBSITE'
  /** The practice's name. */
  | 'BUSINESS_NAME'
  /** City. */
  | 'CITY'
  /** E-mail address of the contact; the partner's stands in. */
  | 'CONTACT_EMAIL'
  /** First name of the contact; the partner's stands in. */
  | 'CONTACT_FIRST_NAME'
  /** Last name of the contact; the partner's stands in. */
  | 'CONTACT_LAST_NAME'
  /** Phone number of the contact; the partner's stands in. */
  | 'CONTACT_PHONE'
  /** Country. */
  | 'COUNTRY_CODE'
  /** ZIP or postal code. */
  | 'POSTAL_CODE'
  /** State, territory or province. */
  | 'STATE'
  /** The practice's website; the partner's stands in for a missing one. */
  | 'WEBSITE';

/** A contact, or the parts of one that change. */
export type ContactInput = {
  /** E-mail address. */
  email?: string | null | undefined;
  /** First name. */
  firstName?: string | null | undefined;
  /** Last name. */
  lastName?: string | null | undefined;
  /** Phone number, however it is written. */
  phone?: string | null | undefined;
};

/** A new account. */
export type CreateAccountInput = {
  /** Its address. */
  address?: AddressInput | null | undefined;
  /** A second website. */
  alternativeWebsite?: string | null | undefined;
  /** Its own contact, instead of the partner's. */
  contact?: ContactInput | null | undefined;
  /** The partner's own identifier of the account; no other account may have it. */
  externalId: string;
  /** The practice's name. */
  name: string;
  /** Its phone number, however it is written. */
  phone?: string | null | undefined;
  /** Its time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
  /** Its website, beginning with https://. */
  website?: string | null | undefined;
};

/** A new location. */
export type CreateLocationInput = {
  /** The account it belongs to. */
  accountId: string | number;
  /** Its address. */
  address?: AddressInput | null | undefined;
  /** The partner's own identifier of it. */
  externalId?: string | null | undefined;
  /** Make it the account's default instead of the present one. */
  isDefault?: boolean;
  /** The name that people choose it by. */
  name: string;
  /** Its phone number, however it is written. */
  phone?: string | null | undefined;
  /** Its time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
};

/** A new queue. */
export type CreateQueueInput = {
  /** The account it belongs to. */
  accountId: string | number;
  /** The partner's own identifier of it. */
  externalId?: string | null | undefined;
  /** The name that people choose it by. */
  name: string;
};

/** A new webhook. */
export type CreateWebhookInput = {
  /** Tell it of this account only; without it, of all of the partner's. */
  accountId?: string | number | null | undefined;
  /** What it is for, 200 characters at the most. */
  description?: string | null | undefined;
  /** What it is told of, one at least; not TEST. */
  events: Array<WebhookEvent>;
  /** Where your program is told: https, on port 443 or 8443, at a public address. */
  url: string;
};

/** Who is to sign in no more. */
export type DeactivateUserInput = {
  /** The user, who is not the viewer. */
  id: string | number;
};

/** The webhook to delete. */
export type DeleteWebhookInput = {
  /** The webhook. */
  id: string | number;
};

/** What went wrong with one try. */
export type DeliveryError =
  /** The host's name leads to an address, or the URL to a port, that nothing is sent to. */
  | 'BLOCKED'
  /** The connection could not be protected: the certificate is not good for the host. */
  | 'CERTIFICATE'
  /** What was answered is not HTTP. */
  | 'INVALID_ANSWER'
  /** The host's name leads to no address. */
  | 'NAME_NOT_FOUND'
  /** It was answered with another address (3xx); none is followed. */
  | 'REDIRECT'
  /** It was answered with something else than 2xx. */
  | 'STATUS'
  /** It was not answered within 15 seconds. */
  | 'TIMEOUT'
  /** No connection could be made, or it broke off. */
  | 'UNREACHABLE';

/** How far a delivery is. */
export type DeliveryStatus =
  /** The webhook has answered with 2xx. */
  | 'DELIVERED'
  /** It was given up: after the last try, or because the webhook was disabled. */
  | 'FAILED'
  /** To be sent, for the first time or again. */
  | 'PENDING';

/** Whose detail it is. */
export type DetailSource =
  /** The account's own. */
  | 'ACCOUNT'
  /** The partner's, standing in for a missing one. */
  | 'PARTNER';

/** Whom to invite. */
export type InviteUserInput = {
  /** The practice that the person works for and is limited to. */
  accountId?: string | number | null | undefined;
  /** The e-mail address, where the link is sent. */
  email: string;
  /** The person's name. */
  name: string;
  /** What the person is to be allowed: PARTNER_ADMIN or PARTNER_SUPPORT without an account, ACCOUNT_ADMIN or ACCOUNT_SENDER with one. */
  role: Role;
};

/** What kind of text it is. */
export type MessageKind =
  /** A link to a message behind an identity check; not switched on yet. */
  | 'SECURE_TEXT'
  /** An ordinary text message. */
  | 'SMS_TEXT';

/** How far a message is. States only go forward; DELIVERED, UNDELIVERED, FAILED and CANCELED are final. */
export type MessageStatus =
  /** Taken back before it left. */
  | 'CANCELED'
  /** The recipient's carrier has confirmed it. */
  | 'DELIVERED'
  /** It was not sent; see `failure`. */
  | 'FAILED'
  /** Accepted and on disk, waiting for its turn. */
  | 'QUEUED'
  /** To be sent later. */
  | 'SCHEDULED'
  /** Handed to the carrier. */
  | 'SENDING'
  /** The carrier has sent it on. */
  | 'SENT'
  /** The carrier's answer was lost; being looked up, never blindly sent again. */
  | 'UNCERTAIN'
  /** The carrier could not deliver it; see `failure`. */
  | 'UNDELIVERED';

/** Which way a list runs. */
export type OrderDirection =
  /** Smallest, or oldest, first. */
  | 'ASC'
  /** Biggest, or newest, first. */
  | 'DESC';

/** One kind of operation. */
export type Permission =
  /** Create accounts. */
  | 'CREATE_ACCOUNTS'
  /** Let a page of the partner's embed a composer. */
  | 'CREATE_EMBED_TOKENS'
  /** Change accounts, their details, locations and queues. */
  | 'EDIT_ACCOUNTS'
  /** Change the partner's own details. */
  | 'EDIT_PARTNER'
  /** See, invite, change and deactivate users. */
  | 'MANAGE_USERS'
  /** See, create, change and delete webhooks and what was sent to them. */
  | 'MANAGE_WEBHOOKS'
  /** See accounts, locations and queues. */
  | 'READ_ACCOUNTS'
  /** See who changed what. */
  | 'READ_AUDIT_LOG'
  /** See messages. */
  | 'READ_MESSAGES'
  /** See numbers and their verifications. */
  | 'READ_NUMBERS'
  /** See how many sends ended how. */
  | 'READ_REPORTS'
  /** See who one is. */
  | 'READ_VIEWER'
  /** Ask for numbers. */
  | 'REQUEST_NUMBERS'
  /** Send texts, and take them back. */
  | 'SEND_MESSAGES';

/** The sender to get a number for. */
export type RequestSmsNumberInput = {
  /** The location or queue; an account's id means its default location. */
  senderId: string | number;
};

/** The delivery to send again. */
export type ResendWebhookDeliveryInput = {
  /** The delivery. */
  id: string | number;
};

/** What a caller is allowed. */
export type Role =
  /** Runs one practice: its details, locations, queues, users and texts. */
  | 'ACCOUNT_ADMIN'
  /** Sends and reads the texts of one practice. */
  | 'ACCOUNT_SENDER'
  /** An embedded composer: sends and reads the texts of one practice. */
  | 'EMBED'
  /** Runs everything of the partner's. */
  | 'PARTNER_ADMIN'
  /** Reads the partner's accounts and numbers; changes nothing. */
  | 'PARTNER_SUPPORT'
  /** A partner's program: all that the partner may do. */
  | 'PROGRAM';

/** The webhook that is to have a new secret. */
export type RotateWebhookSecretInput = {
  /** For how long deliveries are signed with the secret until now as well, 168 at the most; 0 when somebody else knows it. */
  hours?: number;
  /** The webhook. */
  id: string | number;
};

/** Which sends to count; all that is given must hold. */
export type SendReportFilter = {
  /** Sends of this account. */
  accountId?: string | number | null | undefined;
  /** Sends that ended so: 2000 when accepted, else the refusal's code. */
  code?: number | null | undefined;
  /** The first day; 30 days up to the last one unless it is given. */
  since?: string | null | undefined;
  /** The last day, itself included; today unless it is given. At most 366 days in all. */
  until?: string | null | undefined;
};

/** A text to send. */
export type SendSmsInput = {
  /** The text, 1,600 characters at the most. */
  body: string;
  /** Repeat the key to repeat the request safely: the first message is returned again, for 24 hours at least. 255 characters at the most. */
  idempotencyKey?: string | null | undefined;
  /** What kind of text to send. */
  kind?: MessageKind;
  /** The location or queue to send from; an account's id means its default location. */
  senderId: string | number;
  /** The recipient's number, however it is written. */
  to: string;
};

/** The webhook to send a test to. */
export type SendTestWebhookInput = {
  /** The webhook. */
  id: string | number;
};

/** How a text is encoded on the air. */
export type SmsEncoding =
  /** The GSM alphabet: 160 characters a text, 153 a segment of a longer one. */
  | 'GSM_7'
  /** Unicode: 70 characters a text, 67 a segment of a longer one. */
  | 'UCS_2';

/** The status that the number picker shows. */
export type SmsNumberStatus =
  /** The carriers have approved the number: texts can be sent from it. */
  | 'APPROVED'
  /** Verification has been requested and is not decided yet. */
  | 'PENDING'
  /** The carriers refused; the verification says why and what to mend. */
  | 'REJECTED';

/** Changes of an account; what is absent stays as it is. */
export type UpdateAccountInput = {
  /** Parts of its address. */
  address?: AddressInput | null | undefined;
  /** A second website. */
  alternativeWebsite?: string | null | undefined;
  /** Its own contact, instead of the partner's. */
  contact?: ContactInput | null | undefined;
  /** The account. */
  id: string | number;
  /** Whether it may text; null leaves that as it is. */
  isActive?: boolean | null | undefined;
  /** The practice's name. */
  name?: string | null | undefined;
  /** Its phone number, however it is written. */
  phone?: string | null | undefined;
  /** Its time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
  /** Its website, beginning with https://. */
  website?: string | null | undefined;
};

/** What verification still lacks; what is absent stays as it is. */
export type UpdateBusinessDetailsInput = {
  /** The account. */
  accountId: string | number;
  /** Parts of its address. */
  address?: AddressInput | null | undefined;
  /** A second website. */
  alternativeWebsite?: string | null | undefined;
  /** The practice's name. */
  businessName?: string | null | undefined;
  /** Its own contact, instead of the partner's. */
  contact?: ContactInput | null | undefined;
  /** Its website, beginning with https://. */
  website?: string | null | undefined;
};

/** Changes of a location; what is absent stays as it is. */
export type UpdateLocationInput = {
  /** Parts of its address. */
  address?: AddressInput | null | undefined;
  /** The partner's own identifier of it. */
  externalId?: string | null | undefined;
  /** The location. */
  id: string | number;
  /** True makes it the account's default; another one must take over to end that. */
  isDefault?: boolean | null | undefined;
  /** The name that people choose it by. */
  name?: string | null | undefined;
  /** Its phone number, however it is written. */
  phone?: string | null | undefined;
  /** Its time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
};

/** The partner's own details; what is absent stays as it is. */
export type UpdatePartnerBusinessDetailsInput = {
  /** Parts of its address. */
  address?: AddressInput | null | undefined;
  /** The contact for its accounts' verifications. */
  contact?: ContactInput | null | undefined;
  /** Its legal name. */
  legalName?: string | null | undefined;
  /** The partner's name as a business. */
  name?: string | null | undefined;
  /** Its time zone, such as America/New_York: it is told of each day at eight in the morning there. */
  timeZone?: string | null | undefined;
  /** Its website, for accounts without one. */
  website?: string | null | undefined;
};

/** Changes of a queue; what is absent stays as it is. */
export type UpdateQueueInput = {
  /** The partner's own identifier of it. */
  externalId?: string | null | undefined;
  /** The queue. */
  id: string | number;
  /** The name that people choose it by. */
  name?: string | null | undefined;
};

/** A user's new role. */
export type UpdateUserRoleInput = {
  /** The user, who is not the viewer. */
  id: string | number;
  /** The role; the partner's own people keep to the partner's roles, people of a practice to those of practices. */
  role: Role;
};

/** Changes of a webhook; what is absent stays as it is. */
export type UpdateWebhookInput = {
  /** What it is for. */
  description?: string | null | undefined;
  /** What it is told of, one at least; not TEST. */
  events?: Array<WebhookEvent> | null | undefined;
  /** The webhook. */
  id: string | number;
  /** Whether anything is sent to it. Disabling it gives up what is still to be sent; enabling it forgets since when it has been failing. */
  isEnabled?: boolean | null | undefined;
  /** Where your program is told. */
  url?: string | null | undefined;
};

/** What is wrong with an input field. */
export type UserErrorCode =
  /** It is taken. */
  | 'ALREADY_EXISTS'
  /** It is no longer possible. */
  | 'CONFLICT'
  /** It cannot be read as what it should be. */
  | 'INVALID'
  /** It names nothing that the viewer may see. */
  | 'NOT_FOUND'
  /** It is missing or blank. */
  | 'REQUIRED'
  /** It is longer than allowed. */
  | 'TOO_LONG';

/** Whether a user can sign in. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in; can be invited again. */
  | 'DEACTIVATED'
  /** Has been sent a link, and has not chosen a password yet. */
  | 'INVITED';

/** Which verifications to list; all that is given must hold. */
export type VerificationFilter = {
  /** Those of this account. */
  accountId?: string | number | null | undefined;
  /** Whether they are the newest request for their number. */
  isNewest?: boolean | null | undefined;
  /** Whether they are not decided yet though requested more than three business days ago. */
  isOverdue?: boolean | null | undefined;
  /** Words to be found in the account's name, external id, city or phone number, in any order. */
  search?: string | null | undefined;
  /** Those with one of these statuses. */
  statuses?: Array<VerificationStatus> | null | undefined;
};

/** How to order verifications. */
export type VerificationOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** By what. */
  field: VerificationOrderField;
};

/** What verifications can be ordered by. */
export type VerificationOrderField =
  /** By when they were requested. */
  | 'REQUESTED_AT';

/** How far a verification is. */
export type VerificationStatus =
  /** Refused, and still open for correction until `editableUntil`. */
  | 'ACTION_REQUIRED'
  /** Approved. */
  | 'APPROVED'
  /** The carrier is looking at it. */
  | 'IN_REVIEW'
  /** Refused; a correction starts a new request. */
  | 'REJECTED'
  /** Requested by us, not yet with the carrier. */
  | 'REQUESTED'
  /** With the carrier. */
  | 'SUBMITTED';

/** What kind of caller is asking. */
export type ViewerKind =
  /** Somebody who works for one practice, signed in. */
  | 'ACCOUNT_USER'
  /** The carrier, by what it decided. */
  | 'CARRIER'
  /** A composer embedded in a page of the partner's, for one account. */
  | 'EMBED'
  /** Whoever runs this server, by its commands or its worker. */
  | 'OPERATOR'
  /** A partner's program, by one of the partner's credentials. */
  | 'PARTNER'
  /** Somebody who works for the partner, signed in. */
  | 'PARTNER_USER';

/** Why a webhook is disabled. */
export type WebhookDisabledReason =
  /** For five days nothing arrived there. */
  | 'FAILING'
  /** It answered 410: it wants nothing any more. */
  | 'GONE'
  /** Somebody disabled it. */
  | 'REQUESTED';

/** What a webhook is told of. In a payload's `type` it is in lower case. */
export type WebhookEvent =
  /** At once: a text has come to another status. */
  | 'MESSAGE_STATUS'
  /** At once: the verification of one number has been decided. */
  | 'SMS_NUMBER_STATUS'
  /** Once a day, at eight in the morning of the partner's time zone: the numbers whose verification has been decided since the last time. Nothing on days without any. */
  | 'SMS_VERIFICATION_STATUS'
  /** What sendTestWebhook sends; no webhook subscribes to it. */
  | 'TEST';

/** Whether anything is sent to a webhook. */
export type WebhookStatus =
  /** Nothing is sent to it, nor kept for it; see `disabledReason`. */
  | 'DISABLED'
  /** What happens is sent to it. */
  | 'ENABLED';

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
    | { __typename: 'AuditLogEntry' }
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

export type PickedNumberFragment = { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null };

type PickedSender_Location_Fragment = { __typename: 'Location', isDefault: boolean, id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

type PickedSender_Queue_Fragment = { __typename: 'Queue', id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

export type PickedSenderFragment =
  | PickedSender_Location_Fragment
  | PickedSender_Queue_Fragment
;

export type ComposerQueryVariables = Exact<{
  accountId: string | number;
}>;


export type ComposerQuery = { viewer: { permissions: Array<Permission>, partner: { smsEnabled: boolean } }, account: { id: string, businessDetails: { isComplete: boolean }, senders: { nodes: Array<
        | { __typename: 'Location', isDefault: boolean, id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { __typename: 'Queue', id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MoreSendersQueryVariables = Exact<{
  accountId: string | number;
  after: string;
}>;


export type MoreSendersQuery = { account: { id: string, senders: { nodes: Array<
        | { __typename: 'Location', isDefault: boolean, id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { __typename: 'Queue', id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type SendSmsMutationVariables = Exact<{
  input: SendSmsInput;
}>;


export type SendSmsMutation = { sendSms:
    | { __typename: 'AccountInactiveError', code: number, message: string }
    | { __typename: 'BusinessDetailsInsufficientError', code: number, message: string, missing: Array<BusinessDetailField>, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'IdempotencyConflictError', code: number, message: string }
    | { __typename: 'InvalidInputError', code: number, message: string, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> }
    | { __typename: 'RecipientOptedOutError', code: number, message: string }
    | { __typename: 'SendLimitReachedError', code: number, message: string, retryAt: string }
    | { __typename: 'SendSmsSuccess', smsMessage: { id: string, status: MessageStatus } }
    | { __typename: 'SmsNotEnabledError', code: number, message: string }
    | { __typename: 'SmsNumberNotVerifiedError', code: number, message: string }
   };

export type RequestSmsNumberMutationVariables = Exact<{
  input: RequestSmsNumberInput;
}>;


export type RequestSmsNumberMutation = { requestSmsNumber:
    | { __typename: 'AccountInactiveError', code: number, message: string }
    | { __typename: 'BusinessDetailsInsufficientError', code: number, message: string, missing: Array<BusinessDetailField>, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'InvalidInputError', code: number, message: string, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> }
    | { __typename: 'RequestSmsNumberSuccess', smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } }
    | { __typename: 'SmsNotEnabledError', code: number, message: string }
   };

export type MessageWayQueryVariables = Exact<{
  id: string | number;
}>;


export type MessageWayQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage', id: string, to: string, body: string, encoding: SmsEncoding, segments: number, status: MessageStatus, createdAt: string, updatedAt: string, from: { id: string, phoneNumber: string | null }, sender:
        | { id: string, name: string }
        | { id: string, name: string }
      , events: Array<{ status: MessageStatus, at: string, code: number | null }>, failure: { code: number | null, message: string, isRetryable: boolean } | null }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null };

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

export type MessageDetailFragment = { id: string, to: string, body: string, encoding: SmsEncoding, segments: number, status: MessageStatus, createdAt: string, updatedAt: string, from: { id: string, phoneNumber: string | null }, sender:
    | { id: string, name: string }
    | { id: string, name: string }
  , events: Array<{ status: MessageStatus, at: string, code: number | null }>, failure: { code: number | null, message: string, isRetryable: boolean } | null };

export type MessagesQueryVariables = Exact<{
  accountId: string | number;
  first: number;
  after?: string | null | undefined;
  status?: MessageStatus | null | undefined;
}>;


export type MessagesQuery = { account: { id: string, name: string, messages: { nodes: Array<{ id: string, to: string, body: string, status: MessageStatus, createdAt: string, sender:
          | { id: string, name: string }
          | { id: string, name: string }
         }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } | null };

type SenderRow_Location_Fragment = { __typename: 'Location', isDefault: boolean, id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

type SenderRow_Queue_Fragment = { __typename: 'Queue', id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

export type SenderRowFragment =
  | SenderRow_Location_Fragment
  | SenderRow_Queue_Fragment
;

export type AccountQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type AccountQuery = { viewer: { partner: { name: string, smsEnabled: boolean } }, account: { externalId: string, phone: string | null, timeZone: string | null, createdAt: string, updatedAt: string, id: string, name: string, senders: { totalCount: number, nodes: Array<
        | { __typename: 'Location', isDefault: boolean, id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { __typename: 'Queue', id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null };

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

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { viewer: { partner: { id: string, name: string, smsEnabled: boolean } }, overview: { accounts: { total: number, complete: number, incomplete: number, withoutNumber: number }, smsNumbers: Array<{ status: SmsNumberStatus, count: number }>, verifications: { inFlight: number, overdue: number }, sends: Array<{ day: string, accepted: number, refused: number }>, messages: Array<{ status: MessageStatus, count: number }> } };

export type PartnerDetailsFragment = { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } };

export type PartnerDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerDetailsQuery = { viewer: { partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } } };

export type UpdatePartnerBusinessDetailsMutationVariables = Exact<{
  input: UpdatePartnerBusinessDetailsInput;
}>;


export type UpdatePartnerBusinessDetailsMutation = { updatePartnerBusinessDetails: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } | null } };

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

export type SendReportQueryVariables = Exact<{
  filter?: SendReportFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SendReportQuery = { sendReport: { since: string, until: string, totals: Array<{ day: string, code: number, count: number }>, rows: { nodes: Array<{ day: string, code: number, count: number, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } };

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

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { inviteUser: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

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
    | { __typename: 'AuditLogEntry' }
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
    | { __typename: 'AuditLogEntry' }
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
export const PickedNumberFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PickedNumber on SmsNumber {
  id
  phoneNumber
  status
  verification {
    id
    status
    requestedAt
    rejectionReasons {
      ...Reason
    }
  }
}
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`, {"fragmentName":"PickedNumber"}) as unknown as TypedDocumentString<PickedNumberFragment, unknown>;
export const PickedSenderFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PickedSender on Sender {
  __typename
  id
  name
  ... on Location {
    isDefault
  }
  smsNumber {
    ...PickedNumber
  }
}
    fragment PickedNumber on SmsNumber {
  id
  phoneNumber
  status
  verification {
    id
    status
    requestedAt
    rejectionReasons {
      ...Reason
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
export const MessageDetailFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MessageDetail on SmsMessage {
  id
  to
  body
  encoding
  segments
  status
  createdAt
  updatedAt
  from {
    id
    phoneNumber
  }
  sender {
    id
    name
  }
  events {
    status
    at
    code
  }
  failure {
    code
    message
    isRetryable
  }
}
    `, {"fragmentName":"MessageDetail"}) as unknown as TypedDocumentString<MessageDetailFragment, unknown>;
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
    query Composer($accountId: ID!) {
  viewer {
    permissions
    partner {
      smsEnabled
    }
  }
  account(id: $accountId) {
    id
    businessDetails {
      isComplete
    }
    senders(first: 100) {
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
    fragment PickedNumber on SmsNumber {
  id
  phoneNumber
  status
  verification {
    id
    status
    requestedAt
    rejectionReasons {
      ...Reason
    }
  }
}
fragment PickedSender on Sender {
  __typename
  id
  name
  ... on Location {
    isDefault
  }
  smsNumber {
    ...PickedNumber
  }
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<ComposerQuery, ComposerQueryVariables>;
export const MoreSendersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MoreSenders($accountId: ID!, $after: String!) {
  account(id: $accountId) {
    id
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
    fragment PickedNumber on SmsNumber {
  id
  phoneNumber
  status
  verification {
    id
    status
    requestedAt
    rejectionReasons {
      ...Reason
    }
  }
}
fragment PickedSender on Sender {
  __typename
  id
  name
  ... on Location {
    isDefault
  }
  smsNumber {
    ...PickedNumber
  }
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<MoreSendersQuery, MoreSendersQueryVariables>;
export const SendSmsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendSms($input: SendSmsInput!) {
  sendSms(input: $input) {
    __typename
    ... on SendSmsSuccess {
      smsMessage {
        id
        status
      }
    }
    ... on SmsError {
      code
      message
    }
    ... on BusinessDetailsInsufficientError {
      missing
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
        ...PickedNumber
      }
    }
    ... on SmsError {
      code
      message
    }
    ... on BusinessDetailsInsufficientError {
      missing
      rejectionReasons {
        ...Reason
      }
    }
    ... on InvalidInputError {
      userErrors {
        ...UserErrors
      }
    }
  }
}
    fragment PickedNumber on SmsNumber {
  id
  phoneNumber
  status
  verification {
    id
    status
    requestedAt
    rejectionReasons {
      ...Reason
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
}`) as unknown as TypedDocumentString<RequestSmsNumberMutation, RequestSmsNumberMutationVariables>;
export const MessageWayDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MessageWay($id: ID!) {
  node(id: $id) {
    __typename
    ... on SmsMessage {
      ...MessageDetail
    }
  }
}
    fragment MessageDetail on SmsMessage {
  id
  to
  body
  encoding
  segments
  status
  createdAt
  updatedAt
  from {
    id
    phoneNumber
  }
  sender {
    id
    name
  }
  events {
    status
    at
    code
  }
  failure {
    code
    message
    isRetryable
  }
}`) as unknown as TypedDocumentString<MessageWayQuery, MessageWayQueryVariables>;
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
export const MessagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Messages($accountId: ID!, $first: Int!, $after: String, $status: MessageStatus) {
  account(id: $accountId) {
    id
    name
    messages(first: $first, after: $after, status: $status) {
      nodes {
        id
        to
        body
        status
        createdAt
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
export const AccountDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Account($id: ID!, $first: Int!, $after: String) {
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
    createdAt
    updatedAt
    ...Details
    senders(first: $first, after: $after) {
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
}`) as unknown as TypedDocumentString<AccountQuery, AccountQueryVariables>;
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
    verifications {
      inFlight
      overdue
    }
    sends {
      day
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
export const SendReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SendReport($filter: SendReportFilter, $first: Int!, $after: String) {
  sendReport(filter: $filter) {
    since
    until
    totals {
      day
      code
      count
    }
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
    `) as unknown as TypedDocumentString<SendReportQuery, SendReportQueryVariables>;
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
export const InviteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation InviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
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
}`) as unknown as TypedDocumentString<InviteUserMutation, InviteUserMutationVariables>;
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