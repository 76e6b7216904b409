// Mercurius on Fastify, with compiled queries and its own batch loaders.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";
import { authenticate, locationPages, numbersBySender } from "./database.js";
import { nameOfType, resolvers } from "./resolvers.js";

const { Sender: _, ...others } = resolvers;
// No cache: its key is the serialized parent, and no parent occurs twice in a response.
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

// No logger: a log line would cost more than some responses.
const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"),
  resolvers: { ...others, Sender: { resolveType: nameOfType } },
  loaders: { Account: { locations }, Location: { smsNumber }, Queue: { smsNumber } },
  // Compile a query at its first execution. Parsed and validated documents are cached by default.
  jit: 1,
  graphiql: false,
  context: (request) => {
    const viewer = authenticate(request.headers.authorization);
    if (viewer === null) throw Object.assign(new Error("unknown token"), { statusCode: 401 });
    return { viewer };
  },
});
await app.listen({ host: "127.0.0.1", port: Number(process.env.BENCH_PORT) });
