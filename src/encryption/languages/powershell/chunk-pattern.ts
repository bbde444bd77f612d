/** Regular expressions that cut a text into pieces of one length: `..`, `.{2}`, `\w\w`, `[0-9A-F]{2}`. */

const UNIT = /\\[wWdDsS]|\.|\[[^\]\\]{1,32}\]/;
const CHUNK = new RegExp(`^(?:${UNIT.source}){1,8}$|^(?:${UNIT.source})\\{(\\d{1,2})\\}$`);
const UNITS = new RegExp(UNIT.source, 'g');

/** Number of characters such an expression stands for; `undefined` for any other. */
export function chunkLength(pattern: string): number | undefined {
  if (pattern.length > 280) return undefined;
  const found = CHUNK.exec(pattern);
  if (found === null) return undefined;
  const length = found[1] === undefined ? (pattern.match(UNITS)?.length ?? 0) : Number(found[1]);
  return length > 0 ? length : undefined;
}

/** The text in pieces of `length`; a shorter rest is left out, as an expression would not match it. */
export function chunksOf(text: string, length: number): string[] {
  const count = Math.floor(text.length / length);
  return Array.from({ length: count }, (_, index) => text.slice(index * length, (index + 1) * length));
}
