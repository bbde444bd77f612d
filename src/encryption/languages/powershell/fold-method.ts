/** .NET methods that only rearrange constants. */
import { decodeBase64 } from '../../layers/base64.ts';
import { decodeText } from '../../layers/decode-text.ts';
import { LIMITS } from '../../layers/limits.ts';
import { chunkLength, chunksOf } from './chunk-pattern.ts';
import type { Constant } from './constant.ts';
import { allKnown, asBytes, asList, asNumber, asText } from './constant.ts';
import { join, replaceText } from './fold-operator.ts';

const ENCODINGS: Readonly<Record<string, BufferEncoding>> = {
  unicode: 'utf16le',
  utf8: 'utf8',
  ascii: 'latin1',
  default: 'latin1',
};

/** `[type]::name(arguments)`; `type` is lower case without `System.`. */
export function applyStaticMethod(
  type: string,
  name: string,
  given: readonly (Constant | undefined)[],
): Constant | undefined {
  const [first, second] = given;
  if (first === undefined) return undefined;
  switch (`${type}::${name}`) {
    case 'convert::frombase64string': {
      const text = asText(first);
      return text === undefined ? undefined : decodeBase64(text);
    }
    case 'convert::toint16':
    case 'convert::toint32':
    case 'convert::tobyte':
    case 'convert::touint16': {
      const text = asText(first);
      const base = asNumber(second);
      if (text === undefined) return undefined;
      if (base === undefined) return asNumber(first);
      const number = Number.parseInt(text, base);
      return Number.isNaN(number) ? undefined : number;
    }
    case 'char::convertfromutf32':
    case 'convert::tochar': {
      const code = asNumber(first);
      return code === undefined || code < 0 || code > 0x10_ff_ff ? undefined : String.fromCodePoint(code);
    }
    case 'string::join': {
      const separator = asText(first);
      const rest = given.slice(1);
      const list = rest.length === 1 && second !== undefined ? second : allKnown(rest);
      return separator === undefined || list === undefined ? undefined : join(list, separator);
    }
    case 'string::concat': {
      const parts = allKnown(given);
      return parts === undefined
        ? undefined
        : join(
            parts.flatMap((item) => asList(item)),
            '',
          );
    }
    case 'string::new':
      return join(first, '');
    case 'regex::matches': {
      // `-join [regex]::Matches('txet','.','RightToLeft')` reverses a text.
      const options = asText(given[2])?.toLowerCase() ?? '';
      const length = typeof second === 'string' ? chunkLength(second) : undefined;
      if (typeof first !== 'string' || length === undefined) return undefined;
      const pieces = chunksOf(first, length);
      return options.includes('righttoleft') ? pieces.reverse() : pieces;
    }
    default:
      return undefined;
  }
}

/** `target.name(arguments)`; `encoding` is the name of the static property the target came from, if it did. */
export function applyMethod(
  target: Constant | undefined,
  name: string,
  given: readonly (Constant | undefined)[],
  encoding: string | undefined,
): Constant | undefined {
  const [first, second] = given;
  if (name === 'getstring') {
    const bytes = asBytes(first);
    const known = encoding === undefined ? undefined : ENCODINGS[encoding];
    if (bytes === undefined) return undefined;
    return known === undefined ? decodeText(bytes) : bytes.toString(known);
  }
  if (name === 'getbytes' && typeof first === 'string')
    return Buffer.from(first, ENCODINGS[encoding ?? ''] ?? 'utf8');
  if (typeof target === 'number') return name === 'tostring' ? String(target) : undefined;
  if (typeof target !== 'string') return name === 'toarray' ? target : undefined;
  switch (name) {
    case 'replace': {
      const by = asText(second);
      const what = asText(first);
      return what === undefined || by === undefined ? undefined : replaceText(target, what, by, true);
    }
    case 'split': {
      const separators = asText(first);
      if (separators === undefined || separators === '') return undefined;
      return target.split(new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]`));
    }
    case 'substring':
    case 'remove': {
      const start = asNumber(first);
      const length = given.length > 1 ? asNumber(second) : target.length;
      if (start === undefined || length === undefined) return undefined;
      return name === 'substring'
        ? target.slice(start, start + length)
        : target.slice(0, start) + target.slice(start + length);
    }
    case 'insert': {
      const at = asNumber(first);
      const text = asText(second);
      if (at === undefined || text === undefined || target.length + text.length > LIMITS.totalText)
        return undefined;
      return target.slice(0, at) + text + target.slice(at);
    }
    default:
      return applyPlainMethod(target, name);
  }
}

function applyPlainMethod(target: string, name: string): Constant | undefined {
  switch (name) {
    case 'tochararray':
      return target.split('');
    case 'tostring':
      return target;
    case 'tolower':
    case 'tolowerinvariant':
      return target.toLowerCase();
    case 'toupper':
    case 'toupperinvariant':
      return target.toUpperCase();
    case 'trim':
      return target.trim();
    default:
      return undefined;
  }
}
