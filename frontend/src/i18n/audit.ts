/** Texts of the audit log: names of actions, actors, objects, and fields. */
import type { AuditAction, ViewerKind } from "../gql/audit";

export const ACTION: Record<AuditAction, string> = {
  PARTNER_CREATED: "Partner created",
  PARTNER_UPDATED: "Partner details or settings changed",
  SMS_ENABLED: "SMS activated",
  SMS_DISABLED: "SMS deactivated",
  CREDENTIAL_CREATED: "API token created",
  CREDENTIAL_REVOKED: "API token revoked",
  EMBED_TOKEN_CREATED: "Embed token created",
  ACCOUNT_CREATED: "Account created",
  ACCOUNT_UPDATED: "Account changed",
  SENDER_CREATED: "Location or queue created",
  SENDER_UPDATED: "Location or queue changed",
  ACCOUNT_REQUEST_CREATED: "Administrator asked",
  ACCOUNT_REQUEST_CLOSED: "Request to administrator closed",
  VERIFICATION_REQUESTED: "Verification requested",
  VERIFICATION_DECIDED: "Verification completed",
  SMS_SENT: "Message queued",
  SMS_CANCELED: "Message canceled",
  MESSAGES_EXPORTED: "Messages exported",
  USER_CREATED: "User created via API",
  USER_UPDATED: "User changed via API",
  USER_INVITED: "User invited",
  USER_ROLE_CHANGED: "Role changed",
  USER_DEACTIVATED: "User deactivated",
  PASSWORD_RESET_REQUESTED: "Password reset requested",
  PASSWORD_CHANGED: "Password changed",
  SECOND_FACTOR_ADDED: "Two-factor authentication turned on",
  SECOND_FACTOR_REMOVED: "Two-factor authentication turned off",
  SIGNED_IN: "Signed in",
  SIGNED_OUT: "Signed out",
  IDENTITY_PROVIDER_SET: "Identity provider set",
  IDENTITY_PROVIDER_REMOVED: "Identity provider removed",
  WEBHOOK_CREATED: "Webhook created",
  WEBHOOK_UPDATED: "Webhook changed",
  WEBHOOK_DELETED: "Webhook deleted",
  WEBHOOK_DISABLED: "Webhook disabled automatically",
  WEBHOOK_SECRET_ROTATED: "Webhook secret rotated",
  WEBHOOK_TESTED: "Webhook test sent",
  WEBHOOK_DELIVERY_RESENT: "Webhook delivery resent",
};

export const ACTOR_KIND: Record<ViewerKind, string> = {
  PARTNER: "Program",
  PARTNER_USER: "Partner user",
  ACCOUNT_USER: "Account user",
  EMBED: "Embedded composer",
  OPERATOR: "System operator",
  CARRIER: "Carrier",
};

/** Kinds of objects by the prefixes of their IDs. */
export const OBJECT_KIND: Record<string, string> = {
  account: "Account",
  account_request: "Request to administrator",
  credential: "API token",
  embed_token: "Embed token",
  location: "Location",
  message: "Message",
  partner: "Partner",
  queue: "Queue",
  user: "User",
  verification: "Verification",
  webhook: "Webhook",
  webhook_delivery: "Webhook delivery",
};

/** Labels of fields whose stored names do not read well. */
const FIELD: Record<string, string> = {
  address1: "Address",
  address2: "Suite, floor, or building",
  by: "Method",
  external_id: "External ID",
  id: "ID",
  sms_enabled: "SMS activated",
  to: "Recipient number ending in",
  url: "URL",
  user_name: "User’s name",
};

/** A label for a stored field name: postal_code is "Postal code". */
export function fieldWords(name: string): string {
  const known = FIELD[name];
  if (known) return known;
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The kind of object behind an ID. Unknown kinds are named by the ID's prefix. */
export function kindOf(id: string): string {
  const kind = id.replace(/_[0-9a-f]{32}$/, "");
  return OBJECT_KIND[kind] ?? fieldWords(kind);
}

export const audit = {
  title: "Audit Log",
  intro: "Every change, newest first. Entries cannot be changed or deleted.",
  sequence: "Number",
  when: "Time",
  what: "Action",
  who: "Actor",
  object: "Object",
  account: "Account",
  action: "Action",
  since: "Since",
  until: "Until",
  showDetails: (action: string, sequence: number) => `Details of ${action} (${sequence})`,
  entry: "Entry",
  change: "Changes",
  noChanges: "No fields changed.",
  changedTo: "changed to",
  empty: "empty",
  request: "Request",
  address: "IP address",
  id: "Object ID",
  hash: "Entry hash",
  exactTime: "Exact time",
  noRequest: "None (not an API request)",
  thisObject: "One object",
  thisActor: "One user or program",
  moreOfObject: "All entries about this object",
  moreOfActor: (name: string) => `All entries by ${name}`,
  emptyTitle: "No entries",
  noMatches: "No entries match your filters. Try fewer filters or other dates.",
  emptyHint: "Nothing has been recorded yet.",
  showAll: "Show all entries",
};
