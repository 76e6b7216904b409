// @vitest-environment node
import { createHash } from "node:crypto";
import { expect, test } from "vitest";

import { qrCode } from "./qr";

const TEXT = "otpauth://totp/Textgate:ada%40acme.example?secret=" + "ABCDEFGH234567".repeat(80);

const flat = (rows: boolean[][] | null) => (rows ?? []).flat().map(Number).join("");

// The text's length, the code's version, and a prefix of the SHA-256 of its modules, from another encoder
// (qrcode 8 for Python: byte mode, level L, mask 0).
const DRAWN = [
  [1, 1, "0761cd01deb8bbb2"],
  [17, 1, "637d3f08bf000080"],
  [53, 3, "56b97f42373ce7ad"],
  [107, 6, "5b84cde5c75cf097"],
  [134, 6, "57494c1a9ffaaf89"],
  [154, 7, "5fb7c65275b8deb5"],
  [192, 8, "9cc4f3b0389a46b4"],
  [230, 9, "1fb2403b933463b9"],
  [231, 10, "30844a12f3fa80a4"],
  [321, 11, "56d22bebdae7361b"],
  [458, 14, "6b636bd99e2d9f53"],
  [644, 17, "2eb91636562fadc5"],
  [858, 20, "c6b419e8c2af5079"],
] as const;

test.each(DRAWN)("%i bytes are encoded as version %i", (length, version, hash) => {
  const rows = qrCode(TEXT.slice(0, length));
  expect(rows).toHaveLength(version * 4 + 17);
  expect(createHash("sha256").update(flat(rows)).digest("hex").slice(0, 16)).toBe(hash);
});

test("other scripts are encoded as UTF-8", () => {
  expect(qrCode("é".repeat(8))).toHaveLength(21);
  expect(qrCode("é".repeat(9))).toHaveLength(25);
});

test("a text that is too long has no code", () => {
  expect(qrCode("a".repeat(858))).not.toBeNull();
  expect(qrCode("a".repeat(859))).toBeNull();
});
