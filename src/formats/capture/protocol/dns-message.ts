import { canonicalAddress } from '../../../event/address.ts';

const HEADER = 12;
const CLASS_INTERNET = 1;
const TYPE = { a: 1, cname: 5, aaaa: 28 } as const;
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  10: 'NULL',
  12: 'PTR',
  13: 'HINFO',
  15: 'MX',
  16: 'TXT',
  25: 'KEY',
  28: 'AAAA',
  33: 'SRV',
  35: 'NAPTR',
  41: 'OPT',
  43: 'DS',
  46: 'RRSIG',
  48: 'DNSKEY',
  64: 'SVCB',
  65: 'HTTPS',
  99: 'SPF',
  251: 'IXFR',
  252: 'AXFR',
  255: 'ANY',
};
const LONGEST_NAME = 255;
/** Compression pointers followed in one name; each must point back. */
const MOST_JUMPS = 32;
const MOST_RECORDS = 128;

/** One question and its answer, where there was one. */
export interface DnsMessage {
  readonly id: number;
  readonly isResponse: boolean;
  /** Lower case, without the final dot; bytes that are no name characters as `\ddd`. */
  readonly name: string;
  /** `A`, `AAAA`, `TXT`, else the number as text. */
  readonly type: string;
  /** 0 for success; `undefined` in a question. */
  readonly rcode: number | undefined;
  /** Canonical addresses of the answer, whatever name they stand at. */
  readonly addresses: readonly string[];
  /** Names the answer goes through (CNAME). */
  readonly aliases: readonly string[];
  readonly isTruncated: boolean;
}

/** Reads a DNS message (RFC 1035), `undefined` when the bytes cannot be one. */
export function readDnsMessage(bytes: Buffer): DnsMessage | undefined {
  if (bytes.length < HEADER + 5) return undefined;
  const flags = bytes.readUInt16BE(2);
  const questions = bytes.readUInt16BE(4);
  const answers = bytes.readUInt16BE(6);
  const isResponse = (flags & 0x8000) !== 0;
  const opcode = (flags >>> 11) & 15;
  if (opcode > 6 || questions > 8 || answers > 1024 || (questions === 0 && answers === 0)) return undefined;
  if (!isResponse && (flags & 15) !== 0) return undefined;
  const reader = new NameReader(bytes);
  let at = HEADER;
  let name: string | undefined;
  let type = 0;
  for (let i = 0; i < questions; i++) {
    const asked = reader.read(at);
    if (asked === undefined || reader.after + 4 > bytes.length) return undefined;
    at = reader.after + 4;
    const askedClass = bytes.readUInt16BE(at - 2) & 0x7fff;
    if (askedClass !== CLASS_INTERNET && askedClass !== 255 && askedClass !== 3) return undefined;
    name ??= asked;
    if (i === 0) type = bytes.readUInt16BE(at - 4);
  }
  const addresses: string[] = [];
  const aliases: string[] = [];
  for (let i = 0; i < Math.min(answers, MOST_RECORDS); i++) {
    const owner = name === undefined ? reader.read(at) : '';
    if (owner === undefined) return undefined;
    at = name === undefined ? reader.after : afterName(bytes, at);
    if (at + 10 > bytes.length) break;
    const recordType = bytes.readUInt16BE(at);
    const length = bytes.readUInt16BE(at + 8);
    const data = at + 10;
    at = data + length;
    if (at > bytes.length) break;
    if (name === undefined) {
      name = owner;
      type = recordType;
    }
    readRecord(bytes, reader, recordType, data, length, addresses, aliases);
  }
  return {
    id: bytes.readUInt16BE(0),
    isResponse,
    name: name ?? '',
    type: TYPE_NAMES[type] ?? String(type),
    rcode: isResponse ? flags & 15 : undefined,
    addresses,
    aliases,
    isTruncated: (flags & 0x0200) !== 0,
  };
}

function readRecord(
  bytes: Buffer,
  reader: NameReader,
  type: number,
  data: number,
  length: number,
  addresses: string[],
  aliases: string[],
): void {
  if (type === TYPE.a && length === 4) addresses.push(bytes.subarray(data, data + 4).join('.'));
  else if (type === TYPE.aaaa && length === 16) {
    const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(data + 2 * i).toString(16));
    addresses.push(canonicalAddress(groups.join(':')) ?? '');
  } else if (type === TYPE.cname) {
    const alias = reader.read(data);
    if (alias !== undefined) aliases.push(alias);
  }
}

/** Where the bytes after the name at `start` begin, which is not read. */
function afterName(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes.readUInt8(at);
    if (length === 0) return at + 1;
    if (length > 63) return at + 2;
    at += 1 + length;
  }
  return at;
}

/** Reads names with compression (RFC 1035, 4.1.4). */
class NameReader {
  /** Where the bytes after the last name begin. */
  after = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(start: number): string | undefined {
    const bytes = this.#bytes;
    let text = '';
    let at = start;
    let jumps = 0;
    this.after = start;
    for (;;) {
      if (at >= bytes.length) return undefined;
      const length = bytes.readUInt8(at);
      if (length === 0) {
        if (jumps === 0) this.after = at + 1;
        return text;
      }
      if ((length & 0xc0) === 0xc0) {
        if (at + 2 > bytes.length) return undefined;
        const target = bytes.readUInt16BE(at) & 0x3fff;
        if (jumps === 0) this.after = at + 2;
        if (target >= at || ++jumps > MOST_JUMPS) return undefined;
        at = target;
        continue;
      }
      if (length > 63 || at + 1 + length > bytes.length) return undefined;
      text += (text === '' ? '' : '.') + labelText(bytes, at + 1, at + 1 + length);
      if (text.length > LONGEST_NAME * 4) return undefined;
      at += 1 + length;
    }
  }
}

function labelText(bytes: Buffer, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x41 && byte <= 0x5a) text += String.fromCharCode(byte + 32);
    else if (byte > 0x20 && byte < 0x7f && byte !== 0x2e && byte !== 0x5c) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}
