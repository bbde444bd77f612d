import type { DerValue } from './der.ts';
import { oidText, readDerList } from './der.ts';

const BMP_STRING = 30;
const UNIVERSAL_STRING = 28;
const T61_STRING = 20;

/** Short names of attribute types (RFC 4514, 3, and those OpenSSL writes). */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.3.6.1.4.1.311.60.2.1.1': 'jurisdictionL',
  '1.3.6.1.4.1.311.60.2.1.2': 'jurisdictionST',
  '1.3.6.1.4.1.311.60.2.1.3': 'jurisdictionC',
};

/** A distinguished name as RFC 4514 writes it: the most specific part first. */
export function distinguishedName(bytes: Buffer, name: DerValue): string {
  return readDerList(bytes, name)
    .map((set) =>
      readDerList(bytes, set)
        .map((pair) => attributeText(bytes, pair))
        .join('+'),
    )
    .reverse()
    .join(',');
}

function attributeText(bytes: Buffer, pair: DerValue): string {
  const [type, value] = readDerList(bytes, pair);
  if (type === undefined || value === undefined) return '';
  const oid = oidText(bytes, type);
  return `${SHORT_NAMES[oid] ?? oid}=${escaped(stringText(bytes, value))}`;
}

function stringText(bytes: Buffer, { tag, start, end }: DerValue): string {
  const content = bytes.subarray(start, end);
  if (tag === BMP_STRING)
    return Buffer.from(content.subarray(0, content.length & ~1))
      .swap16()
      .toString('utf16le');
  if (tag === UNIVERSAL_STRING) {
    let text = '';
    for (let at = 0; at + 4 <= content.length; at += 4) {
      const point = content.readUInt32BE(at);
      text += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }
    return text;
  }
  return content.toString(tag === T61_STRING ? 'latin1' : 'utf8');
}

function escaped(text: string): string {
  const inner = text.replaceAll(/[,+"\\<>;]/g, String.raw`\$&`);
  return inner.replace(/^[ #]/, String.raw`\$&`).replace(/ $/, String.raw`\ `);
}
