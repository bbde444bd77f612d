import { describe, expect, it } from 'vitest';

import { createRecogniser } from './recognise.ts';
import { recogniseText } from './recognise-text.ts';
import type { TextPlatform } from './recognise-text.ts';
import { verdictOf } from './verdict.ts';

const recogniser = createRecogniser();

function operation(text: string, platform: TextPlatform) {
  const verdict = verdictOf(recogniseText(recogniser, text, platform));
  return verdict.class === 'symmetric' ? verdict.operation : undefined;
}

describe('texts of which nobody said what they are', () => {
  it.each<[TextPlatform, string, string]>([
    ['linux', 'tar c d | openssl enc -aes-256-cbc -k x', 'tool/openssl-enc'],
    ['windows', 'type a | openssl enc -aes-256-cbc -k x', 'tool/openssl-enc'],
    [
      'windows',
      '$a = New-Object Security.Cryptography.AesManaged; $a.CreateEncryptor()',
      'powershell/dotnet-cipher',
    ],
    [
      'linux',
      '$a = New-Object Security.Cryptography.AesManaged; $a.CreateEncryptor()',
      'powershell/dotnet-cipher',
    ],
    ['linux', '    encryptor = AES.new(key, AES.MODE_CBC, iv)', 'python/cipher-built'],
    [
      'linux',
      '    box.update(plain)\n    c = crypto.createCipheriv("aes-256-cbc", k, v)',
      'javascript/cipher-built',
    ],
    ['linux', 'x = openssl_encrypt($d, "aes-128-cbc", $k);', 'php/cipher'],
    ['macos', 'do shell script "openssl enc -aes-256-cbc -k x -in /a"', 'tool/openssl-enc'],
  ])('on %s: %s', (platform, text, rule) => {
    expect(operation(text, platform)?.rule).toBe(rule);
  });

  it('are read as a fragment of a generator that writes PowerShell', () => {
    const text = `\tpart3 = ") -le " + str(day) + "){$b.Load('"
\tpart4 = "');$a=New-Object 'Security.Cryptography.AesManaged';$a.key=[text.encoding]::UTF8.getBytes('"
\tpart5 = "');[Text.Encoding]::UTF8.GetString($a.CreateDecryptor().TransformFinalBlock($by,0,$by.Length))|iex}"`;
    expect(operation(text, 'linux')).toMatchObject({ algorithm: 'aes', direction: 'unknown' });
  });

  it('keep the reading that knows the algorithm', () => {
    const text = `IEX ('& cmd.exe /c ''node.exe --eval "const c=require(''''crypto'''').createCipheriv(''''aes-256-cbc'''',k,v);c.final()"''')`;
    expect(operation(text, 'windows')?.algorithm).toBe('aes-256-cbc');
  });

  it.each<[TextPlatform, string]>([
    ['windows', 'The AES standard, and how gpg -c differs from openssl enc.'],
    ['linux', 'def encrypt(self):\n    pass'],
    ['linux', 'cipher_name = "aes-256-cbc"'],
    ['linux', ''],
  ])('and mean nothing on %s: %s', (platform, text) => {
    expect(operation(text, platform)).toBeUndefined();
  });
});
