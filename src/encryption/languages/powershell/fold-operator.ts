/** Operators and casts on constants. Every function is linear in what it reads. */
import { LIMITS } from '../../layers/limits.ts';
import { chunkLength, chunksOf } from './chunk-pattern.ts';
import type { Constant } from './constant.ts';
import { asBytes, asList, asNumber, asText, MAX_ITEMS } from './constant.ts';

const LITERAL_PATTERN = /^(?:[^\\^$.|?*+()[\]{}]|\\[^\w])*$/;

/** A regular expression that stands for one literal text gives that text. */
function literalPattern(pattern: string): string | undefined {
  return LITERAL_PATTERN.test(pattern) ? pattern.replace(/\\(.)/gs, '$1') : undefined;
}

/** Replaces every occurrence without regard to case, as `-replace` does. */
export function replaceText(text: string, what: string, by: string, sensitive: boolean): string | undefined {
  if (what === '') return undefined;
  const result = sensitive
    ? text.split(what)
    : text.split(new RegExp(what.replace(/[\\^$.|?*+()[\]{}/-]/g, '\\$&'), 'i'));
  const grown = text.length + (result.length - 1) * by.length;
  return grown > LIMITS.totalText ? undefined : result.join(by);
}

function replace(left: string, right: Constant, sensitive: boolean): string | undefined {
  const [what, by] = asList(right);
  const literal = typeof what === 'string' ? literalPattern(what) : undefined;
  const text = by === undefined ? '' : asText(by);
  return literal === undefined || text === undefined || text.includes('$')
    ? undefined
    : replaceText(left, literal, text, sensitive);
}

function format(pattern: string, right: Constant): string | undefined {
  const items = asList(right);
  if (pattern.length > LIMITS.totalText) return undefined;
  let known = true;
  let grown = 0;
  const text = pattern.replace(/\{\{|\}\}|\{(\d{1,3})\}/g, (whole: string, index: string | undefined) => {
    if (index === undefined) return whole.charAt(0);
    const item = asText(items[Number(index)]);
    grown += item?.length ?? 0;
    if (item === undefined || grown > LIMITS.totalText) known = false;
    return known ? (item ?? '') : '';
  });
  return known ? text : undefined;
}

/** `list -join separator`. */
export function join(value: Constant, separator: string): string | undefined {
  const parts: string[] = [];
  let grown = 0;
  for (const item of asList(value)) {
    const text = asText(item);
    grown += (text?.length ?? 0) + separator.length;
    if (text === undefined || grown > LIMITS.totalText) return undefined;
    parts.push(text);
  }
  return parts.join(separator);
}

/** `text -split pattern`; without a pattern at white space. */
export function split(value: Constant, pattern: Constant | undefined): string[] | undefined {
  const text = asText(value);
  if (text === undefined) return undefined;
  if (pattern === undefined) return text.trim().split(/\s+/);
  const separator = asText(asList(pattern)[0]);
  if (separator === undefined) return undefined;
  // `'41424344' -split '(..)'` and `-split '(?<=\G..)'`: what is captured stays.
  const captured = /^\((?!\?)(.+)\)$/s.exec(separator)?.[1] ?? /^\(\?<=\\G(.+)\)$/s.exec(separator)?.[1];
  const length = captured === undefined ? undefined : chunkLength(captured);
  if (length !== undefined)
    return [...chunksOf(text, length), text.slice(text.length - (text.length % length))];
  // A set of single characters, the usual way to hide numbers: '[~!_]' or '~|!'.
  const set =
    /^\[([^\]\\^-]+)\]$/.exec(separator)?.[1] ??
    /^[^\\^$.?*+()[\]{}](?:\|[^\\^$.?*+()[\]{}])+$/.exec(separator)?.[0];
  if (set !== undefined) return text.split(new RegExp(`[${set.replace(/[\\\]^-]/g, '\\$&')}]`));
  const literal = literalPattern(separator);
  return literal === undefined || literal === '' ? undefined : text.split(literal);
}

function range(left: Constant, right: Constant): number[] | undefined {
  const from = asNumber(left);
  const to = asNumber(right);
  if (from === undefined || to === undefined || Math.abs(to - from) >= MAX_ITEMS) return undefined;
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * step);
}

function add(left: Constant, right: Constant): Constant | undefined {
  if (typeof left === 'string') {
    const text = asText(right);
    return text === undefined || left.length + text.length > LIMITS.totalText ? undefined : left + text;
  }
  if (typeof left === 'number') {
    const number = asNumber(right);
    return number === undefined ? undefined : left + number;
  }
  if (left.length + asList(right).length > MAX_ITEMS) return undefined;
  return [...asList(left), ...asList(right)];
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '-bxor': (a, b) => a ^ b,
  '-band': (a, b) => a & b,
  '-bor': (a, b) => a | b,
  '-shl': (a, b) => a << b,
  '-shr': (a, b) => a >> b,
};

/** Binary operator on two constants, or `undefined` where the result is not knowable. */
export function applyBinary(operator: string, left: Constant, right: Constant): Constant | undefined {
  switch (operator) {
    case '+':
      return add(left, right);
    case '..':
      return range(left, right);
    case '-f':
      return typeof left === 'string' ? format(left, right) : undefined;
    case '-join': {
      const separator = asText(right);
      return separator === undefined ? undefined : join(left, separator);
    }
    case '-split':
    case '-isplit':
    case '-csplit':
      return split(left, right);
    case '-replace':
    case '-ireplace':
    case '-creplace':
      return typeof left === 'string' ? replace(left, right, operator === '-creplace') : undefined;
    default: {
      const apply = ARITHMETIC[operator];
      const a = asNumber(left);
      const b = asNumber(right);
      return apply === undefined || a === undefined || b === undefined ? undefined : apply(a, b);
    }
  }
}

/** `value[index]` with single numbers, ranges and negative numbers. */
export function applyIndex(value: Constant, index: Constant): Constant | undefined {
  const source = typeof value === 'string' ? value : asList(value);
  const pick = (at: Constant): Constant | undefined => {
    const number = asNumber(at);
    return number === undefined ? undefined : source[number < 0 ? source.length + number : number];
  };
  if (typeof index === 'number') return pick(index);
  const items: Constant[] = [];
  for (const at of asList(index)) {
    const item = pick(at);
    if (item !== undefined) items.push(item);
  }
  return items;
}

function asCharacter(value: Constant): string | undefined {
  if (typeof value === 'string' && value.length === 1) return value;
  const code = asNumber(value);
  return code === undefined || code < 0 || code > 0xff_ff ? undefined : String.fromCharCode(code);
}

/** `[type]value` for the casts that hide text. Unknown types give `undefined`, harmless ones the value itself. */
export function applyCast(type: string, value: Constant): Constant | undefined {
  switch (type.replace(/^system\./, '')) {
    case 'char':
      return asCharacter(value);
    case 'char[]': {
      const list = typeof value === 'string' ? value.split('') : asList(value);
      const characters: string[] = [];
      for (const item of list) {
        const character = asCharacter(item);
        if (character === undefined) return undefined;
        characters.push(character);
      }
      return characters;
    }
    case 'string':
      return typeof value === 'string' || typeof value === 'number' ? asText(value) : join(value, ' ');
    case 'int':
    case 'int32':
    case 'int16':
    case 'uint16':
    case 'byte':
    case 'long':
      return asNumber(
        typeof value === 'string' && value.length === 1 && !/\d/.test(value) ? value.charCodeAt(0) : value,
      );
    case 'byte[]':
      return asBytes(value);
    case 'string[]':
    case 'object[]':
    case 'array':
    case 'int[]':
    case 'io.memorystream':
    case 'object':
      return value;
    default:
      return undefined;
  }
}
