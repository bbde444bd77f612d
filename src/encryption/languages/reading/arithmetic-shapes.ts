/**
 * Ciphers written out by hand, which name no library: RC4 and the repeating-key XOR. They are known by what is done to
 * which array, in any language, so that minimising and renaming change nothing.
 */
import type { Token } from '../syntax/token.ts';
import type { Stretch } from './value.ts';

interface KeyedStretch extends Stretch {
  /** The variable that holds the key. */
  readonly key: string | undefined;
}

export interface ArithmeticShapes {
  readonly rc4: (KeyedStretch & { readonly complete: boolean }) | undefined;
  readonly xor: KeyedStretch | undefined;
}

interface Element {
  readonly name: string;
  /** Numbers of the tokens of the brackets. */
  readonly open: number;
  readonly close: number;
}

/** Methods and functions that give one character at a place. */
const CHARACTER = /^(?:charcodeat|codepointat|charat|at|getbyte|byteslice|slice|get)$/i;
const PICKER = /^(?:substr|mb_substr|mid|vec)$/i;
const REPEATER = /^(?:cycle|str_repeat|repeat|string)$/i;
/** Tokens between a repeated key and the mixing of it. */
const NEAR = 80;

function is(token: Token | undefined, ...texts: readonly string[]): boolean {
  return token !== undefined && token.kind !== 'text' && texts.includes(token.text);
}

class ShapeFinder {
  readonly #tokens: readonly Token[];
  readonly #openOf: Int32Array;
  readonly #roundIndex: boolean;
  readonly #swapped = new Map<string, Stretch>();
  readonly #mixed = new Map<string, { stretch: Stretch; other: Set<string> }>();
  readonly #repeated = new Map<string, Stretch>();
  readonly #wrapped = new Set<string>();
  #modulo256 = 0;
  #repeater: { name: string | undefined; at: number; end: number } | undefined;
  #cycled: KeyedStretch | undefined;

  constructor(tokens: readonly Token[], roundIndex: boolean) {
    this.#tokens = tokens;
    this.#roundIndex = roundIndex;
    this.#openOf = new Int32Array(tokens.length).fill(-1);
    for (let at = 0; at < tokens.length; at++) {
      const close = tokens[at]?.close ?? -1;
      if (close > 0) this.#openOf[close] = at;
    }
  }

  find(): ArithmeticShapes {
    for (let at = 0; at < this.#tokens.length; at++) this.#look(at);
    let rc4: ArithmeticShapes['rc4'];
    for (const [name, swap] of this.#swapped) {
      const generator = this.#mixed.get(name)?.stretch;
      const keyed = [...this.#repeated].find(([key]) => key !== name);
      if (this.#modulo256 === 0 || (generator === undefined && keyed === undefined)) continue;
      rc4 = { ...cover(swap, generator, keyed?.[1]), complete: generator !== undefined, key: keyed?.[0] };
      break;
    }
    let xor: ArithmeticShapes['xor'];
    for (const [name, { stretch, other }] of this.#mixed) {
      const key = this.#repeated.get(name);
      if (key === undefined || (other.size === 1 && other.has(name))) continue;
      xor = { ...cover(stretch, key), key: name };
      break;
    }
    return { rc4, xor: rc4?.complete === true ? undefined : (xor ?? this.#cycled) };
  }

  #look(at: number): void {
    const tokens = this.#tokens;
    const token = tokens[at];
    if (token === undefined) return;
    if (token.kind === 'name') {
      const element = this.#element(at);
      if (element !== undefined) this.#noteIndex(element);
      if (REPEATER.test(token.text)) this.#noteRepeater(at);
      if (PICKER.test(token.text) && is(tokens[at + 1], '(') && tokens[at + 2]?.kind === 'name') {
        const { close = -1 } = tokens[at + 1] ?? {};
        if (close > 0) this.#noteIndex({ name: key(tokens[at + 2]), open: at + 1, close });
      }
      if (/^xor$/i.test(token.text)) this.#noteMix(at);
      if (/^mod$/i.test(token.text) && this.#is256(at + 1)) this.#modulo256++;
      if (token.text === 'x') this.#noteRepeater(at);
      return;
    }
    if (token.kind !== 'symbol') return;
    if (token.text === '^' || token.text === '^=') this.#noteMix(at);
    else if (
      (token.text === '%' || token.text === '&' || token.text === '%=' || token.text === '&=') &&
      this.#is256(at + 1)
    )
      this.#modulo256++;
    else if (token.text === '=') this.#noteAssignment(at);
  }

  /** `name[...]`, `name.charCodeAt(...)`, and `name(...)` where arrays are indexed so. */
  #element(at: number): Element | undefined {
    const tokens = this.#tokens;
    const token = tokens[at];
    if (token?.kind !== 'name') return undefined;
    let open = at + 1;
    const member = tokens[open];
    if (is(member, '.', '->', '?.') && CHARACTER.test(tokens[open + 1]?.text ?? '')) open += 2;
    const bracket = tokens[open];
    const round = is(bracket, '(') && (open > at + 1 || this.#roundIndex);
    if (!round && !is(bracket, '[')) return undefined;
    const close = bracket?.close ?? -1;
    return close > open + 1 ? { name: key(token), open, close } : undefined;
  }

  /** The element that ends at token `at`. */
  #elementBefore(at: number): Element | undefined {
    if (!is(this.#tokens[at], ']', ')')) return undefined;
    const open = this.#openOf[at] ?? -1;
    if (open < 1) return undefined;
    for (const back of [1, 3]) {
      const element = this.#element(open - back);
      if (element?.close === at) return element;
    }
    return this.#elementWithin(open + 1, at);
  }

  /** The first element between two tokens, not far from the first. */
  #elementWithin(from: number, to: number): Element | undefined {
    for (let at = from; at < Math.min(to, from + 8); at++) {
      const picked = PICKER.test(this.#tokens[at]?.text ?? '') && is(this.#tokens[at + 1], '(');
      if (picked)
        return { name: key(this.#tokens[at + 2]), open: at + 1, close: this.#tokens[at + 1]?.close ?? -1 };
      const element = this.#element(at);
      if (element !== undefined && !this.#isCall(at)) return element;
    }
    return undefined;
  }

  /** With round indices a function is told from an array by its name only. */
  #isCall(at: number): boolean {
    return (
      this.#roundIndex &&
      /^(?:asc|ascw|ascb|chr|chrw|chrb|len|lenb|cint|cbyte|clng|mid|hex)$/i.test(this.#tokens[at]?.text ?? '')
    );
  }

  #is256(at: number): boolean {
    const token = this.#tokens[at];
    if (token?.kind !== 'number') return false;
    const value = Number(token.text);
    return value === 256 || value === 255;
  }

  #noteIndex({ name, open, close }: Element): void {
    const tokens = this.#tokens;
    let repeats = false;
    for (let at = open + 1; at < Math.min(close, open + 24); at++) {
      const modulo = is(tokens[at], '%') || /^mod$/i.test(tokens[at]?.text ?? '');
      // Modulo 5 over fixed state is how Keccak walks.
      if (modulo && tokens[at]?.kind !== 'text' && !this.#is256(at + 1) && tokens[at + 1]?.text !== '5')
        repeats = true;
    }
    const only = close - open === 2 ? tokens[open + 1] : undefined;
    repeats ||= only?.kind === 'name' && this.#wrapped.has(key(only));
    const first = tokens[open - 1];
    const last = tokens[close];
    if (repeats && first !== undefined && last !== undefined && !this.#repeated.has(name))
      this.#repeated.set(name, { start: first.start, end: last.end });
  }

  #noteAssignment(at: number): void {
    const tokens = this.#tokens;
    const target = tokens[at - 1];
    const left = this.#elementBefore(at - 1);
    if (left === undefined) {
      if (target?.kind === 'name') this.#noteWrapped(at, key(target));
      if (!is(target, ']', ')')) return;
    }
    // `a[i], a[j] = a[j], a[i]`, also in square brackets or as a slice.
    const first = is(tokens[at + 1], '[', '(') ? at + 2 : at + 1;
    const right = this.#element(tokens[first]?.text === '$' ? first + 1 : first);
    if (right === undefined) return;
    const before = left === undefined ? this.#elementWithin((this.#openOf[at - 1] ?? 0) + 1, at) : left;
    if (before?.name !== right.name) return;
    const pair = is(tokens[right.close + 1], ',') && this.#element(right.close + 2)?.name === right.name;
    const slice = this.#hasComma(right) && this.#hasComma(before);
    const moved = this.#movesBack(right);
    const start = tokens[before.open - 1];
    const end = tokens[right.close];
    if (
      (pair || slice || moved) &&
      start !== undefined &&
      end !== undefined &&
      !this.#swapped.has(right.name)
    )
      this.#swapped.set(right.name, { start: start.start, end: end.end });
  }

  #hasComma({ open, close }: Element): boolean {
    for (let at = open + 1; at < Math.min(close, open + 12); at++) if (is(this.#tokens[at], ',')) return true;
    return false;
  }

  /** `t = a[i]; a[i] = a[j]; a[j] = t`: behind the second comes the third. */
  #movesBack({ name, close }: Element): boolean {
    const tokens = this.#tokens;
    let at = close + 1;
    while (at < close + 4 && (tokens[at]?.kind === 'break' || is(tokens[at], ',', ':', 'set'))) at++;
    if (is(tokens[at], '$')) at++;
    while (at < close + 10 && is(tokens[at + 1], '.', '->')) at += 2;
    const next = this.#element(at);
    return next?.name === name && is(tokens[next.close + 1], '=') && tokens[next.close + 2]?.kind === 'name';
  }

  /** `k = i % n`: a place that comes round again. */
  #noteWrapped(at: number, name: string): void {
    for (let place = at + 1; place < at + 16; place++) {
      const token = this.#tokens[place];
      if (token === undefined || token.kind === 'break') return;
      if ((is(token, '%') || /^mod$/i.test(token.text)) && !this.#is256(place + 1)) this.#wrapped.add(name);
    }
  }

  #noteMix(at: number): void {
    const token = this.#tokens[at];
    if (token === undefined) return;
    const left = this.#elementBefore(at - 1);
    const right = this.#elementWithin(at + 1, at + 9);
    const stretch = { start: token.start, end: token.end };
    const names = [left?.name, right?.name];
    for (const [index, name] of names.entries()) {
      if (name === undefined) continue;
      const seen = this.#mixed.get(name) ?? { stretch, other: new Set<string>() };
      seen.other.add(names[1 - index] ?? '');
      this.#mixed.set(name, seen);
    }
    const repeater = this.#repeater;
    if (repeater !== undefined && at - repeater.at < NEAR)
      this.#cycled ??= {
        start: Math.min(stretch.start, repeater.end),
        end: Math.max(stretch.end, repeater.end),
        key: repeater.name,
      };
    else this.#lastMix = at;
  }

  #lastMix = -NEAR;

  /** `cycle(key)`, `key.cycle`, `str_repeat($key, n)`, `$key x n`. */
  #noteRepeater(at: number): void {
    const tokens = this.#tokens;
    const token = tokens[at];
    const before = is(tokens[at - 1], '.', '->', '&.') ? tokens[at - 2] : tokens[at - 1];
    const called = is(tokens[at + 1], '(');
    const method = is(tokens[at - 1], '.', '->', '&.') && !/^itertools$/.test(before?.text ?? '');
    if (token === undefined) return;
    if (token.text === 'x' ? before?.kind !== 'name' || !before.text.startsWith('$') : !called && !method)
      return;
    const inner = tokens[at + 2];
    const name = method || token.text === 'x' ? before : called ? inner : undefined;
    this.#repeater = { name: name?.kind === 'name' ? key(name) : undefined, at, end: token.end };
    const mix = tokens[this.#lastMix];
    if (mix !== undefined && at - this.#lastMix < NEAR)
      this.#cycled ??= { start: mix.start, end: token.end, key: this.#repeater.name };
  }
}

/** A variable's name, the same for the array and its elements (`@k`, `$k[0]`). */
function key(token: Token | undefined): string {
  return (token?.text ?? '').replace(/^[$@%]+/, '');
}

function cover(...stretches: readonly (Stretch | undefined)[]): Stretch {
  const known = stretches.filter((stretch) => stretch !== undefined);
  return {
    start: Math.min(...known.map(({ start }) => start)),
    end: Math.max(...known.map(({ end }) => end)),
  };
}

/** Looks for hand-written ciphers in one script. Linear in the number of tokens. */
export function findArithmeticShapes(tokens: readonly Token[], roundIndex: boolean): ArithmeticShapes {
  return new ShapeFinder(tokens, roundIndex).find();
}
