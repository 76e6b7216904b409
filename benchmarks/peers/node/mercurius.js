// Mercurius on Fastify, with queries compiled and the children of many parents loaded by its own loaders.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";
import { authenticate, locationPages, numbersBySender } from "./database.js";
import { nameOfType, resolvers } from "./resolvers.js";

const { Sender: _, ...others } = resolvers;
// Its cache is by the serialised parent; no parent occurs twice in an answer.
const opts = { cache: false };
const smsNumber = {
  loader: async (queries, { viewer }) =>
    numbersBySender(viewer, queries.map(({ obj }) => obj.id)),
  opts,
};
const locations = {
  loader: async (queries, { viewer }) =>
    locationPages(viewer, queries.map(({ obj, params }) => ({ account: obj.id, first: params.first }))),
  opts,
};

// No logger: a line for each request would cost more than some of the answers.
const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"),
  resolvers: { ...others, Sender: { resolveType: nameOfType } },
  loaders: { Account: { locations }, Location: { smsNumber }, Queue: { smsNumber } },
  // Compiled at the first execution; parsed and validated documents are remembered as well, by default.
  jit: 1,
  graphiql: false,
  context: (request) => {
    const viewer = authenticate(request.headers.authorization);
    if (viewer === null) throw Object.assign(new Error("unknown token"), { statusCode: 401 });
    return { viewer };
  },
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.BENCH_PORT) });
