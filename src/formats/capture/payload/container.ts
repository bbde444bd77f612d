/** Formats that say what they are at their first bytes. */
export type ContainerName = keyof typeof KINDS;

/**
 * What a container holds: `encrypted` bytes, `compressed` ones (which look just as random), media that are compressed
 * in parts, or bytes of any kind.
 */
export type ContainerKind = 'encrypted' | 'compressed' | 'media' | 'other';

const KINDS = {
  'openssl-salted': 'encrypted',
  openpgp: 'encrypted',
  age: 'encrypted',
  'zip-encrypted': 'encrypted',
  'rar-encrypted': 'encrypted',
  rclone: 'encrypted',
  mcrypt: 'encrypted',
  scrypt: 'encrypted',
  aescrypt: 'encrypted',
  'encrypted-dmg': 'encrypted',
  luks: 'encrypted',
  'ansible-vault': 'encrypted',
  vimcrypt: 'encrypted',
  fernet: 'encrypted',
  'secure-string': 'encrypted',
  cms: 'encrypted',
  keepass: 'encrypted',
  jwe: 'encrypted',
  gzip: 'compressed',
  zip: 'compressed',
  '7z': 'compressed',
  rar: 'compressed',
  xz: 'compressed',
  zstd: 'compressed',
  bzip2: 'compressed',
  lz4: 'compressed',
  lzip: 'compressed',
  zlib: 'compressed',
  cab: 'compressed',
  lzma: 'compressed',
  lzop: 'compressed',
  compress: 'compressed',
  snappy: 'compressed',
  png: 'media',
  jpeg: 'media',
  gif: 'media',
  mp4: 'media',
  matroska: 'media',
  ogg: 'media',
  riff: 'media',
  mp3: 'media',
  pdf: 'other',
  elf: 'other',
  pe: 'other',
  ole: 'other',
  sqlite: 'other',
  deb: 'other',
  tar: 'other',
} as const satisfies Record<string, ContainerKind>;

/** What kind of bytes a container holds. */
export function containerKind(name: ContainerName): ContainerKind {
  return KINDS[name];
}

type Magic = readonly [name: ContainerName, hex: string, offset?: number];

/** Longer magics first where one begins another. */
const MAGICS: readonly Magic[] = [
  ['openssl-salted', '53616c7465645f5f'],
  ['age', '6167652d656e6372797074696f6e2e6f72672f'],
  ['age', '2d2d2d2d2d424547494e2041474520454e435259505445442046494c45'],
  ['openpgp', '2d2d2d2d2d424547494e20504750204d455353414745'],
  ['rclone', '52434c4f4e450000'],
  ['encrypted-dmg', '656e637263647361'],
  ['luks', '4c554b53babe'],
  ['ansible-vault', '24414e5349424c455f5641554c543b'],
  ['vimcrypt', '56696d43727970747e'],
  ['secure-string', '3736343932643131313637343366303432333431336231363035306135333435'],
  ['keepass', '03d9a29a67fb4bb5'],
  ['keepass', '03d9a29a65fb4bb5'],
  ['scrypt', '73637279707400'],
  ['7z', '377abcaf271c'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
  ['lz4', '04224d18'],
  ['lzip', '4c5a4950'],
  ['cab', '4d53434600000000'],
  ['lzop', '894c5a4f000d0a1a'],
  ['compress', '1f9d90'],
  ['snappy', 'ff060000734e61507059'],
  ['png', '89504e470d0a1a0a'],
  ['gif', '474946383761'],
  ['gif', '474946383961'],
  ['mp4', '66747970', 4],
  ['matroska', '1a45dfa3'],
  ['ogg', '4f676753'],
  ['mp3', '494433'],
  ['pdf', '255044462d'],
  ['elf', '7f454c46'],
  ['ole', 'd0cf11e0a1b11ae1'],
  ['sqlite', '53514c69746520666f726d6174203300'],
  ['deb', '213c617263683e0a64656269616e'],
  ['tar', '7573746172', 257],
];

/** Magics by their first byte; those that do not begin the content stand apart. */
const BY_FIRST_BYTE: readonly (readonly (readonly [ContainerName, Buffer])[])[] = Array.from(
  { length: 256 },
  (_, first) =>
    MAGICS.filter(
      ([, hex, offset]) => offset === undefined && Number.parseInt(hex.slice(0, 2), 16) === first,
    ).map(([name, hex]) => [name, Buffer.from(hex, 'hex')]),
);
const FURTHER_ON: readonly (readonly [ContainerName, Buffer, number])[] = MAGICS.flatMap(
  ([name, hex, offset]) => (offset === undefined ? [] : [[name, Buffer.from(hex, 'hex'), offset]]),
);

/** What `bytes` say they are; `undefined` when they say nothing known. */
export function containerOf(bytes: Buffer): ContainerName | undefined {
  if (bytes.length < 4) return undefined;
  for (const [name, magic] of BY_FIRST_BYTE[bytes.readUInt8(0)]!)
    if (bytes.subarray(0, magic.length).equals(magic)) return name;
  const looser = looseContainer(bytes);
  if (looser !== undefined) return looser;
  for (const [name, magic, offset] of FURTHER_ON)
    if (bytes.subarray(offset, offset + magic.length).equals(magic)) return name;
  return undefined;
}

/** Formats whose magic is short, so that more than the magic must fit. */
function looseContainer(bytes: Buffer): ContainerName | undefined {
  const pair = bytes.readUInt16BE(0);
  const third = bytes.readUInt8(2);
  switch (pair) {
    case 0x1f8b:
      return third === 8 && (bytes.readUInt8(3) & 0xe0) === 0 ? 'gzip' : undefined;
    case 0x504b:
      return zip(bytes);
    case 0x5261:
      return rar(bytes);
    case 0x425a:
      return third === 0x68 && isBetween(bytes.readUInt8(3), 0x31, 0x39) ? 'bzip2' : undefined;
    case 0xffd8:
      return third === 0xff ? 'jpeg' : undefined;
    case 0x4d5a:
      return bytes.length >= 64 && bytes.readUInt32LE(60) < 4096 ? 'pe' : undefined;
    case 0x5249:
      return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.length >= 12 ? 'riff' : undefined;
    case 0x4145:
      return third === 0x53 && bytes.readUInt8(3) <= 3 ? 'aescrypt' : undefined;
    case 0x006d:
      return third === 3 ? 'mcrypt' : undefined;
    case 0x5d00:
      return lzma(bytes) ? 'lzma' : undefined;
    case 0x6741:
      return fernet(bytes);
    case 0x6579:
      return jwe(bytes);
    case 0x7801:
    case 0x785e:
    case 0x789c:
    case 0x78da:
      return zlib(bytes) ? 'zlib' : undefined;
    default:
      return openPgp(bytes) ? 'openpgp' : cms(bytes) ? 'cms' : undefined;
  }
}

/** PKWARE APPNOTE 4.3.7: bit 0 of the flags says encrypted, method 99 is AES. */
function zip(bytes: Buffer): ContainerName | undefined {
  const signature = bytes.readUInt16BE(2);
  if (signature !== 0x0304) return signature === 0x0506 || signature === 0x0708 ? 'zip' : undefined;
  if (bytes.length < 10) return 'zip';
  return (bytes.readUInt8(6) & 1) === 1 || bytes.readUInt16LE(8) === 99 ? 'zip-encrypted' : 'zip';
}

/** RAR 5 begins with an encryption record (type 4) when names are hidden too; RAR 4 has a flag for that. */
function rar(bytes: Buffer): ContainerName | undefined {
  if (bytes.toString('latin1', 0, 6) !== 'Rar!\x1a\x07' || bytes.length < 12) return undefined;
  if (bytes.readUInt8(6) === 0) return bytes.readUInt8(10) & 0x80 ? 'rar-encrypted' : 'rar';
  // Checksum of four bytes, then two numbers of up to three bytes, seven bits each.
  let at = 12;
  while (at < bytes.length && bytes.readUInt8(at) & 0x80 && at < 15) at++;
  return at + 1 < bytes.length && bytes.readUInt8(at + 1) === 4 ? 'rar-encrypted' : 'rar';
}

/** RFC 9580: a symmetric or public-key session key packet, or encrypted data without one. */
function openPgp(bytes: Buffer): boolean {
  const tag = bytes.readUInt8(0);
  if ((tag & 0x80) === 0) return false;
  const isNew = (tag & 0x40) !== 0;
  const type = isNew ? tag & 0x3f : (tag & 0x3c) >>> 2;
  const lengthType = isNew ? newLengthBytes(bytes.readUInt8(1)) : [1, 2, 4, 0][tag & 3]!;
  const body = 1 + lengthType;
  if (bytes.length < body + 3 || lengthType === 0) return false;
  const version = bytes.readUInt8(body);
  // Session key packets are short: ciphers 1 to 13, key derivations 0 to 4.
  if (type === 3) {
    if (version !== 4 || !isBetween(bytes.readUInt8(body + 1), 1, 13)) return false;
    return bytes.readUInt8(body + 2) <= 4 && bytes.readUInt8(1) <= 64;
  }
  if (type === 1)
    return version === 3 && !isNew && bytes.length >= body + 10 && isPublicKeyPacket(bytes, body);
  return false;
}

/** Key id of eight bytes, then the algorithm: RSA, Elgamal, ECDH, X25519, X448. */
function isPublicKeyPacket(bytes: Buffer, body: number): boolean {
  const length = bytes.readUInt8(0) & 1 ? bytes.readUInt16BE(1) : bytes.readUInt8(1);
  return [1, 2, 16, 18, 25, 26].includes(bytes.readUInt8(body + 9)) && isBetween(length, 40, 1100);
}

function newLengthBytes(first: number): number {
  return first < 192 ? 1 : first < 224 ? 2 : first === 255 ? 5 : 0;
}

/** RFC 5652: a sequence whose first member names enveloped or encrypted data. */
function cms(bytes: Buffer): boolean {
  if (bytes.readUInt8(0) !== 0x30) return false;
  const size = bytes.readUInt8(1);
  const at = size < 0x80 ? 2 : 2 + (size & 7);
  const name = bytes.subarray(at, at + 11).toString('hex');
  return name === '06092a864886f70d010703' || name === '06092a864886f70d010706';
}

/** A dictionary of a power of two, and a length that is unknown or fits six bytes. */
function lzma(bytes: Buffer): boolean {
  if (bytes.length < 13 || bytes.readUInt16LE(1) !== 0) return false;
  const length = bytes.toString('hex', 5, 13);
  return length === 'f'.repeat(16) || length.endsWith('0000');
}

/** RFC 1950 says the first two bytes are a multiple of 31; RFC 1951 that a block has one of three types. */
function zlib(bytes: Buffer): boolean {
  return bytes.readUInt16BE(0) % 31 === 0 && ((bytes.readUInt8(2) >>> 1) & 3) !== 3;
}

/** Base64 of version byte 0x80 and a time of this century. */
function fernet(bytes: Buffer): ContainerName | undefined {
  return bytes.length >= 100 && bytes.toString('latin1', 0, 5) === 'gAAAA' ? 'fernet' : undefined;
}

/** RFC 7516 in its compact form: five parts, the first one naming an encryption. */
function jwe(bytes: Buffer): ContainerName | undefined {
  const head = bytes.toString('latin1', 0, 400);
  const dot = head.indexOf('.');
  if (!head.startsWith('eyJ') || dot < 0) return undefined;
  return Buffer.from(head.slice(0, dot), 'base64url').includes('"enc"') ? 'jwe' : undefined;
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}
