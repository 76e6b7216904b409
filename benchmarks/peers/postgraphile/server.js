// PostGraphile 5 on Node's own HTTP server. Conditions in its plans select the partner's rows. Row-level security
// would require a transaction with a setting for each request, which took a third more CPU for Q1 and a tenth more
// for Q2.
import { hash } from "node:crypto";
import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { TYPES } from "postgraphile/@dataplan/pg";
import { makePgService } from "postgraphile/adaptors/pg";
import { context, lambda } from "postgraphile/grafast";
import { grafserv } from "postgraphile/grafserv/node";
import { sql } from "postgraphile/pg-sql2";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { extendSchema, gql, wrapPlans } from "postgraphile/utils";

const REQUIRED = [
  "BUSINESS_NAME", "ADDRESS1", "CITY", "STATE", "COUNTRY_CODE", "POSTAL_CODE", "WEBSITE",
  "CONTACT_FIRST_NAME", "CONTACT_LAST_NAME", "CONTACT_EMAIL", "CONTACT_PHONE",
];
const FROM_PARTNER = REQUIRED.slice(REQUIRED.indexOf("WEBSITE"));

const pool = new pg.Pool({ connectionString: process.env.BENCH_POSTGRES, max: 10 });
// The next query replaces an idle connection that ended.
pool.on("error", () => {});

// The name makes it a prepared statement, like PostGraphile's own statements.
const VIEWER_BY_TOKEN = {
  name: "viewer",
  text: `
    SELECT partner.id, ${FROM_PARTNER.map((field) => `partner.${field.toLowerCase()} AS "${field}"`)}
    FROM credential JOIN partner ON partner.id = credential.partner_id
    WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
};

/** The partner behind an Authorization header: one statement, as Textgate asks. */
async function viewerOf(header) {
  const values = [hash("sha256", header?.startsWith("Bearer ") ? header.slice(7) : "")];
  const [row] = (await pool.query({ ...VIEWER_BY_TOKEN, values })).rows;
  if (row === undefined) throw new Error("unknown token");
  let supplies = 0;
  for (const field of FROM_PARTNER) if (row[field] !== null) supplies |= 1 << REQUIRED.indexOf(field);
  return { partner: row.id, supplies };
}

/** Adds the partner to what a field selects, whether it is one row or a page of them. */
function within(plan) {
  const $found = plan();
  const $select = $found.getSubplan?.() ?? $found.getClassStep();
  const $partner = $select.placeholder(context().get("partner"), TYPES.uuid);
  $select.where(sql`${$select.alias}.partner_id = ${$partner}`);
  return $found;
}

/** A field computed from the account's gaps; done at once, so that nothing waits for it. */
const fromGaps = (compute) => ($account) =>
  lambda([$account.get("gaps"), context().get("supplies")], ([gaps, supplies]) => compute(gaps & ~supplies), true);

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [
    wrapPlans({
      Query: { accountByRowId: within, allAccounts: within },
      Account: { sendersByAccountId: within },
      Sender: { smsNumberBySenderId: within },
    }),
    extendSchema({
      typeDefs: gql`
        extend type Account {
          isComplete: Boolean!
          missing: [String!]!
        }
      `,
      objects: {
        Account: {
          plans: {
            isComplete: fromGaps((gaps) => gaps === 0),
            missing: fromGaps((gaps) =>
              gaps === 0 ? [] : REQUIRED.filter((_, place) => gaps & (1 << place)),
            ),
          },
        },
      },
    }),
  ],
  pgServices: [makePgService({ pool, schemas: ["public"], pubsub: false })],
  grafast: { context: ({ node }) => viewerOf(node.req.headers.authorization), explain: false },
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(process.env.BENCH_PORT), "127.0.0.1");
