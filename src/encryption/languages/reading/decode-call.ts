/** Decoders that every language has under a name of its own. */
import { decodeBase64, decodeHex } from '../../layers/base64.ts';
import { bytesOf, decodedBytes, decodedText, reverseText, textOf } from './constant-text.ts';
import type { FoldCall } from './fold-call.ts';
import type { Value } from './value.ts';

/** The value to decode: the argument, or what stands before the dot. */
function subject({ args, receiver }: FoldCall): Value | undefined {
  return args[0] ?? receiver;
}

function text(call: FoldCall): string | undefined {
  const value = subject(call);
  const found = value?.partial === true ? undefined : textOf(value);
  return found !== undefined && call.spend(found.length) ? found : undefined;
}

export function foldBase64(call: FoldCall): Value | undefined {
  const found = text(call);
  const bytes = found === undefined ? undefined : decodeBase64(found.trim());
  return bytes === undefined ? undefined : decodedBytes(call, bytes, 'base64');
}

export function foldHex(call: FoldCall): Value | undefined {
  const found = text(call);
  const bytes = found === undefined ? undefined : decodeHex(found.replace(/[\s:]+/g, ''));
  return bytes === undefined ? undefined : decodedBytes(call, bytes, 'hex');
}

export function foldInflate(call: FoldCall): Value | undefined {
  const bytes = bytesOf(subject(call));
  if (bytes === undefined || !call.spend(bytes.length)) return undefined;
  const inflated = call.inflate(bytes);
  return inflated === undefined
    ? decodedBytes(call, bytes, 'compressed')
    : decodedBytes(call, inflated, 'deflate');
}

/** One character, or one for each number: `chr`, `String.fromCharCode`, `bytes`, `pack('C*', ...)`. */
export function foldCharacters(call: FoldCall): Value | undefined {
  const values = call.args.flatMap(
    (value) =>
      value.items ??
      (value.bytes === undefined ? [value] : [...value.bytes].map((number) => ({ ...call, number }))),
  );
  if (values.length === 0 || !call.spend(values.length)) return undefined;
  let made = '';
  for (const { number } of values) {
    if (number === undefined || number < 0 || number > 0x10_ff_ff) return undefined;
    made += String.fromCodePoint(number);
  }
  return decodedText(call, made, 'characters');
}

export function foldRot13(call: FoldCall): Value | undefined {
  const found = text(call);
  return found === undefined ? undefined : decodedText(call, rot13(found), 'rot13');
}

export function rot13(found: string): string {
  return found.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

export function foldUrl(call: FoldCall): Value | undefined {
  const found = text(call);
  if (found === undefined) return undefined;
  const plain = found.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return decodedText(call, plain, 'percent');
}

export function foldReverse(call: FoldCall): Value | undefined {
  const value = subject(call);
  if (value?.items !== undefined && call.spend(value.items.length))
    return { ...value, items: [...value.items].reverse() };
  if (value?.text !== undefined && call.spend(value.text.length)) return reverseText(call, value);
  if (value?.bytes !== undefined && call.spend(value.bytes.length))
    return { ...value, bytes: Buffer.from(Uint8Array.from(value.bytes).reverse()) };
  return undefined;
}

/** Code of one character: `ord`, `charCodeAt`. */
export function foldOrdinal(call: FoldCall): Value | undefined {
  const found = subject(call)?.text;
  return found === undefined || found === '' ? undefined : { ...call, number: found.codePointAt(0) ?? 0 };
}

/** Ranges of characters written out: `a-f` becomes `abcdef`. */
function spread(set: string): string {
  return set.replace(/(.)-(.)/gs, (all, first: string, last: string) => {
    const from = first.charCodeAt(0);
    const count = last.charCodeAt(0) - from + 1;
    if (count < 1 || count > 256) return all;
    return Array.from({ length: count }, (_, index) => String.fromCharCode(from + index)).join('');
  });
}

/** `tr`: characters of `from` become those of `to` at the same place. */
export function translate(found: string, from: string, to: string): string {
  const source = spread(from);
  const target = spread(to);
  const table = new Map<string, string>();
  for (let index = 0; index < source.length; index++) {
    const letter = source.charAt(index);
    if (!table.has(letter)) table.set(letter, target.charAt(Math.min(index, target.length - 1)));
  }
  return [...found].map((letter) => table.get(letter) ?? letter).join('');
}

/** Ruby's and Perl's `unpack`: `m` is base64, `H*` hex digits, `u` uuencoding (left alone). */
export function unpacked(call: FoldCall, value: Value, form: string | undefined): Value | undefined {
  if (form?.startsWith('m') === true) return foldBase64({ ...call, args: [value] });
  if (form?.startsWith('H') === true) {
    const bytes = bytesOf(value);
    return bytes === undefined ? undefined : { ...call, text: bytes.toString('hex') };
  }
  if (
    (form?.startsWith('C') === true || form?.startsWith('U') === true) &&
    call.spend((value.text?.length ?? 0) * 16)
  )
    return {
      ...call,
      items: [...(value.text ?? '')].map((letter) => ({ ...call, number: letter.codePointAt(0) ?? 0 })),
    };
  return undefined;
}

/** `pack`: bytes of hex digits (`H*`), of base64 (`m`), or of numbers. */
export function packed(
  call: FoldCall,
  form: string | undefined,
  values: readonly Value[],
): Value | undefined {
  const [first] = values;
  if (form?.startsWith('H') === true && first !== undefined) return foldHex({ ...call, args: [first] });
  if (form === undefined || /^[CcUWaA]/.test(form)) return foldCharacters({ ...call, args: values });
  return undefined;
}
