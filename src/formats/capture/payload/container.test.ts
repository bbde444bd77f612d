import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomBytes } from '../../../../test/capture/packets.ts';
import { containerKind, containerOf } from './container.ts';

const hex = (text: string, more = 400): Buffer =>
  Buffer.concat([Buffer.from(text.replaceAll(' ', ''), 'hex'), randomBytes(more)]);
const text = (head: string): Buffer => Buffer.concat([Buffer.from(head, 'latin1'), randomBytes(400)]);

describe('a container names itself', () => {
  it.each([
    ['openssl-salted', text('Salted__')],
    ['age', text('age-encryption.org/v1\n-> scrypt ')],
    ['age', text('-----BEGIN AGE ENCRYPTED FILE-----\n')],
    ['openpgp', text('-----BEGIN PGP MESSAGE-----\n')],
    // gpg -c of GnuPG 2.2 and 2.4, gpg -e for an RSA key, and new-format packets.
    ['openpgp', hex('8c0d 0409 0302')],
    ['openpgp', hex('8c2e 0409 0308')],
    ['openpgp', hex('8501 0c03 0123456789abcdef 01')],
    ['openpgp', hex('c30d 0409 0308')],
    ['rclone', hex('52434c4f4e450000')],
    ['mcrypt', hex('006d03')],
    ['scrypt', hex('73637279707400')],
    ['aescrypt', hex('41455302')],
    ['luks', hex('4c554b53babe0002')],
    ['ansible-vault', text('$ANSIBLE_VAULT;1.1;AES256\n')],
    ['vimcrypt', text('VimCrypt~03!')],
    ['fernet', Buffer.from(`gAAAAABm${'x'.repeat(200)}`)],
    ['cms', hex('3082 0400 0609 2a864886f70d010703')],
    [
      'jwe',
      Buffer.from(`${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url')}..abc.def.ghi`),
    ],
    ['zip-encrypted', hex('504b0304 1400 0100 0800')],
    ['zip-encrypted', hex('504b0304 3300 0000 6300')],
    ['zip', hex('504b0304 1400 0000 0800')],
    ['rar', hex('526172211a070100 33925eb5 0c 01 05 00')],
    ['rar-encrypted', hex('526172211a070100 33925eb5 21 04 00 00')],
    ['rar', hex('526172211a0700 cf90 73 0000 0d00')],
    ['rar-encrypted', hex('526172211a0700 cf90 73 8000 0d00')],
    ['7z', hex('377abcaf271c0004')],
    ['lzma', hex('5d00008000 ffffffffffffffff')],
    ['compress', hex('1f9d90')],
    ['xz', hex('fd377a585a00')],
    ['zstd', hex('28b52ffd')],
    ['bzip2', text('BZh9')],
    ['gzip', gzipSync(randomBytes(300))],
    ['zlib', deflateSync(randomBytes(300))],
    ['png', hex('89504e470d0a1a0a')],
    ['jpeg', hex('ffd8ffe0')],
    ['mp4', hex('00000020667479706d703432')],
    ['pdf', text('%PDF-1.7\n')],
    ['elf', hex('7f454c46')],
    ['tar', Buffer.concat([Buffer.alloc(257), Buffer.from('ustar\0'), Buffer.alloc(250)])],
  ] as const)('%s (%#)', (name, bytes) => {
    expect(containerOf(bytes)).toBe(name);
  });

  it('and says what it does to what it holds', () => {
    expect((['openssl-salted', 'gzip', 'png', 'tar'] as const).map(containerKind)).toEqual([
      'encrypted',
      'compressed',
      'media',
      'other',
    ]);
  });

  it('random bytes hardly ever do', () => {
    let named = 0;
    for (let seed = 0; seed < 4000; seed++) if (containerOf(randomBytes(64, seed)) !== undefined) named++;
    expect(named).toBeLessThanOrEqual(4);
  });

  it('raw deflate and text do not', () => {
    for (const bytes of [
      deflateRawSync(Buffer.alloc(9000, 'abc')),
      Buffer.from('Rarely said. Salted fish. PKs.'),
    ]) {
      expect(containerOf(bytes)).toBeUndefined();
    }
  });

  it('nothing is too short to ask', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.constantFrom('504b0304', '526172211a07', '8c0d04', '3082', '7f45', '4d5a'),
        (rest, head) => {
          for (let cut = 0; cut <= 8; cut++)
            containerOf(Buffer.concat([Buffer.from(head, 'hex'), rest]).subarray(0, cut));
        },
      ),
    );
  });
});
