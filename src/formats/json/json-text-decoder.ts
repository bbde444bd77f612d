import { isByteOrderMark } from '../byte-order-mark.ts';
import { ByteWindow } from '../byte-window.ts';
import type { RecordDecoder, RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import * as Byte from './json-bytes.ts';
import { JsonDamage } from './json-damage.ts';
import { JsonDeepSkip } from './json-deep-skip.ts';
import { DEEPEST_JSON } from './json-limits.ts';
import { deliverJson, rejectJson } from './json-record.ts';
import * as State from './json-scan-state.ts';
import { wrapperKey } from './json-wrapper.ts';
import type { WrapperKey } from './json-wrapper.ts';

/** Containers that may enclose the records. */
const DEEPEST_ENCLOSURE = 16;
const LONGEST_WATCHED_KEY = 16;

/**
 * Finds records in a stream of JSON text in one pass over its bytes. It follows the grammar only so far as to know
 * where a record begins and ends and to notice damage at once; `JSON.parse` judges each record.
 */
export class JsonTextDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #longest: number;
  readonly #window = new ByteWindow(0);
  readonly #damage = new JsonDamage();
  readonly #deepSkip = new JsonDeepSkip();
  /** The opening byte of each open container. */
  readonly #stack: number[] = [];
  /** Number of open containers at the level of records. */
  #base = 0;
  /** For every wrapper whose records are being read: the level outside it, and the level of its records. */
  readonly #wrappers: { readonly outside: number; readonly inside: number }[] = [];
  #state: number = State.Between;
  /** Window index of the next byte. */
  #at = 0;
  /** Window index where the record begins; -1 between records, in a wrapper, and in a record that is given up. */
  #record = -1;
  /** Offset in the member where a rejection would begin. */
  #since = 0;
  #tooLong = false;
  #keyStart = -1;
  #key: WrapperKey = 'none';
  #inHits = false;
  #resynchronised = false;
  #unwrapped = false;

  constructor(source: string, sink: RecordSink, longest: number) {
    this.#source = source;
    this.#sink = sink;
    this.#longest = longest;
  }

  /** True once the text proved to be a wrapper of records. */
  get unwrapped(): boolean {
    return this.#unwrapped;
  }

  /** True while bytes are being skipped because they make no sense or are nested too deeply. */
  get damaged(): boolean {
    return this.#state >= State.Damaged;
  }

  push(bytes: Buffer): void {
    this.#window.append(bytes, 0, bytes.length);
    this.#scan();
    this.#compact();
  }

  end(): void {
    const total = this.#window.origin + this.#window.length;
    if (this.#state === State.Between) {
      if (this.#base > 0 && !this.#resynchronised) this.#reject('truncated', total, total);
    } else if (this.#state === State.Damaged) this.#reject('json-broken', this.#since, total);
    else if (this.damaged) this.#reject('json-too-deep', this.#since, total);
    else this.#reject(this.#tooLong ? 'record-too-long' : 'truncated', this.#since, total);
  }

  #scan(): void {
    const { bytes, length } = this.#window;
    while (this.#at < length) {
      const state = this.#state;
      if (state === State.KeyString || state === State.ValueString) {
        if (!this.#string(bytes, length)) return;
      } else if (state === State.Scalar) this.#scalar(bytes, length);
      else if (state === State.Damaged) this.#skipDamage(bytes, length);
      else if (state === State.Deep) {
        if (!this.#skipDeep(bytes, length)) return;
      } else {
        const byte = bytes[this.#at] ?? 0;
        if (Byte.isBlank(byte)) this.#at++;
        else if (state === State.Between) this.#between(byte);
        else if (state === State.WrapperPeek) this.#peek(byte);
        else this.#inside(byte);
      }
    }
  }

  #between(byte: number): void {
    const offset = this.#window.origin + this.#at;
    if (byte === Byte.OPEN_OBJECT) {
      this.#begin(this.#at);
      this.#at++;
    } else if (byte === Byte.OPEN_ARRAY) {
      if (this.#base >= DEEPEST_ENCLOSURE) {
        this.#since = offset;
        this.#giveUpDeep(0);
        return;
      }
      this.#stack.push(byte);
      this.#base = this.#stack.length;
      this.#at++;
    } else if (byte === Byte.CLOSE_ARRAY && (this.#base > 0 || this.#resynchronised)) {
      this.#at++;
      if (this.#base > 0) this.#leaveArray(offset);
    } else if (byte === Byte.COMMA || isByteOrderMark(byte, offset)) this.#at++;
    else {
      this.#since = offset;
      this.#break();
    }
  }

  #begin(at: number): void {
    this.#record = at;
    this.#since = this.#window.origin + at;
    this.#tooLong = false;
    this.#inHits = false;
    this.#stack.push(Byte.OPEN_OBJECT);
    this.#state = State.Key;
  }

  /** The array that holds records ends: back to what encloses it, which may be the rest of a wrapper. */
  #leaveArray(offset: number): void {
    this.#stack.pop();
    const wrapper = this.#wrappers.at(-1);
    if (wrapper?.inside === this.#base) {
      this.#wrappers.pop();
      this.#base = wrapper.outside;
      this.#since = offset;
      this.#state = State.Next;
    } else this.#base = this.#stack.length;
  }

  /** Commas and closing brackets too many are let pass: `JSON.parse` then rejects exactly this record. */
  #inside(byte: number): void {
    const state = this.#state;
    if (byte === Byte.CLOSE_OBJECT || byte === Byte.CLOSE_ARRAY) this.#close(byte);
    else if (byte === Byte.COMMA) {
      this.#state = this.#stack.at(-1) === Byte.OPEN_OBJECT ? State.Key : State.Value;
      this.#at++;
    } else if (state === State.Key && byte === Byte.QUOTE) {
      const level = this.#stack.length - this.#base;
      this.#keyStart = level === 1 || (level === 2 && this.#inHits) ? this.#at + 1 : -1;
      this.#state = State.KeyString;
      this.#at++;
    } else if (state === State.Colon && byte === Byte.COLON) {
      this.#state = State.Value;
      this.#at++;
    } else if (state === State.Value && byte !== Byte.COLON) this.#value(byte);
    else this.#break();
  }

  #value(byte: number): void {
    if (byte === Byte.QUOTE) {
      this.#state = State.ValueString;
      this.#at++;
    } else if (byte === Byte.OPEN_OBJECT || byte === Byte.OPEN_ARRAY) this.#open(byte);
    else this.#state = State.Scalar;
  }

  #open(byte: number): void {
    const level = this.#stack.length - this.#base;
    if (level >= DEEPEST_JSON) {
      this.#giveUpDeep(level);
      return;
    }
    this.#stack.push(byte);
    this.#at++;
    if (byte === Byte.OPEN_OBJECT) {
      if (level === 1) this.#inHits = this.#key === 'hits';
      this.#state = State.Key;
    } else {
      const holdsRecords = this.#key === 'records' ? level === 1 : this.#key === 'hits' && level === 2;
      this.#state = holdsRecords && this.#base < DEEPEST_ENCLOSURE ? State.WrapperPeek : State.Value;
    }
  }

  #peek(byte: number): void {
    if (byte !== Byte.OPEN_OBJECT) {
      this.#state = State.Value;
      return;
    }
    this.#wrappers.push({ outside: this.#base, inside: this.#stack.length });
    this.#base = this.#stack.length;
    this.#record = -1;
    this.#tooLong = false;
    this.#unwrapped = true;
    this.#state = State.Between;
  }

  #close(byte: number): void {
    const opening = byte === Byte.CLOSE_OBJECT ? Byte.OPEN_OBJECT : Byte.OPEN_ARRAY;
    if (this.#stack.at(-1) !== opening) {
      this.#break();
      return;
    }
    this.#stack.pop();
    this.#at++;
    this.#key = 'none';
    if (this.#stack.length > this.#base) this.#state = State.Next;
    else this.#finish();
  }

  #finish(): void {
    const { bytes, origin } = this.#window;
    const start = this.#record;
    const end = this.#at;
    this.#state = State.Between;
    this.#record = -1;
    if (this.#tooLong || (start >= 0 && end - start > this.#longest)) {
      this.#tooLong = false;
      this.#reject('record-too-long', this.#since, origin + end);
    } else if (start >= 0 && this.#sink.wantsJson(bytes.subarray(0, end), start, end))
      deliverJson(this.#sink, this.#source, bytes, start, end, origin + start, 'json-broken');
  }

  /** Returns false when the string cannot be followed further without more bytes. */
  #string(bytes: Buffer, length: number): boolean {
    const end = Byte.findStringEnd(bytes, this.#at, length);
    this.#at = end;
    if (end === length || bytes[end] === Byte.BACKSLASH) return false;
    // At a raw newline a quote is missing, and what follows must not be swallowed.
    if (bytes[end] === Byte.NEWLINE) this.#break();
    else this.#endString(bytes, end);
    return true;
  }

  #endString(bytes: Buffer, at: number): void {
    if (this.#state === State.KeyString) {
      this.#key = this.#keyStart < 0 ? 'none' : wrapperKey(bytes, this.#keyStart, at);
      this.#keyStart = -1;
      this.#state = State.Colon;
    } else this.#state = State.Next;
    this.#at = at + 1;
  }

  #scalar(bytes: Buffer, length: number): void {
    let at = this.#at;
    while (at < length && !Byte.endsScalar(bytes[at] ?? 0)) at++;
    this.#at = at;
    if (at < length) this.#state = State.Next;
  }

  #giveUpDeep(level: number): void {
    this.#abandon();
    this.#deepSkip.begin(level);
    this.#state = State.Deep;
  }

  #skipDeep(bytes: Buffer, length: number): boolean {
    const end = this.#deepSkip.search(bytes, this.#at, length);
    this.#at = this.#deepSkip.at;
    if (end < 0) return false;
    this.#state = State.Between;
    this.#reject('json-too-deep', this.#since, this.#window.origin + end);
    return true;
  }

  #break(): void {
    this.#abandon();
    this.#damage.begin();
    this.#state = State.Damaged;
  }

  #abandon(): void {
    this.#stack.length = this.#base;
    this.#record = -1;
    this.#keyStart = -1;
    this.#tooLong = false;
  }

  #skipDamage(bytes: Buffer, length: number): void {
    const start = this.#damage.search(bytes, this.#at, length);
    this.#at = this.#damage.at;
    if (start < 0) return;
    this.#reject('json-broken', this.#since, this.#window.origin + start);
    this.#resynchronised = true;
    this.#begin(start);
  }

  #compact(): void {
    if (this.#record >= 0 && this.#at - this.#record > this.#longest) {
      this.#record = -1;
      this.#tooLong = true;
    }
    if (this.#at - this.#keyStart > LONGEST_WATCHED_KEY) this.#keyStart = -1;
    let kept = this.#at;
    for (const index of [this.#record, this.#keyStart, this.#damage.candidate])
      if (index >= 0 && index < kept) kept = index;
    this.#window.drop(kept);
    this.#at -= kept;
    if (this.#record >= 0) this.#record -= kept;
    if (this.#keyStart >= 0) this.#keyStart -= kept;
    if (this.#damage.candidate >= 0) this.#damage.candidate -= kept;
  }

  #reject(reason: RejectReason, from: number, to: number): void {
    rejectJson(this.#sink, this.#source, reason, from, to - from);
  }
}
