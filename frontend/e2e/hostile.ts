/** A partner of its own whose every text is hostile, made through the API as partners' programs would. */
import { request as requests, type APIRequestContext, type Cookie } from "@playwright/test";

import { expect } from "./fixtures";
import { MAILBOXES, PAYLOADS } from "./payloads";
import { operate } from "./server";

// A worker that takes over after a failure makes another one.
const WORKER = process.env["TEST_WORKER_INDEX"] ?? "";
export const PARTNER = `<img src=x onerror=pwned()>${WORKER}`;
const ADMIN = `hostile${WORKER}@example.org`;
const PERSON = "<svg onload=pwned()>";
const PASSWORD = "correct horse battery staple";

export interface World {
  /** In the order of the payloads: each account has its payload in every field. */
  accounts: string[];
  /** Its texts have the payloads for bodies. */
  texting: string;
  cookies: Cookie[];
  ask: (query: string, variables?: object) => Promise<any>;
}

const CONTACT = { email: "ada@example.org", phone: "(614) 555-0191" };
const PLACE = { state: "OH", postalCode: "43017", countryCode: "US" };

const CREATE = `mutation ($account: CreateAccountInput!) {
  createAccount(input: $account) { account { id senders(first: 1) { nodes { id } } } userErrors { message } }
}`;
const FILL = `mutation (
  $location: UpdateLocationInput!, $queue: CreateQueueInput!, $user: InviteUserInput!,
  $embed: CreateEmbedTokenInput!, $text: SendSmsInput!
) {
  updateLocation(input: $location) { userErrors { message } }
  createQueue(input: $queue) { userErrors { message } }
  inviteUser(input: $user) { userErrors { message } }
  createEmbedToken(input: $embed) { userErrors { message } }
  sendSms(input: $text) { __typename }
}`;
const OWN = `mutation ($own: UpdatePartnerBusinessDetailsInput!) {
  updatePartnerBusinessDetails(input: $own) { userErrors { message } }
}`;
const SEND = `mutation ($text: SendSmsInput!) { sendSms(input: $text) { __typename } }`;

/** Every field of a business, its address and its contact. */
const everywhere = (payload: string) => ({
  address: { address1: payload, address2: payload, city: payload, ...PLACE },
  website: "https://www.example.org",
  contact: { firstName: payload, lastName: payload, ...CONTACT },
});

export async function build(url: string): Promise<World> {
  operate("partner", "create", PARTNER, "--enable-sms");
  const token = operate("credential", "create", PARTNER).trim().split("\n").at(-1) ?? "";
  const link = operate(
    ...["user", "invite", PARTNER, ADMIN, "--name", PERSON, "--role", "PARTNER_ADMIN", "--show-link"],
  );
  const http = await requests.newContext({ baseURL: url });
  const ask = async (query: string, variables: object = {}) => {
    const answer = await http.post("/graphql", {
      headers: { Authorization: `Bearer ${token}` },
      data: { query, variables },
    });
    const { data, errors } = await answer.json();
    expect(errors).toBeUndefined();
    return data;
  };
  await ask(OWN, { own: { name: PAYLOADS[0], legalName: PAYLOADS[1], ...everywhere(PAYLOADS[10] ?? "") } });
  const accounts: string[] = [];
  for (const [place, payload] of PAYLOADS.entries()) accounts.push(await create(ask, url, place, payload));
  const texting = await text(ask);
  const cookies = await signIn(http, /#(\S+)/.exec(link)?.[1] ?? "");
  return { accounts, texting, cookies, ask };
}

async function create(ask: World["ask"], url: string, place: number, payload: string) {
  const account = { name: payload, externalId: payload, ...everywhere(payload) };
  const made = (await ask(CREATE, { account })).createAccount;
  expect(made.userErrors, payload).toEqual([]);
  const { id, senders } = made.account;
  const mailbox = `${MAILBOXES[place] ?? place}${WORKER}`;
  const filled = await ask(FILL, {
    location: { id: senders.nodes[0].id, name: payload, externalId: payload },
    queue: { accountId: id, name: payload, externalId: `queue ${payload}` },
    user: { email: `${mailbox}@example.org`, name: payload, role: "ACCOUNT_SENDER", accountId: id },
    embed: { accountId: id, origin: url, userName: payload },
    // The first text asks for a number and is refused: verifications and reports have it, too.
    text: { senderId: id, to: "+14065550188", body: payload },
  });
  expect(filled.sendSms.__typename, payload).toBe("SmsNumberNotVerifiedError");
  for (const { userErrors } of Object.values<any>(filled)) expect(userErrors ?? [], payload).toEqual([]);
  return id as string;
}

/** An account whose number is approved, with a text of each payload. */
async function text(ask: World["ask"]): Promise<string> {
  const account = {
    name: "Hilltop Family Medicine",
    externalId: "hilltop",
    address: { address1: "5700 Perimeter Drive", city: "Dublin", ...PLACE },
    website: "https://www.hilltopfamilymedicine.com",
    contact: { firstName: "Ada", lastName: "Hill", ...CONTACT, email: "ada@hilltopfamilymedicine.com" },
  };
  const { id } = (await ask(CREATE, { account })).createAccount.account;
  const send = async (body: string) =>
    (await ask(SEND, { text: { senderId: id, to: "+14065550188", body } })).sendSms.__typename;
  await expect
    .poll(() => send(PAYLOADS[0] ?? ""), { timeout: 60_000, intervals: [1_000] })
    .toBe("SendSmsSuccess");
  for (const payload of PAYLOADS.slice(1)) expect(await send(payload)).toBe("SendSmsSuccess");
  return id;
}

async function signIn(http: APIRequestContext, token: string): Promise<Cookie[]> {
  const headers = { "Sec-Fetch-Site": "none" };
  const set = await http.post("/auth/set-password", { headers, data: { token, password: PASSWORD } });
  expect(set.status()).toBe(204);
  const signedIn = await http.post("/auth/sign-in", { headers, data: { email: ADMIN, password: PASSWORD } });
  expect(signedIn.status()).toBe(200);
  return (await http.storageState()).cookies;
}
