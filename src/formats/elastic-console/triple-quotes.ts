export const TRIPLE = '"""';

/**
 * Kibana's console writes strings that would need many escapes raw, between three quotes. Makes JSON strings of them;
 * text without any is given back as it is. Linear time.
 */
export function withoutTripleQuotes(text: string): string {
  if (!text.includes(TRIPLE)) return text;
  let plain = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '"') continue;
    if (!text.startsWith(TRIPLE, i)) {
      i = stringEnd(text, i);
      continue;
    }
    const end = text.indexOf(TRIPLE, i + TRIPLE.length);
    if (end < 0) break;
    plain += text.slice(done, i) + JSON.stringify(text.slice(i + TRIPLE.length, end));
    done = end + TRIPLE.length;
    i = done - 1;
  }
  return plain + text.slice(done);
}

/** Index of the quote that closes the string which begins at `start`; the end of the text if none does. */
export function stringEnd(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}
