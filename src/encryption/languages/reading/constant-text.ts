/** Constant texts of a script, made of each other, that still know where their characters stand. */
import { decodeText } from '../../layers/decode-text.ts';
import type { Stretch, Value } from './value.ts';

/** Longest text that is put together. */
export const LONGEST_TEXT = 1_048_576;
/** Longest one whose characters keep their places. */
const MOST_OFFSETS = 65_536;

/** Where every character of a text stands, if that is known. */
export function offsetsOf({ text = '', map, from }: Value): readonly number[] | undefined {
  if (map !== undefined) return map;
  return from === undefined ? undefined : Array.from({ length: text.length }, (_, index) => from + index);
}

/** The stretch of the script in which a text stands. */
export function edgesOf({ text = '', map, from }: Value): Stretch | undefined {
  if (text === '') return undefined;
  const start = map?.[0] ?? from;
  const last = map === undefined ? (from ?? 0) + text.length - 1 : map[text.length - 1];
  return start === undefined || last === undefined || last < start ? undefined : { start, end: last + 1 };
}

/** The text a value is or decodes to. */
export function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.text !== undefined) return value.text;
  if (value.bytes !== undefined) return decodeText(value.bytes);
  return undefined;
}

/** The bytes a value is; texts count as Latin-1. */
export function bytesOf(value: Value | undefined): Buffer | undefined {
  if (value === undefined || value.partial === true) return undefined;
  if (value.bytes !== undefined) return value.bytes;
  if (value.text !== undefined) return Buffer.from(value.text, 'latin1');
  const { items } = value;
  if (items === undefined || items.length === 0) return undefined;
  const codes = items.map((item) => item.number ?? -1);
  return codes.every((code) => code >= 0 && code < 256) ? Buffer.from(codes) : undefined;
}

/** How a part that is not known stands in a text: as a variable, so that a command line keeps its arguments. */
function placeholder(value: Value): string {
  const name = (value.place ?? value.path ?? '').replace(/\W+/g, '_').slice(0, 40);
  return `\${${/^[A-Za-z_]/.test(name) ? name : `_${name}`}}`;
}

function partOf(value: Value): { text: string; known: boolean } {
  if (value.text !== undefined) return { text: value.text, known: value.partial !== true };
  if (value.number !== undefined) return { text: String(value.number), known: true };
  const bytes = value.bytes?.toString('latin1');
  return bytes === undefined ? { text: placeholder(value), known: false } : { text: bytes, known: true };
}

/** Two or more values written one after the other; at least one must be a text. */
export function joinText(range: Stretch, values: readonly Value[], between = ''): Value | undefined {
  const parts = values.map(partOf);
  const length = parts.reduce((sum, part) => sum + part.text.length + between.length, 0);
  if (length > LONGEST_TEXT) return undefined;
  const text = parts.map((part) => part.text).join(between);
  const decoded = values.find((value) => value.decoded !== undefined)?.decoded;
  const files = values.flatMap((value) => value.files ?? []).slice(0, 8);
  return {
    ...range,
    text,
    map: length > MOST_OFFSETS ? undefined : mapOf(values, parts, between.length),
    ...(parts.every((part) => part.known) ? {} : { partial: true }),
    ...(decoded === undefined ? {} : { decoded }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function mapOf(
  values: readonly Value[],
  parts: readonly { readonly text: string }[],
  between: number,
): number[] {
  const map: number[] = [];
  for (const [index, value] of values.entries()) {
    const last = map[map.length - 1] ?? value.start;
    if (index > 0) for (let unit = 0; unit < between; unit++) map.push(last);
    const length = parts[index]?.text.length ?? 0;
    const offsets = offsetsOf(value);
    // An unknown part stands where its expression stands.
    const end = Math.max(value.start, value.end - 1);
    for (let unit = 0; unit < length; unit++) map.push(offsets?.[unit] ?? Math.min(value.start + unit, end));
  }
  return map;
}

/** Part of a text; offsets as `slice` takes them. */
export function sliceText(range: Stretch, value: Value, from: number, to?: number): Value {
  const text = value.text ?? '';
  const part = text.slice(from, to);
  const start = from < 0 ? Math.max(0, text.length + from) : Math.min(from, text.length);
  const map = value.map?.slice(start, start + part.length);
  return {
    ...value,
    ...range,
    text: part,
    map,
    from: value.from === undefined ? undefined : value.from + start,
  };
}

/** A text with another one put behind it, without copying what is there. */
export function appendText(range: Stretch, value: Value, more: Value): Value | undefined {
  const { text = '', map } = value;
  const part = partOf(more);
  if (text.length + part.text.length > LONGEST_TEXT) return undefined;
  // Texts that share the list of offsets look only at as many as they are long.
  const own = map !== undefined && map.length === text.length ? map : offsetsOf(value)?.slice(0, text.length);
  if (own !== undefined && own.length + part.text.length <= MOST_OFFSETS)
    for (const offset of mapOf([more], [part], 0)) own.push(offset);
  const known = value.partial !== true && part.known;
  return {
    ...value,
    ...range,
    text: text + part.text,
    map: own !== undefined && own.length === text.length + part.text.length ? own : undefined,
    from: undefined,
    ...(known ? {} : { partial: true }),
  };
}

export function reverseText(range: Stretch, value: Value): Value {
  const text = [...(value.text ?? '')].reverse().join('');
  const { length } = value.text ?? '';
  const map = text.length === length ? offsetsOf(value)?.slice(0, length).toReversed() : undefined;
  return { ...value, ...range, text, map, from: undefined, decoded: value.decoded ?? 'reversed' };
}

/** A text decoded out of others; it stands nowhere by itself. */
export function decodedText(range: Stretch, text: string, decoded: string): Value {
  return { ...range, text, decoded };
}

export function decodedBytes(range: Stretch, bytes: Buffer, decoded: string): Value {
  return { ...range, bytes, decoded };
}
