// Mercurius on Fastify, with queries compiled and numbers loaded by its own loaders.
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import mercurius from "mercurius";
import { authenticate, numbersBySender } from "./database.js";
import { nameOfType, resolvers } from "./resolvers.js";

const { Sender: _, ...others } = resolvers;
const smsNumber = {
  loader: (queries, { viewer }) =>
    Promise.resolve(numbersBySender(viewer, queries.map(({ obj }) => obj.id))),
  // Its cache is by the serialised parent; no sender occurs twice in an answer.
  opts: { cache: false },
};

// No logger: a line for each request would cost more than some of the answers.
const app = Fastify({ logger: false });
app.register(mercurius, {
  schema: readFileSync(new URL("../schema.graphql", import.meta.url), "utf8"),
  resolvers: { ...others, Sender: { resolveType: nameOfType } },
  loaders: { Location: { smsNumber }, Queue: { smsNumber } },
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
