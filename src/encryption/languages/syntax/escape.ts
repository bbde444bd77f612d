/** Escapes of string literals, as most languages write them. */

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  v: '\v',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '`': '`',
};
const CODE =
  /x\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})/y;

/** Reads the escape whose backslash stands at `at`; `strict` keeps the backslash of an unknown one. */
export function readEscape(
  text: string,
  at: number,
  strict: boolean,
): { readonly text: string; readonly end: number } {
  const next = text.charAt(at + 1);
  CODE.lastIndex = at + 1;
  const code = CODE.exec(text);
  if (code !== null) {
    const hex = code[1] ?? code[2] ?? code[3] ?? code[4] ?? code[5];
    const value = hex === undefined ? Number.parseInt(code[6] ?? '0', 8) : Number.parseInt(hex, 16);
    const read = value <= 0x10_ff_ff ? String.fromCodePoint(value) : '\uFFFD';
    return { text: read, end: at + 1 + code[0].length };
  }
  if (next === '\r' && text.charAt(at + 2) === '\n') return { text: '', end: at + 3 };
  const simple = SIMPLE[next];
  return { text: simple ?? (strict ? `\\${next}` : next), end: at + 2 };
}
