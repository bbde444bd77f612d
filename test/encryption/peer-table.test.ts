/**
 * Command lines that public rule sets were measured on: most miss most of them, and some fire on the wrong ones. An
 * option grammar must get every one right.
 */
import { describe, expect, it } from 'vitest';

import type { EncryptionClass, KeySource } from '../../src/encryption/encryption-operation.ts';
import { createRecogniser } from '../../src/encryption/recognise.ts';
import { verdictOf } from '../../src/encryption/verdict.ts';

interface PeerRow {
  readonly line: string;
  readonly platform?: 'windows' | 'posix';
  readonly class: EncryptionClass;
  readonly direction?: string;
  readonly algorithm?: string;
  readonly keySource?: KeySource;
}

function encrypts(
  line: string,
  algorithm: string,
  keySource: KeySource,
  platform: 'windows' | 'posix' = 'posix',
): PeerRow {
  return { line, platform, class: 'symmetric', direction: 'encrypt', algorithm, keySource };
}

const ROWS: readonly PeerRow[] = [
  encrypts('openssl enc -aes-256-cbc -pass pass:x -in a -out b', 'aes-256-cbc', 'command-line'),
  encrypts('openssl aes-256-cbc -k x -in a -out b', 'aes-256-cbc', 'command-line'),
  encrypts(
    'tar czpf - /srv | openssl des3 -salt -pass pass:x | ssh h "cat > /b"',
    '3des-cbc',
    'command-line',
  ),
  encrypts('openssl enc --aes-256-cbc --pass=pass:x --in=a --out=b', 'aes-256-cbc', 'command-line'),
  encrypts('openssl enc -aes-256-cbc -pass env:P', 'aes-256-cbc', 'environment'),
  encrypts('openssl AES-256-CTR -K 00ff -iv 00 -in a -out b', 'aes-256-ctr', 'command-line'),
  encrypts('openssl chacha20 -kfile k -in a -out b', 'chacha20', 'file'),
  encrypts('openssl base64 -aes-256-cbc -k x -in a -out b', 'aes-256-cbc', 'command-line'),
  encrypts('openssl enc -aes-256-cbc -d -e -k x -in a -out b', 'aes-256-cbc', 'command-line'),
  encrypts('openssl enc -aes-256-cbc -in a -out b', 'aes-256-cbc', 'prompt'),
  {
    line: 'openssl cms -EncryptedData_encrypt -secretkey 00ff -in a -out b',
    class: 'symmetric',
    direction: 'encrypt',
  },
  { line: 'gpg --symmetric a', class: 'symmetric', direction: 'encrypt', keySource: 'agent' },
  { line: 'gpg -ac --passphrase-fd 0', class: 'symmetric', direction: 'encrypt', keySource: 'descriptor' },
  { line: 'gpg --symm a', class: 'symmetric', direction: 'encrypt' },
  {
    line: 'gpg.exe --batch --passphrase x -c a',
    platform: 'windows',
    class: 'symmetric',
    keySource: 'command-line',
  },
  encrypts('7z.exe u o.7z d -psecret', 'aes-256-cbc', 'command-line', 'windows'),
  encrypts('zip -P x o.zip a', 'zipcrypto', 'command-line'),
  encrypts('bsdtar --passphrase x --options zip:encryption=aes256 -a -cf o.zip d', 'aes-256', 'command-line'),
  encrypts('ccrypt -K x a', 'rijndael-256', 'command-line'),
  encrypts('age -p -o a.age a', 'chacha20-poly1305', 'prompt'),
  encrypts('mcrypt -a rijndael-256 -k x a', 'rijndael-256-cbc', 'command-line'),
  { line: 'rar.exe a -hpblue o.rar d', platform: 'windows', class: 'symmetric', keySource: 'command-line' },
  // Here the rules that were measured fire, and nothing is encrypted.
  { line: 'openssl enc -base64 -in a -out b', class: 'encoding' },
  { line: 'openssl enc -none -in a -out b', class: 'none' },
  { line: 'openssl enc -d -aes-256-cbc -k x -in a -out b', class: 'symmetric', direction: 'decrypt-claimed' },
];

describe('the table of the peers', () => {
  const recogniser = createRecogniser();

  it('has all its rows', () => {
    expect(ROWS).toHaveLength(25);
  });

  it.each(ROWS)('reads $line', ({ line, platform = 'posix', class: expected, ...rest }) => {
    const verdict = verdictOf(recogniser.recogniseCommandLine(line, platform));
    expect(verdict.class).toBe(expected);
    if (expected !== 'none') expect(verdict.operation).toMatchObject(rest);
  });

  it('gives every encrypting row a tier of explicit grammar and no doubt', () => {
    const rows = ROWS.filter((row) => row.class === 'symmetric');
    const operations = rows.map(
      ({ line, platform = 'posix' }) => verdictOf(recogniser.recogniseCommandLine(line, platform)).operation,
    );
    expect(operations.map((operation) => operation?.tier)).toEqual(rows.map(() => 3));
    expect(Math.min(...operations.map((operation) => operation?.confidence ?? 0))).toBeGreaterThan(0.9);
  });
});
