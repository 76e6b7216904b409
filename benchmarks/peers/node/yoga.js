// GraphQL Yoga on Node's own HTTP server, with DataLoaders.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import DataLoader from "dataloader";
import { createSchema, createYoga } from "graphql-yoga";
import { authenticate, locationPages, numbersBySender } from "./database.js";
import { resolvers } from "./resolvers.js";

const smsNumber = (sender, _, { numbers }) => numbers.load(sender.id);
const pages = (account, { first }, { locations }) => locations.load({ account: account.id, first });

const yoga = createYoga({
  schema: createSchema({
    typeDefs: readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"),
    resolvers: {
      ...resolvers,
      Account: { ...resolvers.Account, locations: pages },
      Location: { ...resolvers.Location, smsNumber },
      Queue: { ...resolvers.Queue, smsNumber },
    },
  }),
  context: ({ request }) => {
    const viewer = authenticate(request.headers.get("authorization"));
    if (viewer === null) throw new Error("unknown token");
    // No cache: no parent occurs twice in a response.
    const options = { cache: false };
    const numbers = new DataLoader(async (ids) => numbersBySender(viewer, ids), options);
    const locations = new DataLoader(async (asked) => locationPages(viewer, asked), options);
    return { viewer, numbers, locations };
  },
  // The default; explicit because it matters most.
  parserAndValidationCache: true,
  // Features that an API does not need and that cost time in each request.
  logging: false,
  graphiql: false,
  landingPage: false,
  multipart: false,
  cors: false,
  healthCheckEndpoint: "/unused",
});
createServer(yoga).listen(Number(process.env.BENCH_PORT), "127.0.0.1");
