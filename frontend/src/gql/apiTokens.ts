/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Input of createApiToken. */
export type CreateApiTokenInput = {
  /** Name of the token, such as the program that uses it; 100 characters at most. */
  name: string;
};

/** Input of revokeApiToken. */
export type RevokeApiTokenInput = {
  /** ID of the token. */
  id: string | number;
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

export type ListedApiTokenFragment = { id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null };

export type ApiTokensQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type ApiTokensQuery = { apiTokens: { nodes: Array<{ id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type CreateApiTokenMutationVariables = Exact<{
  input: CreateApiTokenInput;
}>;


export type CreateApiTokenMutation = { createApiToken: { token: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, apiToken: { id: string } | null } };

export type RevokeApiTokenMutationVariables = Exact<{
  input: RevokeApiTokenInput;
}>;


export type RevokeApiTokenMutation = { revokeApiToken: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, apiToken: { id: string, name: string, createdAt: string, lastUsedAt: string | null, revokedAt: string | null } | null } };

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
export const ListedApiTokenFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}
    `, {"fragmentName":"ListedApiToken"}) as unknown as TypedDocumentString<ListedApiTokenFragment, unknown>;
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const ApiTokensDocument = /*#__PURE__*/ new TypedDocumentString(`
    query ApiTokens($first: Int!, $after: String) {
  apiTokens(first: $first, after: $after) {
    nodes {
      ...ListedApiToken
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}`) as unknown as TypedDocumentString<ApiTokensQuery, ApiTokensQueryVariables>;
export const CreateApiTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateApiToken($input: CreateApiTokenInput!) {
  createApiToken(input: $input) {
    userErrors {
      ...UserErrors
    }
    apiToken {
      id
    }
    token
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateApiTokenMutation, CreateApiTokenMutationVariables>;
export const RevokeApiTokenDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RevokeApiToken($input: RevokeApiTokenInput!) {
  revokeApiToken(input: $input) {
    userErrors {
      ...UserErrors
    }
    apiToken {
      ...ListedApiToken
    }
  }
}
    fragment ListedApiToken on ApiToken {
  id
  name
  createdAt
  lastUsedAt
  revokedAt
}
fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RevokeApiTokenMutation, RevokeApiTokenMutationVariables>;