/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Input of createWebhook. */
export type CreateWebhookInput = {
  /** ID of the only account whose events are sent; omit for all accounts of the partner. */
  accountId?: string | number | null | undefined;
  /** Your own note, 200 characters at most. */
  description?: string | null | undefined;
  /** Events to subscribe to, at least one; not TEST. */
  events: Array<WebhookEvent>;
  /** URL of your program: https, port 443 or 8443, at a public address. */
  url: string;
};

/** Input of deleteWebhook. */
export type DeleteWebhookInput = {
  /** ID of the webhook. */
  id: string | number;
};

/** Reason why an attempt failed. */
export type DeliveryError =
  /** The hostname resolves to a private or blocked address, or the port is not allowed. */
  | 'BLOCKED'
  /** TLS failed: the certificate is not valid for the host. */
  | 'CERTIFICATE'
  /** The response is not valid HTTP. */
  | 'INVALID_ANSWER'
  /** The hostname could not be resolved. */
  | 'NAME_NOT_FOUND'
  /** The server responded with a redirect (3xx). Redirects are not followed. */
  | 'REDIRECT'
  /** The server responded with a status other than 2xx or 3xx. */
  | 'STATUS'
  /** The server did not respond within 15 seconds. */
  | 'TIMEOUT'
  /** The connection could not be opened, or broke. */
  | 'UNREACHABLE';

/** Progress of a delivery. */
export type DeliveryStatus =
  /** The server responded with 2xx. */
  | 'DELIVERED'
  /** Given up after the last attempt, or because the webhook was disabled. */
  | 'FAILED'
  /** Waiting for its first attempt or a retry. */
  | 'PENDING';

/** Input of resendWebhookDelivery. */
export type ResendWebhookDeliveryInput = {
  /** ID of the delivery. */
  id: string | number;
};

/** Input of rotateWebhookSecret. */
export type RotateWebhookSecretInput = {
  /** Hours for which deliveries are also signed with the previous secret, from 0 to 168. Use 0 if that secret has leaked. */
  hours?: number;
  /** ID of the webhook. */
  id: string | number;
};

/** Input of sendTestWebhook. */
export type SendTestWebhookInput = {
  /** ID of the webhook. */
  id: string | number;
};

/** Input of updateWebhook. An omitted field stays unchanged. */
export type UpdateWebhookInput = {
  /** Your own note, 200 characters at most; null clears it. */
  description?: string | null | undefined;
  /** Events to subscribe to, at least one; not TEST. Null leaves them unchanged. */
  events?: Array<WebhookEvent> | null | undefined;
  /** ID of the webhook. */
  id: string | number;
  /** Whether the webhook receives events; null leaves it unchanged. Disabling gives up pending deliveries. Enabling resets `failingSince`. */
  isEnabled?: boolean | null | undefined;
  /** URL of your program: https, port 443 or 8443, at a public address. Cannot be cleared. */
  url?: string | null | undefined;
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

/** Reason why a webhook is disabled. */
export type WebhookDisabledReason =
  /** All deliveries failed for five days. */
  | 'FAILING'
  /** Its server responded 410 Gone. */
  | 'GONE'
  /** A caller disabled it. */
  | 'REQUESTED';

/** Event that a webhook can subscribe to. A payload's `type` is its name in lower case. */
export type WebhookEvent =
  /** The carrier reported a new status of a message. Sent immediately. */
  | 'MESSAGE_STATUS'
  /** The verification of one number was decided. Sent immediately. */
  | 'SMS_NUMBER_STATUS'
  /** Daily digest at 8:00 a.m. in the partner's time zone: the numbers whose verification was decided since the last digest. No digest is sent if there are none. */
  | 'SMS_VERIFICATION_STATUS'
  /** Sent by sendTestWebhook; webhooks cannot subscribe to it. */
  | 'TEST';

/** Whether a webhook receives events. */
export type WebhookStatus =
  /** Receives nothing. Events are not kept for later; see `disabledReason`. */
  | 'DISABLED'
  /** Receives events. */
  | 'ENABLED';

export type ListedWebhookFragment = { id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, account: { id: string, name: string } | null };

export type WebhooksQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  status?: WebhookStatus | null | undefined;
  accountId?: string | number | null | undefined;
}>;


export type WebhooksQuery = { webhooks: { totalCount: number, nodes: Array<{ id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, deliveries: { nodes: Array<{ id: string, status: DeliveryStatus, createdAt: string }> }, account: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } } };

export type ListedDeliveryFragment = { id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null };

export type WebhookQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
  status?: DeliveryStatus | null | undefined;
}>;


export type WebhookQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage' }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook', createdAt: string, updatedAt: string, previousSecretUntil: string | null, id: string, url: string, description: string | null, status: WebhookStatus, disabledReason: WebhookDisabledReason | null, disabledAt: string | null, failingSince: string | null, events: Array<WebhookEvent>, deliveries: { totalCount: number, nodes: Array<{ id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null } }, account: { id: string, name: string } | null }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery' }
   | null };

export type WebhookDeliveryQueryVariables = Exact<{
  id: string | number;
  first: number;
}>;


export type WebhookDeliveryQuery = { node:
    | { __typename: 'Account' }
    | { __typename: 'AccountRequest' }
    | { __typename: 'ApiToken' }
    | { __typename: 'AuditLogEntry' }
    | { __typename: 'Import' }
    | { __typename: 'Location' }
    | { __typename: 'Partner' }
    | { __typename: 'Queue' }
    | { __typename: 'SmsMessage' }
    | { __typename: 'SmsNumber' }
    | { __typename: 'User' }
    | { __typename: 'Verification' }
    | { __typename: 'Webhook' }
    | { __typename: 'WebhookAttempt' }
    | { __typename: 'WebhookDelivery', payload: string, id: string, event: WebhookEvent, status: DeliveryStatus, tries: number, createdAt: string, completedAt: string | null, nextTryAt: string | null, attempts: { totalCount: number, nodes: Array<{ id: string, at: string, milliseconds: number, statusCode: number | null, error: DeliveryError | null, response: string | null }> } }
   | null };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, webhook: { id: string } | null } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type RotateWebhookSecretMutationVariables = Exact<{
  input: RotateWebhookSecretInput;
}>;


export type RotateWebhookSecretMutation = { rotateWebhookSecret: { secret: string | null, userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type SendTestWebhookMutationVariables = Exact<{
  input: SendTestWebhookInput;
}>;


export type SendTestWebhookMutation = { sendTestWebhook: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

export type ResendWebhookDeliveryMutationVariables = Exact<{
  input: ResendWebhookDeliveryInput;
}>;


export type ResendWebhookDeliveryMutation = { resendWebhookDelivery: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }> } };

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
export const ListedWebhookFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}
    `, {"fragmentName":"ListedWebhook"}) as unknown as TypedDocumentString<ListedWebhookFragment, unknown>;
export const ListedDeliveryFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}
    `, {"fragmentName":"ListedDelivery"}) as unknown as TypedDocumentString<ListedDeliveryFragment, unknown>;
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const WebhooksDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Webhooks($first: Int!, $after: String, $status: WebhookStatus, $accountId: ID) {
  webhooks(first: $first, after: $after, status: $status, accountId: $accountId) {
    totalCount
    nodes {
      ...ListedWebhook
      deliveries(first: 1) {
        nodes {
          id
          status
          createdAt
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
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}`) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const WebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Webhook($id: ID!, $first: Int!, $after: String, $status: DeliveryStatus) {
  node(id: $id) {
    __typename
    ... on Webhook {
      ...ListedWebhook
      createdAt
      updatedAt
      previousSecretUntil
      deliveries(first: $first, after: $after, status: $status) {
        totalCount
        nodes {
          ...ListedDelivery
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          endCursor
        }
      }
    }
  }
}
    fragment ListedWebhook on Webhook {
  id
  url
  description
  status
  disabledReason
  disabledAt
  failingSince
  events
  account {
    id
    name
  }
}
fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}`) as unknown as TypedDocumentString<WebhookQuery, WebhookQueryVariables>;
export const WebhookDeliveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    query WebhookDelivery($id: ID!, $first: Int!) {
  node(id: $id) {
    __typename
    ... on WebhookDelivery {
      ...ListedDelivery
      payload
      attempts(first: $first) {
        totalCount
        nodes {
          id
          at
          milliseconds
          statusCode
          error
          response
        }
      }
    }
  }
}
    fragment ListedDelivery on WebhookDelivery {
  id
  event
  status
  tries
  createdAt
  completedAt
  nextTryAt
}`) as unknown as TypedDocumentString<WebhookDeliveryQuery, WebhookDeliveryQueryVariables>;
export const CreateWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation CreateWebhook($input: CreateWebhookInput!) {
  createWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
    webhook {
      id
    }
    secret
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdateWebhook($input: UpdateWebhookInput!) {
  updateWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const DeleteWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation DeleteWebhook($input: DeleteWebhookInput!) {
  deleteWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const RotateWebhookSecretDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
  rotateWebhookSecret(input: $input) {
    userErrors {
      ...UserErrors
    }
    secret
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<RotateWebhookSecretMutation, RotateWebhookSecretMutationVariables>;
export const SendTestWebhookDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation SendTestWebhook($input: SendTestWebhookInput!) {
  sendTestWebhook(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<SendTestWebhookMutation, SendTestWebhookMutationVariables>;
export const ResendWebhookDeliveryDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation ResendWebhookDelivery($input: ResendWebhookDeliveryInput!) {
  resendWebhookDelivery(input: $input) {
    userErrors {
      ...UserErrors
    }
  }
}
    fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<ResendWebhookDeliveryMutation, ResendWebhookDeliveryMutationVariables>;