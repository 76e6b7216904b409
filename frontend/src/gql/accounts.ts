/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Filter for accounts. An account must match every field that is set. */
export type AccountFilter = {
  /** True for accounts whose business details suffice to request verification, false for the others. */
  isComplete?: boolean | null | undefined;
  /** Status that at least one of the account's numbers has. */
  numberStatus?: AccountNumberStatus | null | undefined;
  /** Words to find in the name, external ID, city, state, ZIP code, phone number or short name, in any order; 200 characters at most. If no account has them, one typo per word is forgiven. */
  search?: string | null | undefined;
};

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

/** Sort order of accounts. */
export type AccountOrder = {
  /** Sort direction. */
  direction?: OrderDirection;
  /** Field to sort by. */
  field: AccountOrderField;
};

/** Field to sort accounts by. */
export type AccountOrderField =
  /** Time of creation. */
  | 'CREATED_AT'
  /** Name, ignoring case. */
  | 'NAME'
  /** Time of the last change. */
  | 'UPDATED_AT';

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

/** Input of createAccount. */
export type CreateAccountInput = {
  /** Postal address. */
  address?: AddressInput | null | undefined;
  /** Second website, such as a social media page. */
  alternativeWebsite?: string | null | undefined;
  /** Contact of the practice. Missing fields fall back to the partner's contact. */
  contact?: ContactInput | null | undefined;
  /** Your own identifier of the account; unique among your accounts. */
  externalId: string;
  /** Name of the practice. */
  name: string;
  /** Phone number for calls, in any notation. */
  phone?: string | null | undefined;
  /** IANA time zone, such as America/New_York. */
  timeZone?: string | null | undefined;
  /** Website, starting with http:// or https://. Falls back to the partner's. */
  website?: string | null | undefined;
};

/** Sort direction. */
export type OrderDirection =
  /** Ascending: smallest or oldest first. */
  | 'ASC'
  /** Descending: largest or newest first. */
  | 'DESC';

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
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
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