/** Own scripts that imitate backup jobs, ransom notes for hypervisors and one-liners of intrusions. */
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../../recognise.ts';

const recogniser = createRecogniser();

function symmetric(script: string) {
  return recogniser
    .recogniseScript(script, 'shell')
    .operations.filter((operation) => operation.class === 'symmetric');
}

function masked(script: string): string[] {
  const { secrets } = recogniser.recogniseScript(script, 'shell');
  return secrets.filter(({ layer }) => layer === 0).map(({ start, end }) => script.slice(start, end));
}

describe('shell scripts', () => {
  it.each([
    [
      '#!/bin/bash\nOPTS="-aes-256-cbc -pbkdf2"\ntar czf - /srv | openssl enc $OPTS -pass "pass:$PW" -out /tmp/o.enc',
      'aes-256-cbc',
    ],
    ['tool=openssl; $tool enc -aes-128-ctr -k x -in a', 'aes-128-ctr'],
    ['a=open; b=ssl; "$a$b" enc -aes-256-cbc -k x', 'aes-256-cbc'],
    ['a=openssl\n${a} enc -${MODE:-aes-192-cbc} -k x', 'aes-192-cbc'],
    ['c=xxopensslxx; ${c:2:7} enc -aes-256-cbc -k x', 'aes-256-cbc'],
    ["alias seal='openssl enc -aes-256-cbc'\nseal -k x -in a", 'aes-256-cbc'],
    ['export CMD="openssl enc -aes-256-cbc -k x"\n$CMD -in a', 'aes-256-cbc'],
    ['CMD=openssl\nCMD+=" enc -aes-256-cbc"\n$CMD -k x', 'aes-256-cbc'],
    ['seal() {\n  openssl enc -aes-256-cbc -k "$1" -in "$2"\n}\nseal x y', 'aes-256-cbc'],
    ['openssl${IFS}enc${IFS}-aes-256-cbc${IFS}-k${IFS}x', 'aes-256-cbc'],
    [
      'for f in $(find / -name "*.vmdk"); do openssl enc -aes-256-cbc -k x -in "$f" -out "$f.x"; done',
      'aes-256-cbc',
    ],
    ['CODE="openssl enc -aes-256-cbc -k x"; eval "$CODE"', 'aes-256-cbc'],
  ])('are read with their variables: %s', (script, algorithm) => {
    expect(symmetric(script)).toMatchObject([{ algorithm, direction: 'encrypt' }]);
  });

  it.each([
    "tool=openssl; echo '$tool enc -aes-256-cbc -k x'",
    '# openssl enc -aes-256-cbc -k x',
    'x=openssl; x=echo; $x enc -aes-256-cbc',
    'PASS=secret; curl -u "u:$PASS" https://example.com',
    'openssl rand -hex 32 > key; sha256sum key',
  ])('that encrypt nothing are left alone: %s', (script) => {
    expect(symmetric(script)).toEqual([]);
  });

  it('mask a password where it is assigned', () => {
    expect(masked('PASS="swordfish 9"\nopenssl enc -aes-256-cbc -pass "pass:$PASS" -in a')).toEqual([
      'swordfish 9',
    ]);
  });
});
