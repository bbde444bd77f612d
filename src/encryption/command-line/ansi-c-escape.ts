const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  f: '\f',
  v: '\v',
};
const CODE = /x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}/y;

/** Reads one character or escape of a `$'...'` string at `at`; `end` is the offset after it. */
export function ansiCEscape(text: string, at: number): { readonly text: string; readonly end: number } {
  if (text.charAt(at) !== '\\') return { text: text.charAt(at), end: at + 1 };
  const next = text.charAt(at + 1);
  CODE.lastIndex = at + 1;
  const code = CODE.exec(text)?.[0];
  if (code !== undefined) {
    const octal = code >= '0' && code <= '8';
    const value = octal ? Number.parseInt(code, 8) : Number.parseInt(code.slice(1), 16);
    return { text: value <= 0x10_ffff ? String.fromCodePoint(value) : '\uFFFD', end: at + 1 + code.length };
  }
  return { text: SIMPLE[next] ?? next, end: at + 2 };
}
