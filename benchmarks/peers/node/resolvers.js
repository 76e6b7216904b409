// The resolvers that both Node peers share. Each peer batches children in its own way.
import * as data from "./database.js";

export const resolvers = {
  Query: {
    account: (_, { id }, { viewer }) => data.findAccount(viewer, id),
    accounts: (_, { first, after }, { viewer }) => data.accountPage(viewer, first, after),
  },
  AccountConnection: { pageInfo: (page) => page },
  PageInfo: {
    endCursor: (page) => (page.nodes.length ? data.cursorOf(page.nodes.at(-1)) : null),
  },
  Account: {
    id: (account) => "account_" + account.id,
    externalId: (account) => account.external_id,
    businessDetails: (account) => account,
    senders: (account, { first }, { viewer }) => data.senderPage(viewer, account.id, first),
  },
  AccountBusinessDetails: {
    isComplete: (account, _, { viewer }) => data.isComplete(account, viewer),
    missing: (account, _, { viewer }) => data.missing(account, viewer),
  },
  Sender: { __resolveType: nameOfType },
  Location: { id: (sender) => "location_" + sender.id },
  Queue: { id: (sender) => "queue_" + sender.id },
  SmsNumber: {
    id: (number) => "number_" + number.id,
    phoneNumber: (number) => number.phone,
  },
};

export function nameOfType(sender) {
  return sender.kind === "QUEUE" ? "Queue" : "Location";
}
