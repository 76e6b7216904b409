/** The audit log in words: what can be done, who does it, to what, and which fields change. */
import type { AuditAction, ViewerKind } from "../gql/operations";

export const ACTION: Record<AuditAction, string> = {
  PARTNER_CREATED: "Partner created",
  PARTNER_UPDATED: "Partner’s business details changed",
  SMS_ENABLED: "SMS activated",
  SMS_DISABLED: "SMS deactivated",
  CREDENTIAL_CREATED: "API token created",
  CREDENTIAL_REVOKED: "API token revoked",
  EMBED_TOKEN_CREATED: "Embedded dialog opened",
  ACCOUNT_CREATED: "Account created",
  ACCOUNT_UPDATED: "Account changed",
  SENDER_CREATED: "Location or queue created",
  SENDER_UPDATED: "Location or queue changed",
  VERIFICATION_REQUESTED: "Verification requested",
  VERIFICATION_DECIDED: "Verification decided",
  SMS_SENT: "Text accepted for sending",
  SMS_CANCELED: "Text taken back",
  USER_CREATED: "User named by a program",
  USER_UPDATED: "User changed by a program",
  USER_INVITED: "User invited",
  USER_ROLE_CHANGED: "Role changed",
  USER_DEACTIVATED: "User deactivated",
  PASSWORD_RESET_REQUESTED: "Link for a new password asked for",
  PASSWORD_CHANGED: "Password chosen",
  SECOND_FACTOR_ADDED: "Second factor added",
  SECOND_FACTOR_REMOVED: "Second factor removed",
  SIGNED_IN: "Signed in",
  SIGNED_OUT: "Signed out",
  IDENTITY_PROVIDER_SET: "Identity provider set",
  IDENTITY_PROVIDER_REMOVED: "Identity provider removed",
  WEBHOOK_CREATED: "Webhook created",
  WEBHOOK_UPDATED: "Webhook changed",
  WEBHOOK_DELETED: "Webhook deleted",
  WEBHOOK_DISABLED: "Webhook disabled: nothing arrived there",
  WEBHOOK_SECRET_ROTATED: "Webhook given a new secret",
  WEBHOOK_TESTED: "Test sent to a webhook",
  WEBHOOK_DELIVERY_RESENT: "Webhook delivery sent again",
};

export const ACTOR_KIND: Record<ViewerKind, string> = {
  PARTNER: "program",
  PARTNER_USER: "of the partner",
  ACCOUNT_USER: "of the practice",
  EMBED: "embedded dialog",
  OPERATOR: "operator of the server",
  CARRIER: "carrier",
};

/** Kinds of objects, by what their ids begin with. */
export const OBJECT_KIND: Record<string, string> = {
  account: "Account",
  credential: "API token",
  embed_token: "Embedded dialog",
  location: "Location",
  message: "Text",
  partner: "Partner",
  queue: "Queue",
  user: "User",
  verification: "Verification",
  webhook: "Webhook",
  webhook_delivery: "Webhook delivery",
};

/** Fields whose names on file do not read as words. */
const FIELD: Record<string, string> = {
  address1: "Street and number",
  address2: "Suite, floor or building",
  by: "By way of",
  external_id: "External id",
  id: "Id",
  sms_enabled: "SMS activated",
  to: "To a number ending in",
  url: "Address",
  user_name: "Name of the user",
};

/** A field's name on file as people read it: postal_code is "Postal code". */
export function fieldWords(name: string): string {
  const known = FIELD[name];
  if (known) return known;
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The kind of object that an id names; the id's own beginning for kinds that are new. */
export function kindOf(id: string): string {
  const kind = id.replace(/_[0-9a-f]{32}$/, "");
  return OBJECT_KIND[kind] ?? fieldWords(kind);
}

export const audit = {
  title: "Audit Log",
  intro: "Every change, by whoever made it, newest first. Nobody can change or delete an entry.",
  place: "No.",
  when: "When",
  what: "What",
  who: "Who",
  object: "Object",
  account: "Account",
  details: "Details",
  ofPartner: "None",
  action: "What was done",
  since: "From",
  until: "To",
  change: "Changes",
  noChanges: "No fields were changed by this.",
  became: "became",
  empty: "empty",
  request: "Request",
  address: "Network address",
  id: "Id of the object",
  hash: "Hash of the entry",
  exactly: "Exactly",
  byMachine: "None: not by a request",
  onlyObject: (name: string) => `Only what was done to ${name}`,
  onlyActor: (name: string) => `Only what ${name} did`,
  thisObject: "this object",
  thisActor: "one user or program",
  moreOfObject: "All entries of this object",
  moreOfActor: (name: string) => `All entries by ${name}`,
  removeFilter: "Show the others too",
  nothing: "No entries",
  nothingSo: "Nothing was done that fits. Look at fewer conditions, or at other days.",
  nothingYet: "Nothing has been done yet.",
  showAll: "Show all entries",
};
