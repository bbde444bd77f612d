/** What `echo` and `printf` print. */
import { ansiCEscape } from './ansi-c-escape.ts';

const MOST = 262_144;

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let at = 0; at < text.length;) {
    const escape = ansiCEscape(text, at);
    result += escape.text;
    at = escape.end;
  }
  return result;
}

/** `printf format arguments`; `undefined` for formats that need more than strings. */
export function printfOutput(args: readonly string[]): string | undefined {
  const [format = '', ...values] = args[0] === '--' ? args.slice(1) : args;
  const parts = format.split(/%([sbdc%])/);
  if (parts.some((part, index) => index % 2 === 0 && part.includes('%'))) return undefined;
  const directives = parts.filter((part, index) => index % 2 === 1 && part !== '%').length;
  let result = '';
  let next = 0;
  for (;;) {
    for (const [index, part] of parts.entries()) {
      if (index % 2 === 0) result += unescape(part);
      else if (part === '%') result += '%';
      else {
        const value = values[next++] ?? '';
        result += part === 'b' ? unescape(value) : part === 'c' ? value.charAt(0) : value;
      }
    }
    // The format is used again as long as arguments are left.
    if (directives === 0 || next >= values.length || result.length >= MOST) return result;
  }
}

/** `echo words`; `plain` tells that the words are printed as they stand. */
export function echoOutput(args: readonly string[]): {
  readonly text: string;
  readonly skipped: number;
  readonly plain: boolean;
} {
  let skipped = 0;
  let escapes = false;
  while (/^-[neE]+$/.test(args[skipped] ?? '')) {
    if (args[skipped]?.includes('e') === true) escapes = true;
    skipped++;
  }
  const text = args.slice(skipped).join(' ');
  const plain = !escapes || !text.includes('\\');
  return { text: plain ? text : unescape(text), skipped, plain };
}
