/** Own scripts that imitate folder actions and stealers that hand their work to the shell. */
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../recognise.ts';

const recogniser = createRecogniser();

function symmetric(script: string) {
  return recogniser
    .recogniseScript(script, 'applescript')
    .operations.filter((operation) => operation.class === 'symmetric');
}

describe('AppleScript', () => {
  it.each([
    [
      'set f to choose file\ndo shell script "openssl enc -aes-256-cbc -in " & quoted form of POSIX path of f & " -out /tmp/x.enc -k " & quoted form of pw with administrator privileges',
      'encrypt',
      'aes-256-cbc',
    ],
    [
      'do shell script "openssl enc -d -aes-256-ctr -in " & quoted form of f & " -out " & g & " -pass pass:" & k',
      'decrypt-claimed',
      'aes-256-ctr',
    ],
    ['tell application "Terminal" to do script "zip -P pw123 o.zip a"', 'encrypt', 'zipcrypto'],
    [
      'set c to "openssl"\nset m to " enc -aes-128-cbc -k x"\nset r to do shell script c & m',
      'encrypt',
      'aes-128-cbc',
    ],
    [
      'property tool : "openssl enc "\ndo shell script tool & ¬\n  "-aes-128-cbc -k x -in a"',
      'encrypt',
      'aes-128-cbc',
    ],
    ['run script "$.CCCrypt($.kCCEncrypt, $.kCCAlgorithmAES, 1, key)" in "JavaScript"', 'encrypt', 'aes'],
  ])('reads %s', (script, direction, algorithm) => {
    expect(symmetric(script)).toMatchObject([{ direction, algorithm }]);
  });

  it.each([
    '-- do shell script "openssl enc -aes-256-cbc -k x"',
    '(* do shell script "openssl enc -aes-256-cbc -k x" *)',
    'display dialog "do shell script openssl enc -aes-256-cbc"',
    'do shell script "openssl rand -hex 16"',
    'do shell script "ditto -c -k a a.zip"',
  ])('takes for nothing symmetric: %s', (script) => {
    expect(symmetric(script)).toEqual([]);
  });

  it('masks a password where it is set', () => {
    const script =
      'set pw to "swordfish"\ndo shell script "openssl enc -aes-256-cbc -in a -k " & quoted form of pw';
    const { secrets } = recogniser.recogniseScript(script, 'applescript');
    expect(
      secrets.filter(({ layer }) => layer === 0).map(({ start, end }) => script.slice(start, end)),
    ).toEqual(['swordfish']);
  });
});
