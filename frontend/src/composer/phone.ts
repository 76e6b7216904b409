/** Formats a phone number while the user types, and keeps the caret's place. */

export interface Typed {
  value: string;
  caret: number;
}

const isDigit = (character: string) => character >= "0" && character <= "9";

function format(digits: string): string {
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  if (line) return `(${area}) ${exchange}-${line}`;
  if (exchange) return `(${area}) ${exchange}`;
  return area;
}

/** Formats North American numbers only; other input stays unchanged. */
export function formatTyped(value: string, caret: number): Typed {
  const written = value.normalize("NFKC");
  if (!/^[\d\s().+-]*$/.test(written)) return { value, caret };
  let digits = written.replace(/\D/g, "");
  const hasCountry = digits.length === 11 && digits.startsWith("1");
  if (hasCountry) digits = digits.slice(1);
  else if (written.trimStart().startsWith("+") || digits.length > 10) return { value, caret };
  // The number of digits before the caret stays the same.
  let before = [...written.slice(0, caret)].filter(isDigit).length - (hasCountry ? 1 : 0);
  const formatted = format(digits);
  let index = 0;
  while (before > 0 && index < formatted.length) {
    if (isDigit(formatted.charAt(index))) before -= 1;
    index += 1;
  }
  return { value: formatted, caret: caret >= value.length ? formatted.length : index };
}

/** Whether the number of digits fits North America. The server validates the number. */
export function looksComplete(value: string): boolean {
  const digits = value.normalize("NFKC").replace(/\D/g, "");
  return digits.length === 10 || (digits.length === 11 && digits.startsWith("1"));
}
