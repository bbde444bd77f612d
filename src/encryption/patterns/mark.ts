/** Marks and option spellings as patterns write them, made ready for comparing. No pattern holds an expression. */
import type { Mark } from './pattern.ts';

/** An option or subcommand that says something; `value` when only that value of the option does. */
export type ReadyMark =
  | { readonly kind: 'option'; readonly spelling: string; readonly value: string | undefined }
  | { readonly kind: 'phrase'; readonly words: readonly string[] };

/** Letters differ by case, longer names never do; what follows a slash is never told apart by case. */
export function comparable(spelling: string): string {
  return spelling.length > 2 || spelling.startsWith('/') ? spelling.toLowerCase() : spelling;
}

/** `-p*` and `key=*`: the value begins in the same word. */
export function isGlued(spelling: string): boolean {
  return spelling.endsWith('*');
}

export function isOptionSpelling(text: string): boolean {
  return text.startsWith('-') || text.startsWith('/');
}

function separator(text: string): number {
  const equals = text.indexOf('=');
  const colon = text.startsWith('/') ? text.indexOf(':') : -1;
  return colon > 0 && (equals < 0 || colon < equals) ? colon : equals;
}

export function readyMark(mark: Mark): ReadyMark {
  if (isGlued(mark)) return { kind: 'option', spelling: comparable(mark.slice(0, -1)), value: undefined };
  const at = separator(mark);
  if (at > 0) {
    // `mode=encrypt` without a dash is a word of its own that begins with `mode=`.
    const name = isOptionSpelling(mark) ? mark.slice(0, at) : mark.slice(0, at + 1);
    return { kind: 'option', spelling: comparable(name), value: mark.slice(at + 1).toLowerCase() };
  }
  return isOptionSpelling(mark)
    ? { kind: 'option', spelling: comparable(mark), value: undefined }
    : { kind: 'phrase', words: mark.toLowerCase().split(' ') };
}
