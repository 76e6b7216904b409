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

/** Sort direction. */
export type OrderDirection =
  /** Ascending: smallest or oldest first. */
  | 'ASC'
  /** Descending: largest or newest first. */
  | 'DESC';

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

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

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