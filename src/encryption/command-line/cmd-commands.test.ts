import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../recognise.ts';

const recogniser = createRecogniser();

function read(line: string) {
  return recogniser.recogniseCommandLine(line, 'windows');
}

describe('cmd.exe texts', () => {
  it.each([
    'cmd /c "openssl enc -aes-256-cbc -k winter -in a -out b"',
    'cmd.exe /d /s /c "openssl enc -aes-256-cbc -k winter -in a -out b"',
    'cmd /copenssl enc -aes-256-cbc -k winter -in a',
    '%COMSPEC% /C start /b "" openssl enc -aes-256-cbc -k winter -in a',
    'C:\\Windows\\System32\\cmd.exe /c "C:\\Windows\\System32\\cmd.exe /C openssl enc -aes-256-cbc -k winter"',
    'cmd /c cd C:\\t & if exist a.txt openssl enc -aes-256-cbc -k winter -in a.txt',
    'cmd /c o^p^e^n^s^s^l enc -aes-256-cbc -k winter',
    'cmd /c op"en"ssl enc -aes-256-cbc -k winter',
    'cmd /c "C:\\Program Files\\OpenSSL\\bin\\openssl.exe" enc -aes-256-cbc -k winter',
    'schtasks /create /tn t /tr "cmd /c openssl enc -aes-256-cbc -k winter"',
  ])('sees the tool in %s', (line) => {
    const { operations, secrets } = read(line);
    expect(operations.map(({ rule }) => rule)).toEqual(['tool/openssl-enc']);
    expect(
      secrets.filter(({ layer }) => layer === 0).map(({ start, end }) => line.slice(start, end)),
    ).toEqual(['winter']);
  });

  it('keeps carets and separators inside quotes', () => {
    expect(read('cmd /c echo "x & openssl enc -aes-256-cbc -k y"').operations).toEqual([]);
  });

  it('names the files of redirections', () => {
    const [operation] = read(
      'cmd /c openssl enc -aes-256-cbc -k x < in.txt > C:\\t\\out.bin 2>nul',
    ).operations;
    expect(operation?.inputs).toEqual(['in.txt']);
    expect(operation?.outputs).toContain('C:\\t\\out.bin');
  });

  it('reads any text without failing', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '"',
      '^',
      '&',
      '|',
      '(',
      ')',
      '>',
      '<',
      '2',
      '%',
      '\\',
      '/c ',
      'cmd ',
      'start ',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(() => read(`cmd /c ${text}`)).not.toThrow();
      }),
    );
  });
});
