/** Operators over constants: texts joined and repeated, numbers counted, everything else left unknown. */
import { JOIN } from '../syntax/token.ts';
import { bytesOf, decodedBytes, decodedText, joinText, LONGEST_TEXT, offsetsOf } from './constant-text.ts';
import type { Stretch, Value } from './value.ts';
import { mixed } from './value.ts';

/** Longer repetitions are no keys of which the place matters. */
const MOST_OFFSETS = 4096;

const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '??': 1,
  or: 1,
  '&&': 2,
  and: 2,
  '==': 3,
  '!=': 3,
  '===': 3,
  '!==': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  '<>': 3,
  '=~': 3,
  '!~': 3,
  in: 3,
  is: 3,
  eq: 3,
  ne: 3,
  instanceof: 3,
  '|': 4,
  '^': 4,
  xor: 4,
  '&': 5,
  '<<': 6,
  '>>': 6,
  '>>>': 6,
  '+': 7,
  '-': 7,
  '.': 7,
  [JOIN]: 7,
  '..': 7,
  '*': 8,
  '/': 8,
  '%': 8,
  mod: 8,
  x: 8,
  '**': 9,
};

/** How strongly an operator binds; `undefined` for what is none. */
export function strengthOf(operator: string): number | undefined {
  return Object.hasOwn(STRENGTH, operator) ? STRENGTH[operator] : undefined;
}

function count(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? undefined : left / right;
    case '%':
    case 'mod':
      return right === 0 ? undefined : left % right;
    case '^':
    case 'xor':
      return left ^ right;
    case '&':
    case 'and':
      return left & right;
    case '|':
      return left | right;
    case '<<':
      return left << right;
    case '>>':
      return left >> right;
    case '**':
      return left ** right;
    default:
      return undefined;
  }
}

/** `'%s and %d' % (a, b)`. */
function percentFormat(range: Stretch, form: string, value: Value): Value | undefined {
  const values = value.items ?? [value];
  let next = 0;
  const pieces = form
    .split(/(%(?:\(\w{1,40}\))?[-+ 0#]?\d{0,4}(?:\.\d{1,4})?[sdrxic])/)
    .map((piece, index): Value => {
      if (index % 2 === 0) return { ...range, text: piece.replaceAll('%%', '%') };
      return values[next++] ?? { ...range };
    });
  return pieces.length > 1 ? joinText(range, pieces) : undefined;
}

function repeated(
  range: Stretch,
  value: Value,
  times: number,
  spend: (steps: number) => boolean,
): Value | undefined {
  if (times < 0 || !Number.isInteger(times)) return undefined;
  const length = (value.text?.length ?? value.bytes?.length ?? 0) * times;
  if (length > LONGEST_TEXT || !spend(length)) return undefined;
  if (value.text !== undefined) {
    const offsets = length <= MOST_OFFSETS ? offsetsOf(value) : undefined;
    const map =
      offsets === undefined
        ? undefined
        : Array.from({ length }, (_, index) => offsets[index % offsets.length] ?? range.start);
    return { ...decodedText(range, value.text.repeat(times), 'repeated'), map };
  }
  const { bytes } = value;
  return bytes === undefined ? undefined : decodedBytes(range, Buffer.alloc(length, bytes), 'repeated');
}

/** The value of `left operator right`. */
export function foldOperator(
  operator: string,
  left: Value,
  right: Value,
  joins: boolean,
  spend: (steps: number) => boolean,
): Value {
  const range = { start: Math.min(left.start, right.start), end: Math.max(left.end, right.end) };
  const lowest =
    left.number !== undefined && right.number !== undefined
      ? count(operator, left.number, right.number)
      : undefined;
  if (lowest !== undefined) return { ...range, number: lowest };
  if (joins) {
    if (left.text !== undefined || right.text !== undefined) {
      const length = (left.text?.length ?? 0) + (right.text?.length ?? 0) + 1;
      const whole = spend(length) ? joinText(range, [left, right]) : undefined;
      if (whole !== undefined) return { ...mixed(range, [left, right]), ...whole };
    }
    if (
      left.items !== undefined &&
      right.items !== undefined &&
      spend(left.items.length + right.items.length)
    )
      return { ...range, items: [...left.items, ...right.items] };
    const first = left.bytes === undefined ? undefined : bytesOf(left);
    const second = right.bytes === undefined ? undefined : bytesOf(right);
    if (first !== undefined && second !== undefined && spend(first.length + second.length))
      return decodedBytes(range, Buffer.concat([first, second]), left.decoded ?? 'joined');
  }
  if (operator === '%' && left.text !== undefined) {
    const text = spend(left.text.length) ? percentFormat(range, left.text, right) : undefined;
    if (text !== undefined) return { ...mixed(range, [left, right]), ...text };
  }
  if ((operator === '*' || operator === 'x') && right.number !== undefined) {
    const text = repeated(range, left, right.number, spend);
    if (text !== undefined) return text;
    if (left.items?.length === 1 && operator === 'x' && left.items[0] !== undefined)
      return repeated(range, left.items[0], right.number, spend) ?? mixed(range, [left]);
  }
  if (operator === '||' || operator === 'or' || operator === '??') {
    const known =
      left.text !== undefined ||
      left.path !== undefined ||
      left.cipher !== undefined ||
      left.origin !== undefined;
    return known ? left : right;
  }
  return mixed(range, [left, right]);
}
