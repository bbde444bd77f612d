/** Writes a story's encoded texts where its command lines and scripts say `{name}`. */
import type { StoryText } from './story.ts';

/** Texts that refer to each other grow fast; no log holds longer ones. */
const LONGEST_TEXT = 1024 * 1024;

/**
 * A function that replaces `{name}` by the encoded text of that name. Other braces stay as they are.
 *
 * @throws RangeError if a text grows beyond 1 MiB.
 */
export function expandTexts(texts: Readonly<Record<string, StoryText>>): (text: string) => string {
  const ready = new Map<string, string>();
  const expand = (text: string): string => {
    if (!text.includes('{')) return text;
    let length = text.length;
    return text.replace(/\{([A-Za-z][A-Za-z0-9_-]{0,63})\}/g, (whole, name: string) => {
      const replacement = ready.get(name) ?? whole;
      length += replacement.length - whole.length;
      if (length > LONGEST_TEXT) throw new RangeError(`a text with {${name}} in it grows beyond 1 MiB`);
      return replacement;
    });
  };
  // A text may use those declared before it, so that layers can be nested and never loop.
  for (const [name, { text, as }] of Object.entries(texts)) ready.set(name, encode(expand(text), as));
  return expand;
}

function encode(text: string, as: StoryText['as']): string {
  if (as === 'plain') return text;
  if (as === 'base64-utf16') return Buffer.from(text, 'utf16le').toString('base64');
  return Buffer.from(text, 'utf8').toString(as);
}
