/** Reads what stands behind an operand: members, calls, indices. */
import type { Token } from '../syntax/token.ts';
import { BracketReader } from './bracket-reader.ts';
import type { Arguments } from './call.ts';
import { reverseText, sliceText } from './constant-text.ts';
import type { Value } from './value.ts';
import { mixed } from './value.ts';

/** Names are known by their last parts; longer ones are cut. */
const MOST_PATH = 100;
const NO_ARGUMENTS: Arguments = { args: [], named: new Map() };

export abstract class PostfixReader extends BracketReader {
  protected postfix(first: Value, end: number, fresh: boolean): Value {
    let value = first;
    let receiver: Value | undefined;
    // The last part of the name that stands here.
    let name: string | undefined;
    let made = !fresh;
    while (this.at < end) {
      const token = this.token();
      if (token.kind === 'break') {
        // `.method` on the next line.
        const next = this.token(this.at + 1);
        if (
          token.text !== '\n' ||
          next.kind !== 'symbol' ||
          !this.memberMarks.has(next.text) ||
          this.at + 2 >= end
        )
          break;
        this.at++;
        continue;
      }
      if (token.kind === 'symbol') {
        if (this.memberMarks.has(token.text) && this.#isMember(end)) {
          this.at++;
          if (this.isSymbol('(') || this.isSymbol('[')) continue;
          receiver = value;
          name = this.token().text;
          value = this.#member(value, this.token());
          this.at++;
          if (this.#callsBare(receiver, value)) {
            value = this.#reportCall(value, receiver, name, NO_ARGUMENTS, this.token(this.at - 1).end);
            receiver = undefined;
          }
          continue;
        }
        if (
          token.text === '(' &&
          (!token.spaced || this.language.bareCalls !== 'any' || value.path !== undefined)
        ) {
          value = this.#call(value, receiver, made ? name : 'new', end);
          made = true;
          receiver = undefined;
          name = undefined;
          continue;
        }
        if (token.text === '[' && !(token.spaced && this.language.bareCalls === 'any')) {
          value = this.#index(value, end);
          receiver = undefined;
          name = undefined;
          continue;
        }
        if (token.text === '{' && this.language.braceIndex === true && value.path === 'map')
          return this.#mapped(value, end);
        if (
          token.text === '{' &&
          this.language.braceIndex === true &&
          !token.spaced &&
          value.place !== undefined
        ) {
          value = this.#index(value, end);
          receiver = undefined;
          name = undefined;
          continue;
        }
      }
      if (this.#startsBareCall(value, token)) return this.#bareCall(value, receiver, name, end);
      break;
    }
    return made ? value : this.#reportCall(value, receiver, 'new', NO_ARGUMENTS, value.end);
  }

  /** Methods without arguments need no brackets in some languages: `text.reverse`, `cipher.encrypt`. */
  #callsBare(receiver: Value, member: Value): boolean {
    if (this.bareCalls !== undefined || member.path === undefined) return false;
    const token = this.token();
    if (
      (token.text === '(' && token.kind === 'symbol') ||
      this.isSymbol('=') ||
      this.#startsBareCall(member, token)
    )
      return false;
    const constant = receiver.text ?? receiver.bytes ?? receiver.items ?? receiver.number;
    return constant !== undefined || (receiver.cipher !== undefined && receiver.product !== true);
  }

  #isMember(end: number): boolean {
    const next = this.token(this.at + 1);
    if (this.at + 1 >= end) return false;
    return (
      next.kind === 'name' ||
      ((next.text === '(' || next.text === '[') && this.token().text !== '::' && next.kind === 'symbol')
    );
  }

  #member(value: Value, { text, end }: Token): Value {
    const whole =
      value.place === undefined || value.place.length > MOST_PATH ? undefined : `${value.place}.${text}`;
    const known = whole === undefined ? undefined : this.variables.get(whole);
    if (known !== undefined && whole !== undefined) return { ...known, place: whole };
    const member = value.members?.get(text);
    if (member !== undefined) return member;
    const { start, origin, files, product, cipher, path = '' } = value;
    const found: Value = {
      start,
      end,
      path: path.length > MOST_PATH ? `.${text}` : `${path}.${text}`,
      place: whole,
      ...(product === true || cipher === undefined ? {} : { owner: cipher }),
      ...(origin === undefined ? {} : { origin }),
      ...(files === undefined ? {} : { files }),
    };
    return this.readPath(found, text);
  }

  #index(value: Value, end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    const reversed =
      close - open === 5 &&
      this.isSymbol(':', open + 1) &&
      this.isSymbol(':', open + 2) &&
      this.token(open + 4).text === '1';
    const doubled =
      close - open === 4 && this.token(open + 1).text === '::' && this.token(open + 3).text === '1';
    const colon = this.#colon(open, close);
    this.at = open + 1;
    const { args } = this.arguments(close);
    this.at = close + 1;
    const range = { start: value.start, end: value.end };
    const [at, to] = args;
    if (reversed || doubled) {
      if (value.text !== undefined && this.spend(value.text.length)) return reverseText(range, value);
      if (value.bytes !== undefined && this.spend(value.bytes.length * 4))
        return { ...value, bytes: Buffer.from(Uint8Array.from(value.bytes).reverse()) };
      if (value.items !== undefined && this.spend(value.items.length))
        return { ...value, items: [...value.items].reverse() };
    }
    if (at?.text !== undefined) return this.#member(value, { ...this.token(open), text: at.text });
    if (value.text !== undefined && at?.number !== undefined && this.spend(16)) {
      if (!colon) return sliceText(range, value, at.number, at.number + 1);
      return to?.number === undefined
        ? sliceText(range, value, at.number)
        : sliceText(range, value, at.number, to.number);
    }
    if (!colon && at?.number !== undefined) {
      const item = value.items?.[at.number];
      if (item !== undefined) return item;
      if (value.bytes?.[at.number] !== undefined) return { ...range, number: value.bytes[at.number] ?? 0 };
    }
    const place = value.place === undefined ? undefined : `${value.place}[]`;
    return { ...mixed(range, [value, ...args]), ...(place === undefined ? {} : { place }) };
  }

  /** Perl's `map { chr } (...)`: the block is read once for every item of a constant list. */
  #mapped(value: Value, end: number): Value {
    const from = this.at + 1;
    const close = this.closing(this.at, end);
    this.at = close + 1;
    if (this.isSymbol(',')) this.at++;
    const round = this.isSymbol('(');
    const stop = round ? this.closing(this.at, end) : end;
    if (round) this.at++;
    const items = this.arguments(stop).args.flatMap((given) => given.items ?? [given]);
    const after = round ? stop + 1 : stop;
    const range = { start: value.start, end: this.endOf(Math.max(close, stop - 1)) };
    const known = items.length <= 65_536 && items.every((item) => item.path === undefined);
    if (!known || !this.spend(items.length * (close - from + 1) * 8)) {
      this.at = after;
      return mixed(range, items);
    }
    const made: Value[] = [];
    for (const item of items) {
      this.variables.set('$_', item);
      this.at = from;
      const result = this.expression(close);
      // `chr` alone takes the item.
      const plain = result.path === 'chr' && item.number !== undefined;
      made.push(plain ? { ...item, text: String.fromCodePoint(item.number & 0x1f_ff_ff) } : result);
    }
    this.variables.delete('$_');
    this.at = after;
    return { ...range, items: made };
  }

  #colon(open: number, close: number): boolean {
    for (let at = open + 1; at < close && at < open + 8; at++) if (this.isSymbol(':', at)) return true;
    return false;
  }

  #call(callee: Value, receiver: Value | undefined, name: string | undefined, end: number): Value {
    const open = this.at;
    const close = this.closing(open, end);
    this.at = open + 1;
    const given = this.arguments(close);
    this.at = close + 1;
    return this.#reportCall(callee, receiver, name, given, this.endOf(close));
  }

  /** `called` is the last part of the name, `new` where an object is made; taken from the path when not given. */
  #reportCall(
    callee: Value,
    receiver: Value | undefined,
    called: string | undefined,
    { args, named }: Arguments,
    stop: number,
  ): Value {
    const base = callee.path ?? '';
    const path = called === 'new' && !base.endsWith('.new') ? `${base}.new` : base;
    const name = called ?? path.slice(path.lastIndexOf('.') + 1);
    const { start } = callee;
    return this.readCall({
      args,
      named,
      path,
      name,
      receiver,
      callee,
      start,
      end: Math.max(stop, start + 1),
    });
  }

  #startsBareCall(value: Value, token: Token): boolean {
    if (!token.spaced || value.path === undefined || value.callable !== undefined) return false;
    if (this.bareCalls === undefined ? !/^\w[\w.:]*[?!]?$/.test(value.path) : !this.bareCalls.has(value.path))
      return false;
    if (token.kind === 'text' || token.kind === 'number' || this.isSymbol('[')) return true;
    return token.kind === 'name' && !this.operatorWords.has(token.text) && !this.isWord(token);
  }

  #bareCall(callee: Value, receiver: Value | undefined, name: string | undefined, end: number): Value {
    const args: Value[] = [];
    const named = new Map<string, Value>();
    while (this.at < end && this.token().kind !== 'break') {
      const before = this.at;
      const mark = this.token(this.at + 1);
      const key = this.token();
      if (
        (key.kind === 'name' || key.kind === 'text') &&
        mark.kind === 'symbol' &&
        this.language.keyword.includes(mark.text)
      ) {
        this.at += 2;
        named.set(key.text, this.expression(end));
      } else args.push(this.expression(end));
      if (!this.isSymbol(',') || this.at === before) break;
      this.at++;
    }
    const last = args[args.length - 1] ?? callee;
    return this.#reportCall(callee, receiver, name, { args, named }, Math.max(callee.end, last.end));
  }
}
