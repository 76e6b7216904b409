/** The keys by which a text that is sent again is known to be the same one. */

function newKey(): string {
  // randomUUID is there on secure origins only; a practice's own network may not be one.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A key stays the same for the same text until that text has been answered. */
export class Keys {
  private key: string | null = null;
  private text = "";

  of(...parts: string[]): string {
    const text = JSON.stringify(parts);
    if (this.key === null || this.text !== text) this.key = newKey();
    this.text = text;
    return this.key;
  }

  /** The text was answered: what comes next is another one, though it read the same. */
  answered(): void {
    this.key = null;
  }
}
