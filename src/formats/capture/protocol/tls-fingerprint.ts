import { md5Hex } from '../../../event/md5.ts';
import { sha256Hex } from '../../../event/sha256.ts';
import { isGrease, TLS_EXTENSION } from './tls-hello.ts';
import type { ClientHello, ServerHello } from './tls-hello.ts';

/** JA4's first letter. */
export type HelloTransport = 't' | 'q' | 'd';

/**
 * JA3 (salesforce/ja3): MD5 of version, ciphers, extensions, groups and point formats as sent, without GREASE. Clients
 * that shuffle their extensions have a new one each time.
 */
export function ja3(hello: ClientHello): string {
  return md5Hex(ja3Text(hello));
}

/** The text JA3 is the digest of. */
export function ja3Text(hello: ClientHello): string {
  const lists = [hello.ciphers, hello.extensions, hello.groups];
  const decimal = lists.map((list) => list.filter((value) => !isGrease(value)).join('-'));
  return [hello.version, ...decimal, hello.pointFormats.join('-')].join(',');
}

/** JA3S: MD5 of the version field, cipher and extensions a server answered with. */
export function ja3s(hello: ServerHello): string {
  return md5Hex(`${hello.version},${hello.cipher},${hello.extensions.join('-')}`);
}

/** JA4 of a TLS client (FoxIO-LLC/ja4, BSD-3-Clause): sorted, so that shuffled extensions do not matter. */
export function ja4(hello: ClientHello, transport: HelloTransport): string {
  const ciphers = hello.ciphers.filter((value) => !isGrease(value));
  const extensions = hello.extensions.filter((value) => !isGrease(value));
  const signatures = hello.signatureAlgorithms.filter((value) => !isGrease(value)).map(hex4);
  const hashed = extensions
    .filter((value) => value !== TLS_EXTENSION.serverName && value !== TLS_EXTENSION.alpn)
    .map(hex4)
    .sort();
  const tail = signatures.length > 0 ? `${hashed.join()}_${signatures.join()}` : hashed.join();
  const name = extensions.includes(TLS_EXTENSION.serverName) ? 'd' : 'i';
  const head = `${transport}${VERSION_CODES[newestVersion(hello)] ?? '00'}${name}${count(ciphers)}${count(extensions)}${alpnCode(hello)}`;
  const cipherPart = ciphers.length === 0 ? '0'.repeat(12) : digest(ciphers.map(hex4).sort().join());
  return `${head}_${cipherPart}_${extensions.length === 0 ? '0'.repeat(12) : digest(tail)}`;
}

/** The newest version a client offers. */
export function newestVersion(hello: ClientHello): number {
  const offered = hello.supportedVersions.filter((value) => !isGrease(value));
  // DTLS counts downwards.
  const first = offered[0] ?? hello.version;
  return offered.reduce((best, value) => (isNewer(value, best) ? value : best), first);
}

function isNewer(value: number, than: number): boolean {
  return value >>> 8 === 0xfe ? value < than : value > than;
}

const VERSION_CODES: Readonly<Record<number, string>> = {
  0x0002: 's2',
  0x0300: 's3',
  0x0301: '10',
  0x0302: '11',
  0x0303: '12',
  0x0304: '13',
  0xfeff: 'd1',
  0xfefd: 'd2',
  0xfefc: 'd3',
};

/** First and last character of the first protocol offered, or first and last digit of its bytes when it is no text. */
function alpnCode(hello: ClientHello): string {
  const first = hello.alpn[0] ?? '';
  if (first === '') return '00';
  const ends = first.charAt(0) + first.charAt(first.length - 1);
  if (/^[0-9A-Za-z]{2}$/.test(ends)) return ends;
  const hex = Buffer.from(first, 'latin1').toString('hex');
  return hex.charAt(0) + hex.charAt(hex.length - 1);
}

function count(list: readonly number[]): string {
  return String(Math.min(99, list.length)).padStart(2, '0');
}

function digest(text: string): string {
  return sha256Hex(text).slice(0, 12);
}

function hex4(value: number): string {
  return value.toString(16).padStart(4, '0');
}
