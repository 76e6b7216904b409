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

export type MenuCountsQueryVariables = Exact<{
  isPartner: boolean;
  mayEdit: boolean;
}>;


export type MenuCountsQuery = { overview?: { smsNumbers: Array<{ status: SmsNumberStatus, count: number }> }, accountRequests?: { totalCount: number } };

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

export const MenuCountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MenuCounts($isPartner: Boolean!, $mayEdit: Boolean!) {
  overview @include(if: $isPartner) {
    smsNumbers {
      status
      count
    }
  }
  accountRequests(first: 1) @include(if: $mayEdit) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<MenuCountsQuery, MenuCountsQueryVariables>;