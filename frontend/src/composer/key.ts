/** Idempotency keys: a repeated send of the same text uses the same key. */

function newKey(): string {
  // randomUUID exists only on secure origins; a practice's intranet may use plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns the same key for the same text until the server has responded. */
export class Keys {
  private text: string;

  /** `key` belongs to a text that was sent before a reload. */
  constructor(
    private key: string | null = null,
    ...parts: string[]
  ) {
    this.text = JSON.stringify(parts);
  }

  of(...parts: string[]): string {
    const text = JSON.stringify(parts);
    if (this.key === null || this.text !== text) this.key = newKey();
    this.text = text;
    return this.key;
  }

  /** The server responded: the next text is a new one, even with the same content. */
  clear(): void {
    this.key = null;
  }
}
