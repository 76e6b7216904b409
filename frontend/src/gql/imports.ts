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

/** What an import did with a value. */
export type ImportAction =
  /** Stored the value in another form. */
  | 'CORRECTED'
  /** Ignored the column, which is unknown. */
  | 'IGNORED'
  /** Did not store the value, which is invalid. The stored value, if any, is unchanged. */
  | 'REFUSED'
  /** Stored nothing of the row. */
  | 'ROW_REFUSED';

/** Reason why an import ended before its last row. */
export type ImportFailure =
  /** The caller that started it lost its access or its role. */
  | 'ACCESS_ENDED'
  /** An unexpected error occurred. */
  | 'INTERNAL_ERROR'
  /** The server stopped five times without storing another row. */
  | 'INTERRUPTED';

/** Contents of an imported file. */
export type ImportKind =
  /** A row per account. */
  | 'ACCOUNTS'
  /** A row per location of an account. */
  | 'LOCATIONS';

/** Progress of an import. */
export type ImportState =
  /** Every row is stored or reported as refused. */
  | 'COMPLETED'
  /** Ended before the last row; see `failure` and `rowsDone`. */
  | 'FAILED'
  /** Waiting for the worker. */
  | 'QUEUED'
  /** Rows are being stored. */
  | 'RUNNING';

export type ListedImportFragment = { id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string };

export type ImportsQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ImportsQuery = { imports: { totalCount: number, nodes: Array<{ id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type ImportQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportQuery = { import: { id: string, fileName: string, kind: ImportKind, state: ImportState, failure: ImportFailure | null, rowsTotal: number, rowsDone: number, created: number, updated: number, unchanged: number, refused: number, problemCount: number, actorName: string, createdAt: string, problems: Array<{ row: number, externalId: string, column: string, value: string, code: ImportAction, message: string }> } | null };

export type CompletenessQueryVariables = Exact<{ [key: string]: never; }>;


export type CompletenessQuery = { accounts: { totalCount: number }, complete: { totalCount: number }, viewer: { partner: { businessDetails: { missing: Array<BusinessDetailField> } } } };

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
export const ListedImportFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}
    `, {"fragmentName":"ListedImport"}) as unknown as TypedDocumentString<ListedImportFragment, unknown>;
export const ImportsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Imports($first: Int!, $after: String) {
  imports(first: $first, after: $after) {
    totalCount
    nodes {
      ...ListedImport
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}`) as unknown as TypedDocumentString<ImportsQuery, ImportsQueryVariables>;
export const ImportDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Import($id: ID!) {
  import(id: $id) {
    ...ListedImport
    problems {
      row
      externalId
      column
      value
      code
      message
    }
  }
}
    fragment ListedImport on Import {
  id
  fileName
  kind
  state
  failure
  rowsTotal
  rowsDone
  created
  updated
  unchanged
  refused
  problemCount
  actorName
  createdAt
}`) as unknown as TypedDocumentString<ImportQuery, ImportQueryVariables>;
export const CompletenessDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Completeness {
  accounts(first: 1) {
    totalCount
  }
  complete: accounts(first: 1, filter: {isComplete: true}) {
    totalCount
  }
  viewer {
    partner {
      businessDetails {
        missing
      }
    }
  }
}
    `) as unknown as TypedDocumentString<CompletenessQuery, CompletenessQueryVariables>;