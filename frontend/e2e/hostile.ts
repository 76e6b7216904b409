/** A partner whose every text is an XSS payload, created through the API. */
import { request as requests, type APIRequestContext, type Cookie } from "@playwright/test";

import { expect } from "./fixtures";
import { MAILBOXES, PAYLOADS } from "./payloads";
import { operate } from "./server";

// A worker that starts after a failure creates another partner.
const WORKER = process.env["TEST_WORKER_INDEX"] ?? "";
export const PARTNER = `<img src=x onerror=pwned()>${WORKER}`;
const ADMIN = `hostile${WORKER}@example.org`;
const PERSON = "<svg onload=pwned()>";
const PASSWORD = "correct horse battery staple";

export interface World {
  /** Account IDs in the order of the payloads; each account has its payload in every field. */
  accounts: string[];
  /** The account whose messages have the payloads as bodies. */
  texting: string;
  cookies: Cookie[];
  graphql: (query: string, variables?: object) => Promise<any>;
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

/** Business details with the payload in every free-text field. */
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
  const graphql = async (query: string, variables: object = {}) => {
    const answer = await http.post("/graphql", {
      headers: { Authorization: `Bearer ${token}` },
      data: { query, variables },
    });
    const { data, errors } = await answer.json();
    expect(errors).toBeUndefined();
    return data;
  };
  await graphql(OWN, { own: { name: PAYLOADS[0], legalName: PAYLOADS[1], ...everywhere(PAYLOADS[10] ?? "") } });
  const accounts: string[] = [];
  for (const [index, payload] of PAYLOADS.entries()) accounts.push(await create(graphql, url, index, payload));
  const texting = await text(graphql);
  const cookies = await signIn(http, /#(\S+)/.exec(link)?.[1] ?? "");
  return { accounts, texting, cookies, graphql };
}

async function create(graphql: World["graphql"], url: string, index: number, payload: string) {
  const account = { name: payload, externalId: payload, ...everywhere(payload) };
  const created = (await graphql(CREATE, { account })).createAccount;
  expect(created.userErrors, payload).toEqual([]);
  const { id, senders } = created.account;
  const mailbox = `${MAILBOXES[index] ?? index}${WORKER}`;
  const filled = await graphql(FILL, {
    location: { id: senders.nodes[0].id, name: payload, externalId: payload },
    queue: { accountId: id, name: payload, externalId: `queue ${payload}` },
    user: { email: `${mailbox}@example.org`, name: payload, role: "ACCOUNT_SENDER", accountId: id },
    embed: { accountId: id, origin: url, userName: payload },
    // The first text requests a number and is refused, so verifications and reports have the payload, too.
    text: { senderId: id, to: "+14065550188", body: payload },
  });
  expect(filled.sendSms.__typename, payload).toBe("SmsNumberNotVerifiedError");
  for (const { userErrors } of Object.values<any>(filled)) expect(userErrors ?? [], payload).toEqual([]);
  return id as string;
}

/** Creates an account with an approved number and one message per payload. */
async function text(graphql: World["graphql"]): Promise<string> {
  const account = {
    name: "Hilltop Family Medicine",
    externalId: "hilltop",
    address: { address1: "5700 Perimeter Drive", city: "Dublin", ...PLACE },
    website: "https://www.hilltopfamilymedicine.com",
    contact: { firstName: "Ada", lastName: "Hill", ...CONTACT, email: "ada@hilltopfamilymedicine.com" },
  };
  const { id } = (await graphql(CREATE, { account })).createAccount.account;
  const send = async (body: string) =>
    (await graphql(SEND, { text: { senderId: id, to: "+14065550188", body } })).sendSms.__typename;
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
