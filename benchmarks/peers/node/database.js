// Prepared statements on better-sqlite3 for both Node peers. Each selects rows of one partner.
import { hash } from "node:crypto";
import Database from "better-sqlite3";

const database = new Database(process.env.BENCH_SQLITE, { readonly: true, fileMustExist: true });
// The cache holds all pages in use. Memory-mapping the file was not faster.
database.pragma("cache_size = -65536");

const prepare = (text) => database.prepare(text);

const viewerByToken = prepare(`
  SELECT partner.id, partner.website, partner.contact_first_name, partner.contact_last_name,
    partner.contact_email, partner.contact_phone
  FROM credential JOIN partner ON partner.id = credential.partner_id
  WHERE credential.token_hash = ? AND credential.revoked_at IS NULL
    AND (credential.expires_at IS NULL OR credential.expires_at > ?)`);

const accountById = prepare(
  "SELECT id, external_id, name, gaps FROM account WHERE id = ? AND partner_id = ?",
);
const firstAccounts = prepare(`
  SELECT id, external_id, name, name_key, gaps FROM account WHERE partner_id = ?
  ORDER BY name_key, id LIMIT ?`);
const accountsAfter = prepare(`
  SELECT id, external_id, name, name_key, gaps FROM account
  WHERE partner_id = ? AND name_key >= ? AND (name_key, id) > (?, ?)
  ORDER BY name_key, id LIMIT ?`);

const PICKER_ORDER = "CASE WHEN is_default THEN 0 WHEN kind = 'LOCATION' THEN 1 ELSE 2 END, name_key, id";
const sendersOf = prepare(`
  SELECT id, account_id, kind, name FROM sender WHERE account_id = ? AND partner_id = ?
  ORDER BY ${PICKER_ORDER} LIMIT ?`);
const locationsOf = prepare(`
  SELECT id, account_id, kind, name FROM sender
  WHERE account_id IN (SELECT value FROM json_each(?)) AND kind = 'LOCATION' AND partner_id = ?
  ORDER BY ${PICKER_ORDER}`);
const numbersOf = prepare(`
  SELECT id, sender_id, phone, status FROM sms_number
  WHERE sender_id IN (SELECT value FROM json_each(?)) AND partner_id = ?`);

const REQUIRED = [
  "BUSINESS_NAME", "ADDRESS1", "CITY", "STATE", "COUNTRY_CODE", "POSTAL_CODE", "WEBSITE",
  "CONTACT_FIRST_NAME", "CONTACT_LAST_NAME", "CONTACT_EMAIL", "CONTACT_PHONE",
];
// The bits that a partner's own details fill.
const FROM_PARTNER = {
  website: 1 << 6, contact_first_name: 1 << 7, contact_last_name: 1 << 8,
  contact_email: 1 << 9, contact_phone: 1 << 10,
};

/** The partner behind an Authorization header, or null: one statement, as Textgate asks. */
export function authenticate(header) {
  if (!header?.startsWith("Bearer ")) return null;
  const row = viewerByToken.get(hash("sha256", header.slice(7)), now());
  if (row === undefined) return null;
  let supplies = 0;
  for (const column in FROM_PARTNER) if (row[column] !== null) supplies |= FROM_PARTNER[column];
  return { partner: row.id, supplies };
}

export const isComplete = (account, viewer) => (account.gaps & ~viewer.supplies) === 0;
export const missing = (account, viewer) => {
  const gaps = account.gaps & ~viewer.supplies;
  return gaps === 0 ? [] : REQUIRED.filter((_, place) => gaps & (1 << place));
};

export function findAccount(viewer, globalId) {
  const id = /^account_([0-9a-f]{32})$/.exec(globalId)?.[1];
  return (id && accountById.get(id, viewer.partner)) ?? null;
}

/** One page. Reads one more row, to know whether there is another page. */
export function accountPage(viewer, first, after) {
  if (after == null) return page(firstAccounts.all(viewer.partner, first + 1), first);
  const [key, id] = JSON.parse(Buffer.from(after, "base64url"));
  return page(accountsAfter.all(viewer.partner, key, key, id, first + 1), first);
}

export const senderPage = (viewer, account, first) =>
  page(sendersOf.all(account, viewer.partner, first + 1), first);

/** The locations of many accounts in one statement, cut to the page here: with five each that is twice as fast
 * as numbering them in SQL, and five times as fast as a statement for each account. */
export function locationPages(viewer, asked) {
  const byAccount = new Map(asked.map(({ account }) => [account, []]));
  for (const row of locationsOf.all(JSON.stringify([...byAccount.keys()]), viewer.partner)) {
    byAccount.get(row.account_id).push(row);
  }
  return asked.map(({ account, first }) => page(byAccount.get(account), first));
}

/** The numbers of many senders in one statement, in the order of the senders. */
export function numbersBySender(viewer, senders) {
  const bySender = new Map();
  for (const row of numbersOf.all(JSON.stringify(senders), viewer.partner)) bySender.set(row.sender_id, row);
  return senders.map((sender) => bySender.get(sender) ?? null);
}

export const cursorOf = (row) => Buffer.from(JSON.stringify([row.name_key, row.id])).toString("base64url");

const page = (rows, first) => ({
  nodes: rows.length > first ? rows.slice(0, first) : rows,
  hasNextPage: rows.length > first,
});

// The format of the column: no time zone, a space between date and time.
const now = () => new Date().toISOString().replace("T", " ").slice(0, 23) + "000";
