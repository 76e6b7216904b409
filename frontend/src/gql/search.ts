/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Status of a number, as the number picker shows it. */
export type SmsNumberStatus =
  /** The carriers approved the number. It can send messages. */
  | 'APPROVED'
  /** Verification is requested and not yet decided. */
  | 'PENDING'
  /** The carriers rejected the number. Its verification says why and what to correct. */
  | 'REJECTED';

export type SearchQueryVariables = Exact<{
  query: string;
  first: number;
}>;


export type SearchQuery = { search: Array<
    | { __typename: 'Account', id: string, name: string, externalId: string, businessDetails: { address: { city: string | null, state: string | null } } }
    | { __typename: 'SmsMessage', id: string, to: string, createdAt: string, account: { id: string, name: string } }
    | { __typename: 'SmsNumber', id: string, phoneNumber: string | null, status: SmsNumberStatus, sender:
        | { id: string, name: string }
        | { id: string, name: string }
      , account: { id: string, name: string } }
  > };

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

export const SearchDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Search($query: String!, $first: Int!) {
  search(query: $query, first: $first) {
    __typename
    ... on Account {
      id
      name
      externalId
      businessDetails {
        address {
          city
          state
        }
      }
    }
    ... on SmsNumber {
      id
      phoneNumber
      status
      sender {
        id
        name
      }
      account {
        id
        name
      }
    }
    ... on SmsMessage {
      id
      to
      createdAt
      account {
        id
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SearchQuery, SearchQueryVariables>;