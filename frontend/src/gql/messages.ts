/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Owner of a business detail. */
export type DetailSource =
  /** The account itself. */
  | 'ACCOUNT'
  /** The partner, because the account has no value of its own. */
  | 'PARTNER';

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

export type UserErrorsFragment = { field: Array<string>, code: UserErrorCode, message: string };

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type DetailsFragment = { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } };

export type OpenRequestFragment = { id: string, askedBy: string, note: string | null, createdAt: string };

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
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const ReasonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}
    `, {"fragmentName":"Reason"}) as unknown as TypedDocumentString<ReasonFragment, unknown>;
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
export const OpenRequestFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OpenRequest on AccountRequest {
  id
  askedBy
  note
  createdAt
}
    `, {"fragmentName":"OpenRequest"}) as unknown as TypedDocumentString<OpenRequestFragment, unknown>;
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