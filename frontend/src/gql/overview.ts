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

/** Status of a number, as the number picker shows it. */
export type SmsNumberStatus =
  /** The carriers approved the number. It can send messages. */
  | 'APPROVED'
  /** Verification is requested and not yet decided. */
  | 'PENDING'
  /** The carriers rejected the number. Its verification says why and what to correct. */
  | 'REJECTED';

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

export type OpenRequestFragment = { id: string, askedBy: string, note: string | null, createdAt: string };

export type ReasonFragment = { code: number, message: string, fields: Array<BusinessDetailField>, isRetryable: boolean };

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
export const TrendFigureFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment TrendFigure on Trend {
  days
  current
  previous
}
    `, {"fragmentName":"TrendFigure"}) as unknown as TypedDocumentString<TrendFigureFragment, unknown>;
export const ReasonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Reason on RejectionReason {
  code
  message
  fields
  isRetryable
}
    `, {"fragmentName":"Reason"}) as unknown as TypedDocumentString<ReasonFragment, unknown>;
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
export const OpenRequestFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment OpenRequest on AccountRequest {
  id
  askedBy
  note
  createdAt
}
    `, {"fragmentName":"OpenRequest"}) as unknown as TypedDocumentString<OpenRequestFragment, unknown>;
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
}`) as unknown as TypedDocumentString<AttentionQuery, AttentionQueryVariables>;