/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Filter for a send report. A send must match every field that is set. */
export type SendReportFilter = {
  /** Sends of this account. */
  accountId?: string | number | null | undefined;
  /** Sends with this result: 2000 if accepted, otherwise the error code of the refusal. */
  code?: number | null | undefined;
  /** First day, included. Defaults to 29 days before `until`, which makes 30 days. */
  since?: string | null | undefined;
  /** Last day, included. Defaults to today (UTC). A report covers 366 days at most. */
  until?: string | null | undefined;
};

export type SendTotalsFragment = { totals: Array<{ day: string, code: number, count: number }> };

export type SendReportQueryVariables = Exact<{
  filter?: SendReportFilter | null | undefined;
  before?: SendReportFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SendReportQuery = { previous: { totals: Array<{ day: string, code: number, count: number }> }, sendReport: { since: string, until: string, rows: { nodes: Array<{ day: string, code: number, count: number, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, totals: Array<{ day: string, code: number, count: number }> } };

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
export const SendTotalsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SendTotals on SendReport {
  totals {
    day
    code
    count
  }
}
    `, {"fragmentName":"SendTotals"}) as unknown as TypedDocumentString<SendTotalsFragment, unknown>;
export const SendReportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SendReport($filter: SendReportFilter, $before: SendReportFilter, $first: Int!, $after: String) {
  previous: sendReport(filter: $before) {
    ...SendTotals
  }
  sendReport(filter: $filter) {
    since
    until
    ...SendTotals
    rows(first: $first, after: $after) {
      nodes {
        day
        code
        count
        account {
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
    fragment SendTotals on SendReport {
  totals {
    day
    code
    count
  }
}`) as unknown as TypedDocumentString<SendReportQuery, SendReportQueryVariables>;