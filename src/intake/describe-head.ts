import { printable } from './printable.ts';
import { packingOf } from './packing.ts';

const LONGEST_QUOTE = 60;

/** What well-known files begin with; only kinds that turn up beside telemetry. */
const SIGNATURES: readonly (readonly [title: string, bytes: string])[] = [
  ['a PNG image', '\x89PNG'],
  ['a JPEG image', '\xff\xd8\xff'],
  ['a GIF image', 'GIF8'],
  ['a PDF document', '%PDF-'],
  ['an SQLite database', 'SQLite format 3\0'],
  ['a 7-Zip archive', "7z\xbc\xaf'\x1c"],
  ['a RAR archive', 'Rar!\x1a\x07'],
  ['xz-compressed data', '\xfd7zXZ\0'],
  ['Zstandard-compressed data', '\x28\xb5\x2f\xfd'],
  ['bzip2-compressed data', 'BZh'],
  ['LZ4-compressed data', '\x04\x22\x4d\x18'],
  ['a cabinet archive', 'MSCF'],
  ['a packet capture (pcapng)', '\x0a\x0d\x0d\x0a'],
  ['a packet capture (pcap)', '\xd4\xc3\xb2\xa1'],
  ['a packet capture (pcap)', '\xa1\xb2\xc3\xd4'],
  ['a packet capture (pcap)', '\x4d\x3c\xb2\xa1'],
  ['an ELF program', '\x7fELF'],
  ['a Windows program', 'MZ'],
  ['a Mach-O program', '\xcf\xfa\xed\xfe'],
  ['a Mach-O program', '\xca\xfe\xba\xbe'],
  ['an EVTX event log', 'ElfFile\0'],
  ['an event log of Windows XP or older', '\x30\0\0\0LfLe'],
  ['a Windows registry hive', 'regf'],
  ['an Office document of the old format', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['a Parquet table', 'PAR1'],
  ['an Avro file', 'Obj\x01'],
  ['a Windows shortcut', 'L\0\0\0\x01\x14\x02\0'],
];

/**
 * One safe line that says what a member of no known format seems to be, to be put into a sentence: `a PNG image`,
 * `text that begins with "..."`. Never more than some 60 characters of the content, escaped.
 */
export function describeHead(head: Buffer): string {
  if (head.length === 0) return 'nothing';
  const start = head.toString('latin1', 0, 32);
  const signature = SIGNATURES.find(([, bytes]) => start.startsWith(bytes));
  if (signature !== undefined) return signature[0];
  const packing = packingOf(head);
  if (packing !== 'none') return `a ${packing} archive`;
  if (head.subarray(0, 512).every((byte) => byte === 0)) return 'zero bytes';
  const text = head
    .toString('utf8', 0, 512)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (isText(text)) return `text that begins with "${quote(text)}"`;
  return `binary data that begins with ${head.toString('hex', 0, 8).replaceAll(/(..)(?=.)/g, '$1 ')}`;
}

function isText(text: string): boolean {
  let odd = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfffd || code === 0x7f || (code < 0x20 && code !== 9 && code !== 10 && code !== 13)) odd++;
  }
  return text.length > 0 && odd * 10 <= text.length;
}

function quote(text: string): string {
  const line = printable((text.split('\n', 1)[0] ?? '').trimEnd().slice(0, LONGEST_QUOTE + 1));
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}\u2026` : line;
}
