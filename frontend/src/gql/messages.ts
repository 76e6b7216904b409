/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Input of cancelSms. */
export type CancelSmsInput = {
  /** ID of the message. */
  id: string | number;
};

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
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
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