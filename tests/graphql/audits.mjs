// Runs every audit of graphql-http against a server, and prints one line of JSON for each.
import { serverAudits } from "graphql-http";

const { TEXTGATE_URL: url, TEXTGATE_TOKEN: token } = process.env;

function fetchWithToken(input, init = {}) {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  return fetch(input, { ...init, headers });
}

for (const audit of serverAudits({ url, fetchFn: fetchWithToken })) {
  const { status, reason } = await audit.fn();
  console.log(JSON.stringify({ id: audit.id, name: audit.name, status, reason }));
}
