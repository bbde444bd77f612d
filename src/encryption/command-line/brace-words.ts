import type { CommandWord } from './command-word.ts';

const BRACES = /^\{[^{}\s]*,[^{}\s]*\}$/;
const MOST = 64;

/** `{openssl,enc,-d}` as the shell expands it, each part with its place; `undefined` for any other word. */
export function braceWords(word: CommandWord): CommandWord[] | undefined {
  if (word.map !== undefined || word.text.charCodeAt(0) !== 123 || !BRACES.test(word.text)) return undefined;
  const words: CommandWord[] = [];
  let start = word.start + 1;
  for (const text of word.text.slice(1, -1).split(',', MOST)) {
    const end = start + text.length;
    if (text !== '') words.push({ text, start, end, map: undefined });
    start = end + 1;
  }
  return words.length === 0 ? undefined : words;
}
