/** Values that can be known without running anything. `undefined` is everything else. */
export type Constant = string | number | Buffer | readonly Constant[];

/** Longest list a range or a cast may make. */
export const MAX_ITEMS = 65_536;

/** How much work it is to look at a value. */
export function sizeOf(value: Constant | undefined): number {
  return typeof value === 'string' || Buffer.isBuffer(value) || Array.isArray(value) ? value.length : 1;
}

/** As PowerShell turns a value into text: lists are joined by spaces, bytes too. */
export function asText(value: Constant | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return undefined;
}

/** As a list: a single value is a list of one. */
export function asList(value: Constant): readonly Constant[] {
  if (Buffer.isBuffer(value)) return [...value];
  return typeof value === 'string' || typeof value === 'number' ? [value] : value;
}

/** Whole numbers as PowerShell writes them: `65`, `0x41`, and strings of those. */
export function asNumber(value: Constant | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.length > 20) return undefined;
  const text = value.trim();
  return /^(?:0x[0-9a-f]+|-?\d+(?:\.\d+)?)$/i.test(text) ? Number(text) : undefined;
}

/** Bytes of a list of numbers, or of bytes; `undefined` if something else is in it. */
export function asBytes(value: Constant | undefined): Buffer | undefined {
  if (value === undefined || Buffer.isBuffer(value)) return value;
  if (typeof value === 'string' || typeof value === 'number') return undefined;
  const bytes = Buffer.alloc(value.length);
  for (let index = 0; index < value.length; index++) {
    const number = asNumber(value[index]);
    if (number === undefined || number < 0 || number > 255) return undefined;
    bytes[index] = number;
  }
  return bytes;
}

/** The list, if every item of it is known. */
export function allKnown(items: readonly (Constant | undefined)[]): readonly Constant[] | undefined {
  const known = items.filter((item) => item !== undefined);
  return known.length === items.length ? known : undefined;
}

/** As PowerShell takes a value in a condition. */
export function isTrue(value: Constant | undefined): boolean {
  return value !== undefined && value !== '' && value !== 0 && value !== 'False';
}

/** A number as a script writes it, in lower case: `0x1f`, `10kb`, `3l`; multipliers are left out. */
export function literalNumber(text: string): number | undefined {
  const number = Number(text.replace(text.startsWith('0x') ? /l$/ : /(?:kb|mb|gb|l|d)$/, ''));
  return Number.isNaN(number) ? undefined : number;
}
