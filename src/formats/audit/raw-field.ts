/**
 * Fields of a record's text. The kernel writes a text that holds a space, a quote or a control character as hexadecimal
 * digits, so ` name=` is never part of a quoted value, and a quoted value ends at the next quote.
 */

const QUOTE = 0x22;
const SPACE = 0x20;
const ENRICHED = 0x1d;

const MINUS = 0x2d;

/** ` name=`: what a field begins with, unless it is the first. */
export type FieldKey = ` ${string}=`;

/** The value of a field as written, with its quotes; `undefined` where there is no such field. */
export function rawField(text: string, key: FieldKey): string | undefined {
  const at = fieldStart(text, key);
  return at < 0 ? undefined : text.slice(at, valueEnd(text, at));
}

/** Where the value of a field begins, or -1. */
export function fieldStart(text: string, key: FieldKey): number {
  const at = text.indexOf(key);
  if (at >= 0) return at + key.length;
  for (let i = 1; i < key.length; i++) if (text.charCodeAt(i - 1) !== key.charCodeAt(i)) return -1;
  return key.length - 1;
}

/** Behind the value that begins at `start`: after its closing quote, or at the next space. */
export function valueEnd(text: string, start: number): number {
  if (text.charCodeAt(start) === QUOTE) {
    const quote = text.indexOf('"', start + 1);
    return quote < 0 ? text.length : quote + 1;
  }
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === SPACE || code === ENRICHED) break;
  }
  return end;
}

/** The value of a number field, quoted or not; `undefined` for what is no decimal number of up to 15 digits. */
export function decimalField(text: string, key: FieldKey): number | undefined {
  const start = fieldStart(text, key);
  return start < 0 ? undefined : decimalAt(text, start);
}

/** The same for the value that begins at `from`. */
export function decimalAt(text: string, from: number): number | undefined {
  let at = from;
  if (text.charCodeAt(at) === QUOTE) at++;
  const negative = text.charCodeAt(at) === MINUS;
  if (negative) at++;
  const start = at;
  let value = 0;
  for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - 48)
    value = value * 10 + digit;
  if (at === start || at - start > 15 || !endsAt(text, at)) return undefined;
  return negative ? -value : value;
}

/**
 * The low 32 bits of a register (`a0`), which is hexadecimal without a mark: flags and descriptors fit, pointers are of
 * no use here.
 */
export function registerField(text: string, key: FieldKey): number | undefined {
  const start = fieldStart(text, key);
  return start < 0 ? undefined : registerAt(text, start);
}

/** The same for the value that begins at `from`. */
export function registerAt(text: string, from: number): number | undefined {
  let at = from;
  if (text.charCodeAt(at) === QUOTE) at++;
  const start = at;
  let value = 0;
  for (let digit = hexDigit(text.charCodeAt(at)); digit >= 0; digit = hexDigit(text.charCodeAt(++at)))
    value = ((value << 4) | digit) >>> 0;
  return at === start || at - start > 16 || !endsAt(text, at) ? undefined : value;
}

/** The digit of a hexadecimal character, or -1. */
export function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 0x20;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** Without its quotes; `undefined` for what stands for nothing. */
export function unquoted(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value === '(null)' || value === '(none)' || value === '?')
    return undefined;
  return value.charCodeAt(0) === QUOTE
    ? value.slice(1, value.endsWith('"') && value.length > 1 ? -1 : undefined)
    : value;
}

function endsAt(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === SPACE || code === ENRICHED || code === QUOTE;
}
