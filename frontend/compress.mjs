/** Writes a .br and a .gz beside every built file that gets smaller: the server sends them as they are. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUILT = new URL("../backend/textgate/static", import.meta.url).pathname;
const COMPRESSIBLE = /\.(css|html|js|json|map|svg|ttf|txt|wasm)$/;
// The last levels cost seconds for Monaco's megabytes, and save little.
const LARGE = 1024 * 1024;

for (const name of readdirSync(BUILT, { recursive: true })) {
  const path = join(BUILT, String(name));
  if (!COMPRESSIBLE.test(path) || !statSync(path).isFile()) continue;
  const content = readFileSync(path);
  const quality = content.length > LARGE ? 9 : 11;
  const smaller = {
    br: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    gz: gzipSync(content, { level: 9 }),
  };
  for (const [ending, compressed] of Object.entries(smaller)) {
    if (compressed.length < content.length) writeFileSync(`${path}.${ending}`, compressed);
  }
}
