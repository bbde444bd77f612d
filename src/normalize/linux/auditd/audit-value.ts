import { rawField } from '../../../formats/audit/raw-field.ts';
import type { FieldKey } from '../../../formats/audit/raw-field.ts';

const HEX = /^(?:[0-9A-Fa-f]{2})+$/;

/**
 * A text field: in quotes as it is, else hexadecimal digits of bytes that hold a space, a quote or a control character.
 * Bytes that are no UTF-8 become U+FFFD. `undefined` for `(null)` and the like.
 */
export function textField(record: string, key: FieldKey): string | undefined {
  return decodeText(rawField(record, key));
}

/** The text of a value as written in a record; an empty one is `undefined`. */
export function decodeText(value: string | undefined): string | undefined {
  if (value === undefined || value === '' || value === '(null)' || value === '(none)' || value === '?')
    return undefined;
  const text = decodeArgument(value);
  return text === '' ? undefined : text;
}

/** The same for an argument, which may be empty or read `(null)`. */
export function decodeArgument(value: string): string {
  if (value.charCodeAt(0) === 0x22)
    return value.slice(1, value.length > 1 && value.endsWith('"') ? -1 : undefined);
  return decodeHex(value) ?? (value === '(null)' ? '' : value);
}

/** Text of hexadecimal digits, `undefined` for anything else. */
export function decodeHex(digits: string): string | undefined {
  return isHex(digits) ? Buffer.from(digits, 'hex').toString('utf8') : undefined;
}

export function isHex(text: string): boolean {
  return text.length % 2 === 0 && text.length > 0 && HEX.test(text);
}
