import { parseTimestamp } from '../../event/timestamp.ts';
import type { RejectReason } from '../rejected-record.ts';
import type { WindowsRecord } from '../windows-record.ts';
import { decodeEntities } from './xml-entities.ts';
import { findAttribute, localName, nameEnd, tagEnd } from './xml-tag.ts';

const DEEPEST_XML = 64;

/** Elements of `System` whose answer is an attribute. */
const SYSTEM_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['Provider', 'Name'],
  ['TimeCreated', 'SystemTime'],
  ['Execution', 'ProcessID'],
  ['Security', 'UserID'],
]);

const SYSTEM_ELEMENTS: readonly string[] = ['EventID', 'Channel', 'Computer', 'EventRecordID'];

/** Decides from provider and id whether an event may matter. */
export type EventGate = (provider: string, eventId: number) => boolean;

/**
 * Reads `bytes[start, end)`, one `<Event>` element. Gives the record, `undefined` when the gate refuses it, or the
 * reason why it cannot be read. Lenient about control characters, quotes and entities; strict about nesting.
 */
export function readEvent(
  bytes: Buffer,
  start: number,
  end: number,
  gate: EventGate,
): WindowsRecord | RejectReason | undefined {
  return new EventReader(bytes, start, end, gate).read();
}

/**
 * One event. The structure is followed in Latin-1, where indexes are byte offsets; values are decoded from the bytes,
 * so that a value that is kept for long does not keep the text of its whole event alive.
 */
class EventReader {
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #text: string;
  readonly #gate: EventGate;
  readonly #open: string[] = [];
  readonly #system = new Map<string, string>();
  readonly #data: Record<string, string> = {};
  #unnamed = 0;
  #message: string | undefined;
  /** Name the collected value gets; `undefined` while nothing is collected. */
  #name: string | undefined;
  /** Depth of the element whose value is collected. */
  #depth = 0;
  #value = '';
  #eventId: number | undefined;
  #verdict: RejectReason | 'unwanted' | undefined;

  constructor(bytes: Buffer, start: number, end: number, gate: EventGate) {
    this.#bytes = bytes;
    this.#start = start;
    this.#text = bytes.toString('latin1', start, end);
    this.#gate = gate;
  }

  read(): WindowsRecord | RejectReason | undefined {
    let at = 0;
    while (at >= 0 && at < this.#text.length && this.#verdict === undefined) at = this.#step(at);
    if (this.#verdict === 'unwanted') return undefined;
    if (this.#verdict !== undefined) return this.#verdict;
    if (at < 0 || this.#open.length > 0) return 'xml-broken';
    return this.#record();
  }

  /** Takes the text up to the next tag and that tag. Returns the index behind it, or -1 for broken XML. */
  #step(from: number): number {
    const text = this.#text;
    const less = text.indexOf('<', from);
    if (less < 0) return text.length;
    if (this.#name !== undefined && less > from) this.#value += decodeEntities(this.#slice(from, less));
    const next = text.charCodeAt(less + 1);
    if (next === 0x21) return this.#declaration(less);
    if (next === 0x3f) return behind(text.indexOf('?>', less), 2);
    const greater = next === 0x2f ? text.indexOf('>', less) : tagEnd(text, less + 1);
    if (greater < 0) return -1;
    if (next === 0x2f) return this.#close(localName(text.slice(less + 2, greater).trim())) ? greater + 1 : -1;
    const behindName = nameEnd(text, less + 1);
    const name = localName(text.slice(less + 1, behindName));
    if (this.#open.length >= DEEPEST_XML) return -1;
    this.#begin(name, behindName, greater);
    this.#open.push(name);
    if (text.charCodeAt(greater - 1) === 0x2f) this.#close(name);
    return greater + 1;
  }

  #declaration(less: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', less)) return behind(text.indexOf('-->', less + 4), 3);
    if (!text.startsWith('<![CDATA[', less)) return behind(text.indexOf('>', less), 1);
    const end = text.indexOf(']]>', less + 9);
    if (end >= 0 && this.#name !== undefined) this.#value += this.#slice(less + 9, end);
    return behind(end, 3);
  }

  #begin(name: string, from: number, to: number): void {
    const depth = this.#open.length;
    const section = this.#open[1];
    if (section === 'UserData' && depth >= 2) this.#collect(name);
    else if (depth !== 2) return;
    else if (section === 'EventData')
      this.#collect(
        name === 'Data' ? (this.#attribute(from, to, 'Name') ?? `param${++this.#unnamed}`) : name,
      );
    else if (section === 'RenderingInfo' && name === 'Message') this.#collect(name);
    else if (section === 'System') this.#beginSystem(name, from, to);
  }

  #beginSystem(name: string, from: number, to: number): void {
    const attribute = SYSTEM_ATTRIBUTES.get(name);
    if (attribute === undefined) {
      if (SYSTEM_ELEMENTS.includes(name)) this.#collect(name);
      return;
    }
    const value = this.#attribute(from, to, attribute);
    if (value !== undefined) this.#system.set(name, value);
  }

  #collect(name: string): void {
    this.#name = name;
    this.#depth = this.#open.length;
    this.#value = '';
  }

  #close(name: string): boolean {
    if (this.#open.pop() !== name) return false;
    const depth = this.#open.length;
    if (this.#name !== undefined && depth === this.#depth) this.#keep(this.#name, this.#value);
    if (depth === 1 && name === 'System') this.#ask();
    return true;
  }

  #keep(name: string, value: string): void {
    this.#name = undefined;
    const section = this.#open[1];
    if (section === 'System') this.#system.set(name, value);
    else if (section === 'RenderingInfo') this.#message ??= value;
    else if (name !== '__proto__') {
      // A repeated name is what Windows makes of an array: as in EVTX, the values are joined.
      this.#data[name] = Object.hasOwn(this.#data, name) ? `${this.#data[name]},${value}` : value;
    }
  }

  /** All that the gate needs is in `System`, which comes first: most events are never read further. */
  #ask(): void {
    const provider = this.#system.get('Provider');
    this.#eventId = wholeNumber(this.#system.get('EventID'));
    if (provider === undefined || this.#eventId === undefined) this.#verdict = 'field-missing';
    else if (!this.#gate(provider, this.#eventId)) this.#verdict = 'unwanted';
  }

  #record(): WindowsRecord | RejectReason {
    const system = this.#system;
    const provider = system.get('Provider');
    if (provider === undefined || this.#eventId === undefined) return 'field-missing';
    return {
      provider,
      eventId: this.#eventId,
      channel: system.get('Channel') ?? '',
      computer: system.get('Computer') ?? '',
      recordId: wholeNumber(system.get('EventRecordID')),
      loggedTime: parseTimestamp(system.get('TimeCreated')?.trim() ?? '')?.time,
      executionPid: wholeNumber(system.get('Execution')),
      user: system.get('Security'),
      data: this.#data,
      message: this.#message,
    };
  }

  #attribute(from: number, to: number, name: string): string | undefined {
    const range = findAttribute(this.#text, from, to, name);
    return range === undefined ? undefined : decodeEntities(this.#slice(range.start, range.end));
  }

  #slice(from: number, to: number): string {
    return this.#bytes.toString('utf8', this.#start + from, this.#start + to);
  }
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d{1,16}\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

function behind(index: number, length: number): number {
  return index < 0 ? -1 : index + length;
}
