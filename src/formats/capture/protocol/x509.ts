import { canonicalAddress } from '../../../event/address.ts';
import { sha256 } from '../../../event/sha256-bytes.ts';
import type { DerValue } from './der.ts';
import { oidText, readDer, readDerList } from './der.ts';
import type { CertificateFacts } from './tls-facts.ts';
import { distinguishedName } from './x509-name.ts';

const SEQUENCE = 0x30;
const UTC_TIME = 0x17;
const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const SUBJECT_ALT_NAME = '2.5.29.17';
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
/** Names of one certificate that are kept: content networks put hundreds into one. */
const MOST_NAMES = 100;

/** Facts of a certificate (RFC 5280); `undefined` when the bytes are none. */
export function readCertificate(der: Buffer, chainLength: number): CertificateFacts | undefined {
  const whole = readDer(der, 0, der.length);
  if (whole?.tag !== SEQUENCE) return undefined;
  const [signed] = readDerList(der, whole);
  if (signed?.tag !== SEQUENCE) return undefined;
  const fields = readDerList(der, signed);
  if (fields[0]?.tag === VERSION) fields.shift();
  const [serial, , issuer, validity, subject] = fields;
  if (serial === undefined || issuer === undefined || validity === undefined || subject === undefined) {
    return undefined;
  }
  const [notBefore, notAfter] = readDerList(der, validity);
  const extensions = fields.find(({ tag }) => tag === EXTENSIONS);
  return {
    subject: distinguishedName(der, subject),
    issuer: distinguishedName(der, issuer),
    names: extensions === undefined ? [] : alternativeNames(der, extensions),
    notBefore: notBefore && timeOf(der, notBefore),
    notAfter: notAfter && timeOf(der, notAfter),
    serial: der.toString('hex', serial.start, serial.end),
    sha256: sha256(der.subarray(0, whole.end)).toString('hex'),
    chainLength,
  };
}

function alternativeNames(der: Buffer, extensions: DerValue): string[] {
  const [list] = readDerList(der, extensions);
  if (list === undefined) return [];
  for (const extension of readDerList(der, list)) {
    const parts = readDerList(der, extension);
    const content = parts.at(-1);
    if (parts[0] === undefined || content === undefined || oidText(der, parts[0]) !== SUBJECT_ALT_NAME)
      continue;
    const names = readDer(der, content.start, content.end);
    if (names === undefined) return [];
    return readDerList(der, names)
      .slice(0, MOST_NAMES)
      .flatMap((name) => nameText(der, name) ?? []);
  }
  return [];
}

function nameText(der: Buffer, { tag, start, end }: DerValue): string | undefined {
  if (tag === DNS_NAME) return der.toString('latin1', start, end).toLowerCase();
  if (tag !== IP_ADDRESS) return undefined;
  const bytes = der.subarray(start, end);
  if (bytes.length === 4) return bytes.join('.');
  if (bytes.length !== 16) return undefined;
  return canonicalAddress(bytes.toString('hex').replaceAll(/(.{4})(?!$)/g, '$1:'));
}

/** UTCTime `YYMMDDhhmm[ss]Z` counts to 2049, GeneralizedTime has four digits of the year. */
function timeOf(der: Buffer, { tag, start, end }: DerValue): number | undefined {
  const text = der.toString('latin1', start, end);
  const parts = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,9})?Z$/.exec(text);
  if (parts === null) return undefined;
  const digits = parts[1] ?? '';
  if ((tag === UTC_TIME) !== (digits.length === 2)) return undefined;
  const year = digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 50 ? 2000 : 1900);
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(2)
    .map((part) => Number(part ?? 0));
  // Years below 100 would be taken for those of the twentieth century.
  return year < 100 ? undefined : Date.UTC(year, month - 1, day, hour, minute, second);
}
