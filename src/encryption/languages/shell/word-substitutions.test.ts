import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../recognise.ts';

const recogniser = createRecogniser();

function rules(line: string): string[] {
  return recogniser.recogniseCommandLine(line, 'posix').operations.map(({ rule }) => rule);
}

describe('words that other commands print', () => {
  it.each([
    '$(echo openssl) enc -aes-256-cbc -k winter -in a',
    '`echo openssl` enc -aes-256-cbc -k winter -in a',
    '"$(printf openssl)" enc -aes-256-cbc -k winter -in a',
    'open$(echo ss)l enc -aes-256-cbc -k winter -in a',
    'openssl $(echo enc) -$(echo aes)-256-cbc -k winter -in a',
    '$(echo openssl enc -aes-256-cbc) -k winter -in a',
    '$(echo b3BlbnNzbA== | base64 -d) enc -aes-256-cbc -k winter -in a',
    'a=open; $(echo ${a}ssl) enc -aes-256-cbc -k winter -in a',
    'O=$(which openssl); $O enc -aes-256-cbc -k winter -in a',
    'O=`command -v openssl`; "$O" enc -aes-256-cbc -k winter -in a',
    'c=$(echo b3BlbnNzbCBlbmMgLWNoYWNoYTIwIC1rIHdpbnRlciAtaW4gYS50YXI= | base64 -d); eval "$c"',
    'e=b3BlbnNzbCBlbmMgLWNoYWNoYTIwIC1rIHdpbnRlciAtaW4gYS50YXI=; export c=`echo $e|base64 -d`; sh -c "$c"',
  ])('are put in: %s', (line) => {
    expect(rules(line)).toContain('tool/openssl-enc');
  });

  it('stand for the whole substitution, so that a secret in them is masked', () => {
    const line = 'openssl enc -aes-256-cbc -k $(echo winter) -in a';
    const { secrets } = recogniser.recogniseCommandLine(line, 'posix');
    expect(secrets.map(({ start, end }) => line.slice(start, end))).toEqual(['$(echo winter)']);
  });

  it.each([
    "'$(echo gpg)' -c a",
    '$(cat name) -c a',
    'x=\'`echo openssl` enc -aes-256-cbc -k winter\'; echo "$x"',
  ])('are left alone in %s', (line) => {
    expect(rules(line).filter((rule) => rule !== 'tool/encoder')).toEqual([]);
  });
});
