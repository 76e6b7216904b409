/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Whose detail it is. */
export type DetailSource =
  /** The account's own. */
  | 'ACCOUNT'
  /** The partner's, standing in for a missing one. */
  | 'PARTNER';

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
  /** See accounts, locations and queues. */
  | 'READ_ACCOUNTS'
  /** See who changed what. */
  | 'READ_AUDIT_LOG'
  /** See messages. */
  | 'READ_MESSAGES'
  /** See numbers and their verifications. */
  | 'READ_NUMBERS'
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


export type ComposerQuery = { viewer: { permissions: Array<Permission>, partner: { smsEnabled: boolean } }, account: { id: string, name: string, senders: { nodes: Array<
        | { __typename: 'Location', isDefault: boolean, id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        | { __typename: 'Queue', id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
      >, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null };

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
    | { __typename: 'BusinessDetailsInsufficientError', code: number, message: string, missing: Array<BusinessDetailField>, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> }
    | { __typename: 'InvalidInputError', code: number, message: string, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> }
    | { __typename: 'RequestSmsNumberSuccess', smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } }
    | { __typename: 'SmsNotEnabledError', code: number, message: string }
   };

export type MessageWayQueryVariables = Exact<{
  id: string | number;
}>;


export type MessageWayQuery = { node:
    | { id: string, to: string, body: string, encoding: SmsEncoding, segments: number, status: MessageStatus, createdAt: string, updatedAt: string, from: { id: string, phoneNumber: string | null }, sender:
        | { id: string, name: string }
        | { id: string, name: string }
      , events: Array<{ status: MessageStatus, at: string, code: number | null }>, failure: { code: number | null, message: string, isRetryable: boolean } | null }
    | Record<PropertyKey, never>
   | null };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type DetailsFragment = { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } };

export type UpdateBusinessDetailsMutationVariables = Exact<{
  input: UpdateBusinessDetailsInput;
}>;


export type UpdateBusinessDetailsMutation = { updateBusinessDetails: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, account: { id: string, name: string, senders: { nodes: Array<
          | { __typename: 'Location', isDefault: boolean, id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
          | { __typename: 'Queue', id: string, name: string, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null }
        > }, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } } | null } };

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

export type PartnerStateQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerStateQuery = { viewer: { partner: { id: string, name: string, smsEnabled: boolean } } };

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
export const ComposerDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Composer($accountId: ID!) {
  viewer {
    permissions
    partner {
      smsEnabled
    }
  }
  account(id: $accountId) {
    ...Details
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
export const UpdateBusinessDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateBusinessDetails($input: UpdateBusinessDetailsInput!) {
  updateBusinessDetails(input: $input) {
    userErrors {
      ...UserErrors
    }
    account {
      ...Details
      senders(first: 1) {
        nodes {
          ...PickedSender
        }
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
}
fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}`) as unknown as TypedDocumentString<UpdateBusinessDetailsMutation, UpdateBusinessDetailsMutationVariables>;
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