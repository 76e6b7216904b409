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

/** Owner of a business detail. */
export type DetailSource =
  /** The account itself. */
  | 'ACCOUNT'
  /** The partner, because the account has no value of its own. */
  | 'PARTNER';

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

export type UserErrorsFragment = { field: Array<string>, code: UserErrorCode, message: string };

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type DetailsFragment = { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } };

export type OpenRequestFragment = { id: string, askedBy: string, note: string | null, createdAt: string };

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