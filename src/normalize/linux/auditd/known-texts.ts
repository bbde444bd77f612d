const MOST = 4_096;
/** Longer texts seldom repeat. */
const LONGEST = 256;

/**
 * One copy of each text that repeats from record to record (programs, folders, users). A piece of a longer text keeps all
 * of it in memory; these copies stand alone. Forgetting costs only a new copy.
 */
export class KnownTexts {
  readonly #texts = new Map<string, string>();

  of(text: string | undefined): string | undefined {
    if (text === undefined || text.length > LONGEST) return text;
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    if (this.#texts.size >= MOST) this.#texts.clear();
    const copy = Buffer.from(text).toString();
    this.#texts.set(copy, copy);
    return copy;
  }
}
