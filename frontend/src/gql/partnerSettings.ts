/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether a composer selects a sender before its user does. */
export type SenderPreselection =
  /** Select none; the user chooses a sender for each message. */
  | 'ALWAYS_ASK'
  /** Select the sender that the user sent from last; without one, the default location. */
  | 'LAST_USED';

/** Input of updatePartnerSettings. An omitted field stays unchanged. */
export type UpdatePartnerSettingsInput = {
  /** Whether composers preselect a sender; omitted or null leaves it unchanged. */
  senderPreselection?: SenderPreselection | null | undefined;
  /** IANA time zone, such as America/New_York; cannot be cleared. */
  timeZone?: string | null | undefined;
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

export type SettingsOfPartnerFragment = { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } };

export type PartnerSettingsQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerSettingsQuery = { viewer: { partner: { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } } } };

export type UpdatePartnerSettingsMutationVariables = Exact<{
  input: UpdatePartnerSettingsInput;
}>;


export type UpdatePartnerSettingsMutation = { updatePartnerSettings: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, partner: { id: string, settings: { timeZone: string, senderPreselection: SenderPreselection } } | null } };

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
export const SettingsOfPartnerFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}
    `, {"fragmentName":"SettingsOfPartner"}) as unknown as TypedDocumentString<SettingsOfPartnerFragment, unknown>;
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const PartnerSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PartnerSettings {
  viewer {
    partner {
      ...SettingsOfPartner
    }
  }
}
    fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}`) as unknown as TypedDocumentString<PartnerSettingsQuery, PartnerSettingsQueryVariables>;
export const UpdatePartnerSettingsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePartnerSettings($input: UpdatePartnerSettingsInput!) {
  updatePartnerSettings(input: $input) {
    userErrors {
      ...UserErrors
    }
    partner {
      ...SettingsOfPartner
    }
  }
}
    fragment SettingsOfPartner on Partner {
  id
  settings {
    timeZone
    senderPreselection
  }
}
fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdatePartnerSettingsMutation, UpdatePartnerSettingsMutationVariables>;