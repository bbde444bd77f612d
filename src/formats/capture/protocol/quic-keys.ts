import { hmacSha256 } from '../../../event/sha256-bytes.ts';

/** Salts and label prefix of the versions whose first packets can be read (RFC 9001, 5.2; RFC 9369, 3.3; drafts). */
const VERSIONS: ReadonlyMap<number, readonly [salt: Buffer, prefix: string]> = new Map([
  [0x00000001, [Buffer.from('38762cf7f55934b34d179ae6a4c80cadccbb7f0a', 'hex'), 'quic']],
  [0x6b3343cf, [Buffer.from('0dede3def700a6db819381be6e269dcbf9bd2ed9', 'hex'), 'quicv2']],
  ...draftRange(0xff00001d, 0xff000020, 'afbfec289993d24c9e9786f19c6111e04390a899'),
  ...draftRange(0xff000017, 0xff00001c, 'c3eef712c72ebb5a11a7d2432bb46365bef9f502'),
]);

export interface QuicKeys {
  readonly key: Buffer;
  readonly iv: Buffer;
  readonly headerProtection: Buffer;
}

/** Keys of one side's first packets from the connection id the client chose; `undefined` for unknown versions. */
export function initialKeys(
  version: number,
  connectionId: Buffer,
  side: 'client' | 'server',
): QuicKeys | undefined {
  const known = VERSIONS.get(version);
  if (known === undefined) return undefined;
  const [salt, prefix] = known;
  const secret = expandLabel(hmacSha256(salt, connectionId), `${side} in`, 32);
  return {
    key: expandLabel(secret, `${prefix} key`, 16),
    iv: expandLabel(secret, `${prefix} iv`, 12),
    headerProtection: expandLabel(secret, `${prefix} hp`, 16),
  };
}

/** HKDF-Expand-Label (RFC 8446, 7.1) for up to 32 bytes. */
function expandLabel(secret: Buffer, label: string, length: number): Buffer {
  const full = `tls13 ${label}`;
  const info = Buffer.concat([Buffer.from([0, length, full.length]), Buffer.from(full), Buffer.from([0, 1])]);
  return hmacSha256(secret, info).subarray(0, length);
}

function draftRange(first: number, last: number, salt: string): [number, readonly [Buffer, string]][] {
  const bytes = Buffer.from(salt, 'hex');
  return Array.from({ length: last - first + 1 }, (_, i) => [first + i, [bytes, 'quic']]);
}
