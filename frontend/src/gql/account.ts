/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Owner of a business detail. */
export type DetailSource =
  /** The account itself. */
  | 'ACCOUNT'
  /** The partner, because the account has no value of its own. */
  | 'PARTNER';

/** Input of requestSmsNumbers. */
export type RequestSmsNumbersInput = {
  /** IDs of locations and queues of one account, from 1 to 100. */
  senderIds: Array<string | number>;
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

/** Input of updateQueue. An omitted field stays unchanged; null or blank clears it. */
export type UpdateQueueInput = {
  /** Your own identifier of the queue. */
  externalId?: string | null | undefined;
  /** ID of the queue. */
  id: string | number;
  /** Name that people choose the queue by; cannot be cleared. */
  name?: string | null | undefined;
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

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type DetailsFragment = { id: string, name: string, businessDetails: { website: string | null, alternativeWebsite: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, effective: { businessName: string | null, website: string | null, alternativeWebsite: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null }, origins: Array<{ field: BusinessDetailField, source: DetailSource }>, warnings: Array<{ field: BusinessDetailField, code: string, message: string }> } } };

type SenderRow_Location_Fragment = { __typename: 'Location', isDefault: boolean, id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

type SenderRow_Queue_Fragment = { __typename: 'Queue', id: string, name: string, externalId: string | null, smsNumber: { id: string, phoneNumber: string | null, status: SmsNumberStatus, verification: { id: string, status: VerificationStatus, requestedAt: string, isOverdue: boolean, rejectionReasons: Array<{ code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean }> } | null } | null };

export type SenderRowFragment =
  | SenderRow_Location_Fragment
  | SenderRow_Queue_Fragment
;

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

export type OpenRequestFragment = { id: string, askedBy: string, note: string | null, createdAt: string };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

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
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}`, {"fragmentName":"Details"}) as unknown as TypedDocumentString<DetailsFragment, unknown>;
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
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
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