/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Input of updatePartnerBusinessDetails. An omitted field stays unchanged; null or blank clears it. */
export type UpdatePartnerBusinessDetailsInput = {
  /** Parts of the postal address to change; null clears all of it. */
  address?: AddressInput | null | undefined;
  /** Fields of the contact to change; null clears all of them. Used for accounts whose contact lacks them. */
  contact?: ContactInput | null | undefined;
  /** Legal name of the partner. */
  legalName?: string | null | undefined;
  /** Business name of the partner. */
  name?: string | null | undefined;
  /** IANA time zone, such as America/New_York. Daily digests are sent at 8:00 a.m. in it. */
  timeZone?: string | null | undefined;
  /** Website, starting with http:// or https://; used for accounts that have none. */
  website?: string | null | undefined;
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

export type PersonFragment = { firstName: string | null, lastName: string | null, email: string | null, phone: string | null };

export type PartnerDetailsFragment = { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } };

export type PartnerDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type PartnerDetailsQuery = { viewer: { partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } } };

export type UpdatePartnerBusinessDetailsMutationVariables = Exact<{
  input: UpdatePartnerBusinessDetailsInput;
}>;


export type UpdatePartnerBusinessDetailsMutation = { updatePartnerBusinessDetails: { userErrors: Array<{ field: Array<string>, code: UserErrorCode, message: string }>, partner: { id: string, name: string, businessDetails: { name: string | null, legalName: string | null, website: string | null, isComplete: boolean, missing: Array<BusinessDetailField>, updatedAt: string | null, address: { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null }, contact: { firstName: string | null, lastName: string | null, email: string | null, phone: string | null } } } | null } };

export type PostalAddressFragment = { address1: string | null, address2: string | null, city: string | null, state: string | null, postalCode: string | null, countryCode: string | null };

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
export const PostalAddressFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
    `, {"fragmentName":"PostalAddress"}) as unknown as TypedDocumentString<PostalAddressFragment, unknown>;
export const PersonFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
    `, {"fragmentName":"Person"}) as unknown as TypedDocumentString<PersonFragment, unknown>;
export const PartnerDetailsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}`, {"fragmentName":"PartnerDetails"}) as unknown as TypedDocumentString<PartnerDetailsFragment, unknown>;
export const UserErrorsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment UserErrors on UserError {
  field
  code
  message
}
    `, {"fragmentName":"UserErrors"}) as unknown as TypedDocumentString<UserErrorsFragment, unknown>;
export const PartnerDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query PartnerDetails {
  viewer {
    partner {
      ...PartnerDetails
    }
  }
}
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}
fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}`) as unknown as TypedDocumentString<PartnerDetailsQuery, PartnerDetailsQueryVariables>;
export const UpdatePartnerBusinessDetailsDocument = /*#__PURE__*/ new TypedDocumentString(`
    mutation UpdatePartnerBusinessDetails($input: UpdatePartnerBusinessDetailsInput!) {
  updatePartnerBusinessDetails(input: $input) {
    userErrors {
      ...UserErrors
    }
    partner {
      ...PartnerDetails
    }
  }
}
    fragment Person on Contact {
  firstName
  lastName
  email
  phone
}
fragment PartnerDetails on Partner {
  id
  name
  businessDetails {
    name
    legalName
    website
    address {
      ...PostalAddress
    }
    contact {
      ...Person
    }
    isComplete
    missing
    updatedAt
  }
}
fragment PostalAddress on Address {
  address1
  address2
  city
  state
  postalCode
  countryCode
}
fragment UserErrors on UserError {
  field
  code
  message
}`) as unknown as TypedDocumentString<UpdatePartnerBusinessDetailsMutation, UpdatePartnerBusinessDetailsMutationVariables>;