/** Encodes texts as QR codes (ISO/IEC 18004): byte mode, error correction level L, versions 1 to 20. */

// Indexed by version; version 1 comes first.
const CHECKS_PER_BLOCK = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
// Level L with mask 0, the checkerboard. The standard chooses among eight masks to avoid regular patterns.
// Readers accept any mask, and random secrets hardly produce such patterns.
const FORMAT = 0b01_000;

/** A square of modules: true is dark, null is not drawn yet. */
type Square = (boolean | null)[][];

const at = (table: readonly number[], index: number) => table[index] ?? 0;
const alignments = (version: number) => (version === 1 ? 0 : Math.floor(version / 7) + 2);

/** The number of data and error correction bytes. */
function capacity(version: number): number {
  const lines = alignments(version);
  let modules = (16 * version + 128) * version + 64;
  if (lines > 0) modules -= (25 * lines - 10) * lines - 55;
  if (version >= 7) modules -= 36;
  return Math.floor(modules / 8);
}

const dataCapacity = (version: number) =>
  capacity(version) - at(BLOCKS, version - 1) * at(CHECKS_PER_BLOCK, version - 1);

/** Multiplication in GF(256). */
function multiply(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

/** Reed-Solomon error correction bytes: the remainder of a division by the generator polynomial. */
function checksOf(data: number[], length: number): number[] {
  const generator = [...Array<number>(length - 1).fill(0), 1];
  for (let root = 1, step = 0; step < length; step++, root = multiply(root, 2)) {
    for (let index = 0; index < length; index++) {
      generator[index] = multiply(at(generator, index), root) ^ at(generator, index + 1);
    }
  }
  const rest = Array<number>(length).fill(0);
  for (const byte of data) {
    const factor = byte ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let index = 0; index < length; index++) {
      rest[index] = at(rest, index) ^ multiply(at(generator, index), factor);
    }
  }
  return rest;
}

/** The data bytes: mode, length, text, and padding up to the version's capacity. */
function dataOf(bytes: Uint8Array, version: number): number[] {
  const lengthBits = version < 10 ? 8 : 16;
  let bits = "0100" + bytes.length.toString(2).padStart(lengthBits, "0");
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  const room = dataCapacity(version) * 8;
  bits = bits.padEnd(Math.min(bits.length + 4, room), "0");
  bits = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0");
  const data = (bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2));
  for (let filler = 0xec; data.length < room / 8; filler ^= 0xec ^ 0x11) data.push(filler);
  return data;
}

/** Data and error correction bytes, interleaved across the blocks. */
function interleaved(data: number[], version: number): number[] {
  const [blocks, checks] = [at(BLOCKS, version - 1), at(CHECKS_PER_BLOCK, version - 1)];
  const short = Math.floor(data.length / blocks);
  const longOnes = data.length % blocks;
  const parts: number[][] = [];
  for (let block = 0, start = 0; block < blocks; block++) {
    const end = start + short + (block >= blocks - longOnes ? 1 : 0);
    parts.push(data.slice(start, end));
    start = end;
  }
  const turns = (rows: number[][], length: number) =>
    Array.from({ length }, (_, index) => rows.flatMap((row) => row[index] ?? [])).flat();
  const checked = parts.map((part) => checksOf(part, checks));
  return [...turns(parts, short + 1), ...turns(checked, checks)];
}

/** Draws the function patterns: finders, timing, alignment, version, and format. */
function frame(version: number): Square {
  const size = version * 4 + 17;
  const square: Square = Array.from({ length: size }, () => Array<null>(size).fill(null));
  const draw = (x: number, y: number, isDark: boolean) => {
    const row = square[y];
    if (row && x >= 0 && x < size) row[x] = isDark;
  };
  const rings = (x: number, y: number, reach: number, light: number[]) => {
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        draw(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  };
  for (let index = 0; index < size; index++) {
    draw(6, index, index % 2 === 0);
    draw(index, 6, index % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) rings(x, y, 4, [2, 4]);
  const lines = alignments(version);
  const step = Math.floor((version * 4 + lines * 2 + 1) / (lines * 2 - 2)) * 2;
  const places = Array.from({ length: lines }, (_, line) =>
    line === 0 ? 6 : size - 7 - step * (lines - 1 - line),
  );
  const ends = [6, size - 7];
  for (const x of places) {
    for (const y of places) {
      const isFinder = ends.includes(x) && ends.includes(y) && (x === 6 || y === 6);
      if (!isFinder) rings(x, y, 2, [1]);
    }
  }
  if (version >= 7) {
    const bits = withChecks(version, 12, 0x1f25);
    for (let bit = 0; bit < 18; bit++) {
      const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
      draw(far, near, ((bits >> bit) & 1) === 1);
      draw(near, far, ((bits >> bit) & 1) === 1);
    }
  }
  drawFormat(square);
  return square;
}

function withChecks(value: number, length: number, generator: number): number {
  let rest = value;
  for (let bit = 0; bit < length; bit++) rest = (rest << 1) ^ ((rest >> (length - 1)) * generator);
  return (value << length) | rest;
}

function drawFormat(square: Square): void {
  const size = square.length;
  const bits = withChecks(FORMAT, 10, 0x537) ^ 0x5412;
  const draw = (x: number, y: number, bit: number) => {
    const row = square[y];
    if (row) row[x] = ((bits >> bit) & 1) === 1;
  };
  for (let bit = 0; bit < 15; bit++) {
    // Around the top left finder, except the timing pattern, and along the other two finders.
    if (bit < 8) draw(8, bit < 6 ? bit : bit + 1, bit);
    else draw(bit === 8 ? 7 : 14 - bit, 8, bit);
    if (bit < 8) draw(size - 1 - bit, 8, bit);
    else draw(8, size - 15 + bit, bit);
  }
  const row = square[size - 8];
  if (row) row[8] = true;
}

/** Fills the free modules in a zigzag of two-module columns, from the right. */
function fill(square: Square, bytes: number[]): boolean[][] {
  const size = square.length;
  const filled = square.map((row) => [...row]);
  let bit = 0;
  for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (square[y]?.[x] !== null) continue;
        const isDark = ((at(bytes, bit >> 3) >> (7 - (bit & 7))) & 1) === 1;
        const row = filled[y];
        if (row) row[x] = isDark !== ((x + y) % 2 === 0);
        bit++;
      }
    }
  }
  return filled.map((row) => row.map((isDark) => isDark === true));
}

/** The rows of the code, true for dark modules; null if the text is too long. */
export function qrCode(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text);
  const fits = (version: number) => bytes.length + (version < 10 ? 2 : 3) <= dataCapacity(version);
  const version = BLOCKS.map((_, index) => index + 1).find(fits);
  if (version === undefined) return null;
  return fill(frame(version), interleaved(dataOf(bytes, version), version));
}
