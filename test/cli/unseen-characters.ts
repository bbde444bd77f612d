/**
 * Characters that a terminal, editor or browser acts on instead of showing them: controls but for line ends, reading
 * direction, zero width, separators, half pairs.
 */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Code points of the unseen characters of a text, each once. */
export function unseenCharacters(text: string): readonly string[] {
  return [...new Set(text.match(UNSEEN))].map((char) => (char.codePointAt(0) ?? 0).toString(16)).sort();
}
