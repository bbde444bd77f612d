const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** What closes a bracket; any other character closes itself. */
export function closingOf(open: string): string {
  return CLOSING[open] ?? open;
}

/**
 * Offset of the bracket that closes the one just before `from`, or -1. No more than `limit` characters are looked
 * at; with `quotes`, quoted stretches on one line are skipped.
 */
export function closingBracket(
  text: string,
  from: number,
  to: number,
  open: string,
  limit: number,
  quotes = true,
): number {
  const close = closingOf(open);
  const end = Math.min(to, from + limit);
  let depth = 1;
  let quote = '';
  for (let at = from; at < end; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (quote !== '') {
      if (character === quote || character === '\n') quote = '';
    } else if (character === close && --depth === 0) return at;
    else if (character === open && open !== close) depth++;
    else if (quotes && (character === '"' || character === "'")) quote = character;
  }
  return -1;
}
