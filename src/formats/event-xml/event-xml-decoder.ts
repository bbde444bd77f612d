import { isByteOrderMark } from '../byte-order-mark.ts';
import { ByteWindow } from '../byte-window.ts';
import type { RecordDecoder, RecordSink } from '../format.ts';
import type { RejectReason } from '../rejected-record.ts';
import { readEvent } from './event-reader.ts';
import type { EventGate } from './event-reader.ts';
import { eventTag, TAG_LOOKAHEAD, tagEnd } from './event-tags.ts';
import type { EventTag } from './event-tags.ts';

const LESS = 0x3c;
const NEWLINE = 0x0a;
const SLASH = 0x2f;
const EXCLAMATION = 0x21;
const FIRST_OF_EVENT = 0x45;
const CDATA_END = Buffer.from(']]>');
const COMMENT_END = Buffer.from('-->');

/** Between events, in a tag there, in an event, and in a section whose content is no markup. */
const Outside = 0;
const OutsideTag = 1;
const Inside = 2;
const Section = 3;

/**
 * Finds `<Event>` elements in a stream of bytes in one pass, whatever encloses or separates them, and reads each.
 * An event that lacks its end is given up where the next one begins; CDATA and comments are never taken for markup.
 */
export class EventXmlDecoder implements RecordDecoder {
  readonly #source: string;
  readonly #sink: RecordSink;
  readonly #longest: number;
  readonly #gate: EventGate;
  readonly #window = new ByteWindow(0);
  #state: number = Outside;
  #at = 0;
  #final = false;
  /** Offset where the event began; its bytes are kept unless it is too long. */
  #since = 0;
  #tooLong = false;
  /** The event's own tag has a namespace prefix, so that its end has one too. */
  #prefixed = false;
  /** What ends the section, and the state to go back to. */
  #sectionEnd: Buffer = CDATA_END;
  #afterSection: number = Outside;
  /** Whole lines of text between events, as offsets; -1 for none. */
  #strayFrom = -1;
  #strayTo = -1;
  /** Offset of the first text on the current line between events, -1 for none. */
  #lineText = -1;
  /** Text on a line that carries an event is a log header or a separator, never a loss. */
  #lineHasEvent = false;

  constructor(source: string, sink: RecordSink, longest: number) {
    this.#source = source;
    this.#sink = sink;
    this.#longest = longest;
    this.#gate = (provider, eventId) => sink.wantsWindows(provider, eventId);
  }

  push(bytes: Buffer): void {
    this.#window.append(bytes, 0, bytes.length);
    this.#scan();
    this.#compact();
  }

  end(): void {
    this.#final = true;
    this.#scan();
    const total = this.#window.origin + this.#window.length;
    if (this.#inEvent) {
      const tooLong = total - this.#since > this.#longest;
      this.#reject(tooLong ? 'record-too-long' : 'truncated', this.#since, total);
    }
    this.#endLine(total);
    this.#rejectStray();
  }

  get #inEvent(): boolean {
    return this.#state === Inside || (this.#state === Section && this.#afterSection === Inside);
  }

  #scan(): void {
    const { bytes, length } = this.#window;
    let progress = true;
    while (progress && this.#at < length) {
      if (this.#state === Outside) progress = this.#outside(bytes, length);
      else if (this.#state === OutsideTag) progress = this.#outsideTag(bytes, length);
      else if (this.#state === Inside) progress = this.#inside(bytes, length);
      else progress = this.#section(bytes, length);
    }
  }

  #outside(bytes: Buffer, length: number): boolean {
    for (; this.#at < length; this.#at++) {
      const byte = bytes[this.#at] ?? 0;
      if (byte === LESS) return this.#outsideMarkup(bytes, length);
      const offset = this.#window.origin + this.#at;
      if (byte === NEWLINE) this.#endLine(offset);
      else if (byte > 0x20 && this.#lineText < 0 && !this.#lineHasEvent && !isByteOrderMark(byte, offset))
        this.#lineText = offset;
    }
    return true;
  }

  #outsideMarkup(bytes: Buffer, length: number): boolean {
    if (!this.#final && length - this.#at < TAG_LOOKAHEAD) return false;
    const tag = eventTag(bytes, this.#at, length);
    if (tag === 'open') this.#begin();
    else if (tag === 'comment') this.#enterSection(COMMENT_END, 4);
    else {
      this.#state = OutsideTag;
      this.#at++;
    }
    return true;
  }

  #outsideTag(bytes: Buffer, length: number): boolean {
    while (this.#at < length && bytes[this.#at] !== 0x3e && bytes[this.#at] !== LESS) this.#at++;
    if (this.#at < length) {
      if (bytes[this.#at] === 0x3e) this.#at++;
      this.#state = Outside;
    }
    return true;
  }

  #inside(bytes: Buffer, length: number): boolean {
    let at = this.#at;
    let tag: EventTag = 'other';
    for (; tag === 'other'; at++) {
      while (at < length && bytes[at] !== LESS) at++;
      this.#at = at;
      if (at === length) return true;
      if (!this.#final && length - at < TAG_LOOKAHEAD) return false;
      // Nearly every tag is one of data; the second byte tells.
      const second = bytes[at + 1] === SLASH ? bytes[at + 2] : bytes[at + 1];
      if (second === FIRST_OF_EVENT || second === EXCLAMATION || this.#prefixed)
        tag = eventTag(bytes, at, length);
    }
    if (tag === 'cdata') this.#enterSection(CDATA_END, 9);
    else if (tag === 'comment') this.#enterSection(COMMENT_END, 4);
    else if (tag === 'open') {
      this.#reject('xml-broken', this.#since, this.#window.origin + this.#at);
      this.#begin();
    } else {
      const end = tagEnd(bytes, this.#at, length);
      if (end < 0) this.#at = at;
      else {
        this.#at = end;
        this.#finish(bytes);
      }
    }
    return true;
  }

  #section(bytes: Buffer, length: number): boolean {
    const found = bytes.subarray(0, length).indexOf(this.#sectionEnd, this.#at);
    if (found < 0) {
      // The last two bytes may be the beginning of the end mark.
      this.#at = Math.max(this.#at, length - 2);
      return false;
    }
    this.#at = found + 3;
    this.#state = this.#afterSection;
    return true;
  }

  #enterSection(end: Buffer, skip: number): void {
    this.#sectionEnd = end;
    this.#afterSection = this.#state;
    this.#state = Section;
    this.#at += skip;
  }

  #begin(): void {
    this.#lineText = -1;
    this.#lineHasEvent = true;
    this.#rejectStray();
    this.#since = this.#window.origin + this.#at;
    this.#tooLong = false;
    this.#prefixed = this.#window.bytes[this.#at + 1] !== FIRST_OF_EVENT;
    this.#state = Inside;
    this.#at++;
  }

  #finish(bytes: Buffer): void {
    const { origin } = this.#window;
    const end = this.#at;
    const start = this.#since - origin;
    const length = end - start;
    this.#state = Outside;
    if (this.#tooLong || length > this.#longest) {
      this.#reject('record-too-long', this.#since, origin + end);
      return;
    }
    const result = readEvent(bytes, start, end, this.#gate);
    if (typeof result === 'string') this.#reject(result, this.#since, origin + end);
    else if (result !== undefined) this.#sink.windows(result, this.#since, length);
  }

  #endLine(offset: number): void {
    this.#lineHasEvent = false;
    if (this.#lineText < 0) return;
    if (this.#strayFrom < 0) this.#strayFrom = this.#lineText;
    this.#strayTo = offset;
    this.#lineText = -1;
  }

  #rejectStray(): void {
    if (this.#strayFrom >= 0) this.#reject('xml-broken', this.#strayFrom, this.#strayTo);
    this.#strayFrom = -1;
  }

  #compact(): void {
    let kept = this.#at;
    if (this.#inEvent && !this.#tooLong) {
      const start = this.#since - this.#window.origin;
      if (this.#at - start > this.#longest) this.#tooLong = true;
      else kept = start;
    }
    this.#window.drop(kept);
    this.#at -= kept;
  }

  #reject(reason: RejectReason, from: number, to: number): void {
    this.#sink.reject({
      reason,
      place: { source: this.#source, offset: from, length: to - from },
      detail: SENTENCES[reason] ?? 'This event could not be read.',
    });
  }
}

const SENTENCES: Partial<Record<RejectReason, string>> = {
  'xml-broken': 'This is not a well-formed Windows event; reading went on at the next one.',
  'field-missing': 'This event names no provider or no event id in its System section.',
  'record-too-long': 'This event is longer than the largest one that is read; it was skipped.',
  truncated: 'The input ends inside this event; what followed it is missing.',
};
