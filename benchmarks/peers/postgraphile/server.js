// PostGraphile on Node's own HTTP server; its rows are within the partner by row security, as it advises.
import { createServer } from "node:http";
import { hash } from "node:crypto";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";

const pool = new pg.Pool({ connectionString: process.env.BENCH_POSTGRES, max: 10 });
pool.on("error", () => {});

// A name makes it a prepared statement. The partner's own details fill some of its accounts' gaps.
const VIEWER_BY_TOKEN = {
  name: "viewer",
  text: `
    SELECT partner.id,
      (CASE WHEN website IS NULL THEN 0 ELSE 64 END) | (CASE WHEN contact_first_name IS NULL THEN 0 ELSE 128 END)
      | (CASE WHEN contact_last_name IS NULL THEN 0 ELSE 256 END)
      | (CASE WHEN contact_email IS NULL THEN 0 ELSE 512 END)
      | (CASE WHEN contact_phone IS NULL THEN 0 ELSE 1024 END) AS supplies
    FROM credential JOIN partner ON partner.id = credential.partner_id
    WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
};

async function pgSettingsOf(header) {
  if (!header?.startsWith("Bearer ")) throw new Error("unknown token");
  const values = [hash("sha256", header.slice(7))];
  const { rows } = await pool.query({ ...VIEWER_BY_TOKEN, values });
  if (rows.length === 0) throw new Error("unknown token");
  return { "textgate.partner_id": rows[0].id, "textgate.supplies": String(rows[0].supplies) };
}

const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ pool, schemas: ["public"], pubsub: false })],
  grafast: {
    context: async ({ node }) => ({ pgSettings: await pgSettingsOf(node.req.headers.authorization) }),
    explain: false,
  },
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(process.env.BENCH_PORT), "127.0.0.1");
