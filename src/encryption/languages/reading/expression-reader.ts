/** Reads the expressions of a script: constants are folded, names followed to what they stand for, calls reported. */
import { LIMITS } from '../../layers/limits.ts';
import { JOIN } from '../syntax/token.ts';
import { joinText } from './constant-text.ts';
import { foldOperator, strengthOf } from './fold-operator.ts';
import { PostfixReader } from './postfix-reader.ts';
import type { Value } from './value.ts';
import { mixed, unknownAt } from './value.ts';

export abstract class ExpressionReader extends PostfixReader {
  protected nesting = 0;

  protected expression(end: number, least = 0): Value {
    if (this.nesting >= LIMITS.nesting) return this.#skip(end);
    this.nesting++;
    let left = this.#operand(end);
    // Texts written one after the other are put together at once: `'a' + 'b' + ...` may have thousands.
    let joined: Value[] | undefined;
    while (this.at < end) {
      const operator = this.#operator(end);
      if (operator === undefined) break;
      const strength = strengthOf(operator) ?? 3;
      if (strength < least) break;
      this.at++;
      if (this.token().kind === 'break' && this.token().text === '\n') this.at++;
      const right = this.expression(end, strength + 1);
      if (this.joinMarks.has(operator) && (joined ?? left.text ?? right.text) !== undefined) {
        joined ??= [left];
        joined.push(right);
        continue;
      }
      if (joined !== undefined) left = this.#join(joined);
      joined = undefined;
      left = foldOperator(operator, left, right, this.joinMarks.has(operator), this.spend);
    }
    if (joined !== undefined) left = this.#join(joined);
    if (least === 0 && this.isSymbol('?') && this.at < end) left = this.#choice(left, end);
    this.nesting--;
    return left;
  }

  #join(parts: readonly Value[]): Value {
    const first = parts[0] ?? unknownAt(this.token());
    const end = parts.reduce((last, part) => Math.max(last, part.end), first.end);
    const range = { start: parts.reduce((least, part) => Math.min(least, part.start), first.start), end };
    const length = parts.reduce((sum, part) => sum + (part.text?.length ?? part.bytes?.length ?? 8), 0);
    const text = this.spend(length) ? joinText(range, parts) : undefined;
    return text === undefined ? mixed(range, parts) : { ...mixed(range, parts), ...text };
  }

  #operator(end: number): string | undefined {
    let token = this.token();
    // A line that begins with a dot or an operator goes on with the one before.
    if (token.kind === 'break' && token.text === '\n' && this.at + 1 < end) {
      const next = this.token(this.at + 1);
      if (next.kind !== 'symbol' || !/^(?:[+|^]|\|\||&&|\?\?)$/.test(next.text)) return undefined;
      this.at++;
      token = next;
    }
    if (token.kind === 'symbol') return strengthOf(token.text) === undefined ? undefined : token.text;
    return token.kind === 'name' && this.operatorWords.has(token.text) ? token.text : undefined;
  }

  #choice(left: Value, end: number): Value {
    this.at++;
    const first = this.expression(end);
    if (!this.isSymbol(':')) return mixed(left, [first]);
    this.at++;
    const second = this.expression(end);
    return first.path !== undefined || first.text !== undefined ? first : second;
  }

  /** Too deep: goes on behind the bracket. */
  #skip(end: number): Value {
    const token = this.token();
    this.at = token.close > this.at && token.close < end ? token.close + 1 : this.at + 1;
    return unknownAt(token);
  }

  #operand(end: number): Value {
    let fresh = false;
    let minus = false;
    while (this.at < end) {
      const token = this.token();
      if (token.kind === 'name' && token.text === 'new' && this.isWord(token)) fresh = true;
      else if (token.kind === 'symbol' && /^(?:[-!~+*\\&@$]|\*\*|\.\.\.|\+\+|--)$/.test(token.text))
        minus ||= token.text === '-';
      else if (!this.isWord(token)) break;
      this.at++;
    }
    if (this.at >= end) return unknownAt(this.token(this.at - 1));
    const value = this.postfix(this.#primary(end), end, fresh);
    return minus && value.number !== undefined ? { ...value, number: -value.number } : value;
  }

  #primary(end: number): Value {
    const token = this.token();
    if (token.kind === 'name') {
      if (this.isFunctionWord(token)) {
        const callable = this.readFunction(end);
        if (callable !== undefined) return callable;
      }
      this.at++;
      if (this.language.arrows === true && this.isSymbol('=>')) return this.arrow([token.text], token, end);
      const known = this.variables.get(token.text);
      if (known !== undefined) return { ...known, place: token.text };
      // `window.crypto` is `crypto`.
      if (this.isGlobal(token) && this.token(this.at + 1).kind === 'name' && this.isSymbol('.')) {
        this.at++;
        return this.#primary(end);
      }
      const path = this.canonical(token.text);
      const named = { path, place: token.text, start: token.start, end: token.end };
      return this.readPath(named, path.slice(path.lastIndexOf('.') + 1));
    }
    if (token.kind === 'text') return this.#text(end);
    if (token.kind === 'number') {
      this.at++;
      const digits = token.text.replace(/[_nlL]/g, '');
      return {
        number: Number(/^0\d+$/.test(digits) ? Number.parseInt(digits, 8) : digits),
        start: token.start,
        end: token.end,
      };
    }
    if (token.kind === 'symbol') {
      if (token.text === '(') return this.round(end);
      if (token.text === '[') return this.square(end);
      if (token.text === '{') return this.braces(end);
      if (/^[)\]}]$/.test(token.text) || token.text === ',' || token.text === ':') return unknownAt(token);
    }
    if (token.kind === 'break') return unknownAt(token);
    this.at++;
    return unknownAt(token);
  }

  /** A literal, with those that follow it directly (`'a' 'b'`). */
  #text(end: number): Value {
    const pieces: Value[] = [];
    const first = this.token();
    while (this.at < end && this.token().kind === 'text') {
      const { text, map, from, start, end: stop } = this.token();
      pieces.push({ text, map, from, start, end: stop });
      this.at++;
    }
    const last = pieces[pieces.length - 1] ?? unknownAt(first);
    const value =
      pieces.length === 1 ? last : (joinText({ start: first.start, end: last.end }, pieces) ?? last);
    // The parts of a command with holes follow; the bracket round them runs it.
    return first.command === true && !this.isSymbol(JOIN) ? this.readCommand(value) : value;
  }
}
