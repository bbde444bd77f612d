const BACKSLASH = '\\';

/**
 * Undoes the escapes of Zeek's ASCII writer: `\xHH` is a byte, `\\` a backslash. Escaped bytes that stand side by
 * side are read as UTF-8, because the writer escapes each byte of a character it does not print.
 */
export function unescapeZeek(text: string): string {
  let at = text.indexOf(BACKSLASH);
  if (at < 0) return text;
  let out = '';
  let from = 0;
  while (at >= 0) {
    out += text.slice(from, at);
    if (text[at + 1] === BACKSLASH) {
      out += BACKSLASH;
      from = at + 2;
    } else {
      const bytes: number[] = [];
      from = at;
      for (let byte = escapedByte(text, from); byte >= 0; byte = escapedByte(text, from)) {
        bytes.push(byte);
        from += 4;
      }
      if (bytes.length > 0) out += Buffer.from(bytes).toString('utf8');
      else {
        out += BACKSLASH;
        from = at + 1;
      }
    }
    at = text.indexOf(BACKSLASH, from);
  }
  return out + text.slice(from);
}

/** The byte of `\xHH` at `at`, or -1. */
function escapedByte(text: string, at: number): number {
  if (text[at] !== BACKSLASH || text[at + 1] !== 'x') return -1;
  const high = hexDigit(text.charCodeAt(at + 2));
  const low = hexDigit(text.charCodeAt(at + 3));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  return code >= 65 && code <= 70 ? code - 55 : -1;
}
