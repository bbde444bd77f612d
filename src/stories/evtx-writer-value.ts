import { BINXML_TYPE } from '../formats/evtx/binxml-type.ts';

/** A value that a record gives to its template. */
export interface EvtxWriterValue {
  readonly type: number;
  readonly bytes: Buffer;
}

/** One value of a template instance has a 16-bit size. */
const LONGEST_VALUE = 65_535;

/** 1601-01-01 to 1970-01-01 in milliseconds. */
const EPOCH_DIFFERENCE = 11_644_473_600_000n;

export function stringValue(text: string): EvtxWriterValue {
  const bytes = Buffer.from(text, 'utf16le');
  if (bytes.length > LONGEST_VALUE)
    throw new RangeError(`a text of ${text.length} characters fits no EVTX value`);
  return { type: BINXML_TYPE.string, bytes };
}

export function uint16Value(value: number): EvtxWriterValue {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return { type: BINXML_TYPE.uint16, bytes };
}

export function uint32Value(value: number | undefined): EvtxWriterValue {
  if (value === undefined) return nullValue();
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return { type: BINXML_TYPE.uint32, bytes };
}

export function uint64Value(value: bigint): EvtxWriterValue {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return { type: BINXML_TYPE.uint64, bytes };
}

export function filetimeValue(ticks: bigint | undefined): EvtxWriterValue {
  if (ticks === undefined) return nullValue();
  return { type: BINXML_TYPE.filetime, bytes: uint64Value(ticks).bytes };
}

/** A SID in its binary form where the text is one (`S-1-5-18`), else the text. */
export function userValue(user: string | undefined): EvtxWriterValue {
  if (user === undefined) return nullValue();
  const numbers = /^S-1-\d{1,10}(?:-\d{1,10}){0,15}$/.test(user) ? user.split('-').slice(2).map(Number) : [];
  const authority = numbers[0];
  if (authority === undefined || numbers.some((number) => number > 0xffff_ffff)) return stringValue(user);
  const bytes = Buffer.alloc(8 + 4 * (numbers.length - 1));
  bytes.writeUInt8(1, 0);
  bytes.writeUInt8(numbers.length - 1, 1);
  bytes.writeUIntBE(authority, 2, 6);
  for (const [index, number] of numbers.slice(1).entries()) bytes.writeUInt32LE(number, 8 + 4 * index);
  return { type: BINXML_TYPE.sid, bytes };
}

/** Milliseconds since 1970 UTC in ticks of 100 ns since 1601. */
export function filetimeTicks(milliseconds: number): bigint {
  const whole = Math.floor(milliseconds);
  const ticks = Math.round((milliseconds - whole) * 10_000);
  return (BigInt(whole) + EPOCH_DIFFERENCE) * 10_000n + BigInt(ticks);
}

function nullValue(): EvtxWriterValue {
  return { type: BINXML_TYPE.null, bytes: Buffer.alloc(0) };
}
