/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Input of deactivateUser. */
export type DeactivateUserInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
};

/** Input of inviteUser. */
export type InviteUserInput = {
  /** ID of the account that the user is limited to; omit for users of the partner. */
  accountId?: string | number | null | undefined;
  /** Email address that the invitation is sent to. */
  email: string;
  /** Name of the user. */
  name: string;
  /** PARTNER_ADMIN or PARTNER_SUPPORT without an account; ACCOUNT_ADMIN or ACCOUNT_SENDER with one. */
  role: Role;
};

/** Input of renewUserLink. */
export type RenewUserLinkInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
};

/** Role of a caller, which decides its permissions. */
export type Role =
  /** Administers one practice: its details, locations, queues, users and messages. */
  | 'ACCOUNT_ADMIN'
  /** Sends and reads the messages of one practice. */
  | 'ACCOUNT_SENDER'
  /** Embedded composer: sends and reads the messages of one practice. */
  | 'EMBED'
  /** Administers everything that belongs to the partner. */
  | 'PARTNER_ADMIN'
  /** Reads the partner's accounts and numbers; changes nothing. */
  | 'PARTNER_SUPPORT'
  /** The partner's program: all of the partner's permissions except MANAGE_API_TOKENS. */
  | 'PROGRAM';

/** Input of updateUserRole. */
export type UpdateUserRoleInput = {
  /** ID of the user, who cannot be the viewer. */
  id: string | number;
  /** New role: a partner's role for users of the partner, an account's role for users of a practice. */
  role: Role;
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

/** Sign-in status of a user. */
export type UserStatus =
  /** Can sign in. */
  | 'ACTIVE'
  /** Cannot sign in; can be invited again. */
  | 'DEACTIVATED'
  /** Invited by email; has not chosen a password yet. */
  | 'INVITED';

export type UserErrorsFragment = { field: Array<string>, code: UserErrorCode, message: string };

export type ListedUserFragment = { id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null };

export type UsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  status?: UserStatus | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, nodes: Array<{ id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type AccountUsersQueryVariables = Exact<{
  accountId: string | number;
  first: number;
  after?: string | null | undefined;
  status?: UserStatus | null | undefined;
}>;


export type AccountUsersQuery = { account: { id: string, users: { totalCount: number, nodes: Array<{ id: string, name: string, email: string, role: Role, status: UserStatus, lastSignInAt: string | null, hasSecondFactor: boolean, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } } | null };

export type MailStateQueryVariables = Exact<{ [key: string]: never; }>;


export type MailStateQuery = { viewer: { isMailConfigured: boolean } };

export type InviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type InviteUserMutation = { inviteUser: { link: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type RenewUserLinkMutationVariables = Exact<{
  input: RenewUserLinkInput;
}>;


export type RenewUserLinkMutation = { renewUserLink: { link: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type UpdateUserRoleMutationVariables = Exact<{
  input: UpdateUserRoleInput;
}>;


export type UpdateUserRoleMutation = { updateUserRole: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type DeactivateUserMutationVariables = Exact<{
  input: DeactivateUserInput;
}>;


export type DeactivateUserMutation = { deactivateUser: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, user: { id: string } | null } };

export type FindAccountsQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type FindAccountsQuery = { accounts: { nodes: Array<{ id: string, name: string, externalId: string }>, pageInfo: { hasNextPage: boolean } } };

export type AccountNameQueryVariables = Exact<{
  id: string | number;
}>;


export type AccountNameQuery = { account: { id: string, name: string } | null };

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
export const ListedUserFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}
    `, {"fragmentName":"ListedUser"}) as unknown as TypedDocumentString<ListedUserFragment, unknown>;
export const UsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Users($first: Int!, $after: String, $status: UserStatus) {
  users(first: $first, after: $after, status: $status) {
    totalCount
    nodes {
      ...ListedUser
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      endCursor
    }
  }
}
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const AccountUsersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountUsers($accountId: ID!, $first: Int!, $after: String, $status: UserStatus) {
  account(id: $accountId) {
    id
    users(first: $first, after: $after, status: $status) {
      totalCount
      nodes {
        ...ListedUser
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
}
    fragment ListedUser on User {
  id
  name
  email
  role
  status
  lastSignInAt
  hasSecondFactor
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<AccountUsersQuery, AccountUsersQueryVariables>;
export const MailStateDocument = /*#__PURE__*/ new TypedDocumentString(`
    query MailState {
  viewer {
    isMailConfigured
  }
}
    `) as unknown as TypedDocumentString<MailStateQuery, MailStateQueryVariables>;
export const InviteUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation InviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
    link
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<InviteUserMutation, InviteUserMutationVariables>;
export const RenewUserLinkDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RenewUserLink($input: RenewUserLinkInput!) {
  renewUserLink(input: $input) {
    userErrors {
      ...UserErrors
    }
    link
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RenewUserLinkMutation, RenewUserLinkMutationVariables>;
export const UpdateUserRoleDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateUserRole($input: UpdateUserRoleInput!) {
  updateUserRole(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateUserRoleMutation, UpdateUserRoleMutationVariables>;
export const DeactivateUserDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeactivateUser($input: DeactivateUserInput!) {
  deactivateUser(input: $input) {
    userErrors {
      ...UserErrors
    }
    user {
      id
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<DeactivateUserMutation, DeactivateUserMutationVariables>;
export const FindAccountsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query FindAccounts($search: String!, $first: Int!) {
  accounts(first: $first, filter: {search: $search}) {
    nodes {
      id
      name
      externalId
    }
    pageInfo {
      hasNextPage
    }
  }
}
    `) as unknown as TypedDocumentString<FindAccountsQuery, FindAccountsQueryVariables>;
export const AccountNameDocument = /*#__PURE__*/ new TypedDocumentString(`
    query AccountName($id: ID!) {
  account(id: $id) {
    id
    name
  }
}
    `) as unknown as TypedDocumentString<AccountNameQuery, AccountNameQueryVariables>;