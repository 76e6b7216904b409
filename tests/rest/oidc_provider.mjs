// A real OpenID provider for tests, on a free port. Prints its issuer URL and serves until stdin ends.
// It accepts any login without a password. Email addresses that start with "unverified" are unverified.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [redirectUri, secret] = process.argv.slice(2);

const key = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  kid: alg,
  use: "sig",
  alg,
});

const client = (id, method, alg) => ({
  client_id: id,
  client_secret: method === "none" ? undefined : secret,
  token_endpoint_auth_method: method,
  id_token_signed_response_alg: alg,
  redirect_uris: [redirectUri],
  response_types: ["code"],
  grant_types: ["authorization_code"],
});

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client("secret-client", "client_secret_basic", "RS256"),
      client("public-client", "none", "ES256"),
    ],
    jwks: {
      keys: [
        key("rsa", { modulusLength: 2048 }, "RS256"),
        key("ec", { namedCurve: "P-256" }, "ES256"),
      ],
    },
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    features: { claimsParameter: { enabled: true }, devInteractions: { enabled: true } },
    cookies: { keys: ["only for tests"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified") }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

process.stdin.on("end", () => process.exit(0)).resume();
