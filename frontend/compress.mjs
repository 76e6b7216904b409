/** Writes compressed .br and .gz copies of built files, if smaller. The server sends them unchanged. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const BUILT = new URL("../backend/textgate/static", import.meta.url).pathname;
const COMPRESSIBLE = /\.(css|html|js|json|map|svg|ttf|txt|wasm)$/;
// Higher levels take seconds for Monaco and save little.
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
