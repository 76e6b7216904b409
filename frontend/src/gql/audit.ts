/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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