import type { QuoteForm, Syntax } from '../syntax/syntax.ts';

const PLAIN = { escapes: 'strict' } as const;
const QUOTES: readonly QuoteForm[] = [
  { ...PLAIN, open: '"""', close: '"""', lines: true },
  { ...PLAIN, open: "'''", close: "'''", lines: true },
  { ...PLAIN, open: '"', close: '"' },
  { ...PLAIN, open: "'", close: "'" },
];

/** Every quote with every prefix, made once so that unclosed ones are known by identity. */
const PREFIXED: ReadonlyMap<string, QuoteForm> = new Map(
  QUOTES.flatMap((quote) =>
    ['r', 'b', 'u', 'f', 'rb', 'br', 'fr', 'rf', 'ur'].map((letters): [string, QuoteForm] => [
      letters + quote.open,
      {
        ...quote,
        escapes: letters.includes('r') ? 'raw' : 'strict',
        ...(letters.includes('f') ? { holes: '{' } : {}),
      },
    ]),
  ),
);

export const PYTHON_SYNTAX: Syntax = {
  lineComments: ['#'],
  blockComments: [],
  quotes: QUOTES,
  prefixed: (letters, quote) => PREFIXED.get(letters + quote.open),
  names: /[A-Za-z_\u00C0-\uFFFF][\w\u00C0-\uFFFF]*/y,
  lineEnds: true,
  continuation: '\\',
};
