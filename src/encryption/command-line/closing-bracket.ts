/** Deeper than this nobody writes. */
const MOST_NESTED = 64;

/**
 * Offset of the bracket that closes the `$(` of a shell text whose content begins at `start`; -1 without one. Brackets
 * in quotes do not count, but those of a substitution in double quotes do.
 */
export function closingBracket(text: string, start: number): number {
  /** What is open: `(` or `"`, the innermost last. */
  const open = ['('];
  for (let at = start; at < text.length; at++) {
    const letter = text.charAt(at);
    const quoted = open[open.length - 1] === '"';
    if (letter === '\\') at++;
    else if (letter === "'" && !quoted) {
      const close = text.indexOf("'", at + 1);
      if (close < 0) return -1;
      at = close;
    } else if (letter === '"') {
      if (quoted) open.pop();
      else open.push('"');
    } else if (letter === '(' && (!quoted || text.charAt(at - 1) === '$')) open.push('(');
    else if (letter === ')' && !quoted) {
      open.pop();
      if (open.length === 0) return at;
    }
    if (open.length > MOST_NESTED) return -1;
  }
  return -1;
}
