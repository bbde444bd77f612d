/** C# handed to Add-Type: the same .NET classes and methods, with comments and strings taken out first. */

export interface CsharpUse {
  readonly kind: 'class' | 'method';
  /** As the .NET name, lower case. */
  readonly name: string;
}

const BUILT =
  /\bnew\s+(?:[A-Za-z]{1,60}\s?\.\s?){0,4}([A-Za-z0-9]{1,60})\s?\(|\b([A-Za-z0-9]{1,60})\s?\.\s?Create\s?\(/g;
const CALLED = /\.\s?((?:Create|Transform|Encrypt|Decrypt|Compute)[A-Za-z]{0,30})\s?\(/g;

/** Offset after the comment or string that begins at `at`, or `at` itself if none does. */
function noiseEnd(text: string, at: number): number {
  const two = text.slice(at, at + 2);
  if (two === '//') {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  if (two === '/*') {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (text.charAt(at) !== '"') return at;
  return stringEnd(text, at, text.charAt(at - 1) === '@');
}

/** Offset after a string; a verbatim one knows no escapes and may span lines. */
function stringEnd(text: string, start: number, verbatim: boolean): number {
  if (verbatim) {
    const close = text.indexOf('"', start + 1);
    return close < 0 ? text.length : close + 1;
  }
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"' && text.charAt(at) !== '\n')
    at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

/** Removes comments and strings, so that what is left is code. */
export function csharpCode(text: string): string {
  let code = '';
  let from = 0;
  let at = 0;
  while (at < text.length) {
    const end = noiseEnd(text, at);
    if (end === at) {
      at++;
      continue;
    }
    code += `${text.slice(from, at)} `;
    at = end;
    from = end;
  }
  return code + text.slice(from);
}

/** Objects built and methods called in C# code. */
export function csharpUses(code: string): CsharpUse[] {
  const uses: CsharpUse[] = [];
  for (const found of code.matchAll(BUILT))
    uses.push({ kind: 'class', name: (found[1] ?? found[2] ?? '').toLowerCase() });
  for (const found of code.matchAll(CALLED))
    uses.push({ kind: 'method', name: (found[1] ?? '').toLowerCase() });
  return uses;
}
