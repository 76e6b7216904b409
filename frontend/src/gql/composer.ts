/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Input of askForDetails. */
export type AskForDetailsInput = {
  /** ID of the account. */
  accountId: string | number;
  /** Note for the administrators, 500 characters at most; must not name patients. */
  note?: string | null | undefined;
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

/** Input of requestSmsNumber. */
export type RequestSmsNumberInput = {
  /** ID of the location or queue. An account's ID means its default location. */
  senderId: string | number;
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

/** Whether a composer selects a sender before its user does. */
export type SenderPreselection =
  /** Select none; the user chooses a sender for each message. */
  | 'ALWAYS_ASK'
  /** Select the sender that the user sent from last; without one, the default location. */
  | 'LAST_USED';

/** Status of a number, as the number picker shows it. */
export type SmsNumberStatus =
  /** The carriers approved the number. It can send messages. */
  | 'APPROVED'
  /** Verification is requested and not yet decided. */
  | 'PENDING'
  /** The carriers rejected the number. Its verification says why and what to correct. */
  | 'REJECTED';

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
    | { __typename: 'AccountInactiveError', message: string }
    | { __typename: 'BusinessDetailsInsufficientError', message: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'InvalidInputError', message: string }
    | { __typename: 'RequestSmsNumberSuccess', smsNumber: { id: string } }
    | { __typename: 'SmsNotEnabledError', message: string }
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

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

export type UserErrorsFragment = { field: Array<string>, code: UserErrorCode, message: string };

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
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
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
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}
fragment UserErrors on UserError {
  field
  code
  message
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
    ... on SmsError {
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