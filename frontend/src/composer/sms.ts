/** Counts a text's segments by the same rules as the server's domain/sms_text.py. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
// Each takes two units: an escape and the character.
const EXTENSION = "\f^{}\\[~]|€";

export const MAX_LENGTH = 1600;

export interface Measure {
  encoding: "GSM_7" | "UCS_2";
  segments: number;
  /** Units that are free in the last segment. */
  left: number;
  /** The distinct characters outside GSM-7 as a screen shows them; null for one that a screen does not show. */
  foreign: (string | null)[];
  /** The units of each text. */
  each: number;
}

// Joiners, selectors, spaces of another width.
const INVISIBLE = /[\p{C}\p{Z}\ufe0f]/u;

const isForeign = (character: string) => !BASIC.includes(character) && !EXTENSION.includes(character);

/** A joiner or an accent is part of the character that it changes: the segmenter keeps them together. */
function foreignIn(text: string): (string | null)[] {
  const clusters = [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
  const foreign = clusters.filter((cluster) => [...cluster].some(isForeign));
  const isShown = (cluster: string) => [...cluster].some((c) => isForeign(c) && !INVISIBLE.test(c));
  return [...new Set(foreign.map((cluster) => (isShown(cluster) ? cluster : null)))];
}

export function measure(text: string): Measure {
  const characters = [...text];
  const isPlain = !characters.some(isForeign);
  const foreign = isPlain ? [] : foreignIn(text);
  const [alone, part] = isPlain ? [160, 153] : [70, 67];
  const sizes = characters.map((c) => (isPlain ? (EXTENSION.includes(c) ? 2 : 1) : c.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const encoding = isPlain ? "GSM_7" : "UCS_2";
  if (units <= alone) return { encoding, segments: 1, left: alone - units, foreign, each: alone };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    used += size;
    // A two-unit character that would straddle two segments moves to the second one.
    if (used > part) {
      segments += 1;
      used = size;
    }
  }
  return { encoding, segments, left: part - used, foreign, each: part };
}
