/**
 * Values of records that products write in more than one way: numbers as text, one-element lists, empty placeholders.
 * Nothing here throws, whatever the value is.
 */

/** A whole number that is not negative, written as one or as decimal digits. Larger than 2^53 is no number to rely on. */
export function wholeNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  if (typeof value !== 'string' || value.length > 16 || !/^\d+$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** A TCP or UDP port; 0 stands for "not told". */
export function portNumber(value: unknown): number {
  const port = wholeNumber(value);
  return port === undefined || port > 65_535 ? 0 : port;
}

/** Text that says something: `''`, `-` and `(null)` say nothing. */
export function said(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value === '' || value === '-' || value === '(null)' ? undefined : value;
}

/** A list of texts; what is no text is left out, as is what exceeds `most`. `undefined` when it is no list. */
export function textList(value: unknown, most: number): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts: string[] = [];
  for (const item of value) {
    if (typeof item === 'string') texts.push(item);
    if (texts.length === most) break;
  }
  return texts;
}

/** Lower-case hexadecimal SHA-256; `undefined` for anything else. */
export function sha256Text(value: unknown): string | undefined {
  return typeof value === 'string' && /^[0-9A-Fa-f]{64}$/.test(value) ? value.toLowerCase() : undefined;
}
