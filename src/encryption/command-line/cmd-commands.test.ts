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
    'cmd /c "set a=opens&&set b=sl&&call %a%%b% enc -aes-256-cbc -k winter"',
    'cmd /V:ON /C "set x=openssl enc -aes-256-cbc -k winter&&!x!"',
    'cmd /c "set a=xyzpenssl&& call %a:xyz=o% enc -aes-256-cbc -k winter"',
    'cmd /c %CommonProgramFiles:~5,1%penssl enc -aes-256-cbc -k winter',
    'cmd /c echo openssl enc -aes-256-cbc -k winter|cmd',
    'cmd,;/c,;openssl enc -aes-256-cbc -k winter',
    'o^penssl enc -aes-256-cbc -k winter -in a',
    'start "" /min openssl enc -aes-256-cbc -k winter',
    'for /r C:\\d %f in (*.docx) do openssl enc -aes-256-cbc -k winter -in "%f"',
    'forfiles /m *.docx /c "cmd /c openssl enc -aes-256-cbc -k winter -in @file"',
    'pcalua.exe -a cmd.exe -c "/c openssl enc -aes-256-cbc -k winter"',
    'type a | openssl enc -aes-256-cbc -k winter > b',
    'sc create s binPath= "openssl enc -aes-256-cbc -k winter"',
    'winrs -r:h "openssl enc -aes-256-cbc -k winter"',
    'mshta vbscript:Execute("CreateObject(""WScript.Shell"").Run ""openssl enc -aes-256-cbc -k winter"",0")(window.close)',
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

  it('takes brackets for groups only where cmd.exe does', () => {
    const { operations } = read(
      'cmd /c (cd C:\\t & gpg -c --batch --passphrase x "C:\\Program Files (x86)\\a")',
    );
    expect(operations.map(({ rule }) => rule)).toEqual(['tool/gpg']);
    const named = read('openssl.exe enc -aes-256-cbc -k x -in plan(1).docx & exit').operations[0];
    expect(named?.inputs).toEqual(['plan(1).docx']);
  });

  it('leaves a command line alone that a sensor saw a process get', () => {
    const line = 'openssl.exe enc -aes-256-cbc -k a^b&c -in x';
    const { secrets } = recogniser.recogniseCommandLine(line, 'windows', 'C:\\t\\openssl.exe');
    expect(secrets.map(({ start, end }) => line.slice(start, end))).toEqual(['a^b&c']);
  });

  it('does not put variables in without end', () => {
    const line = `cmd /c set a=${'x'.repeat(1000)}&${'set a=%a%%a%&'.repeat(200)}%a%`;
    expect(read(line).layers.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(1_048_577);
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
      '%a%',
      '!a:~1,-1!',
      'set a=',
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
        expect(() => read(`cmd /c ${text}`)).not.toThrow();
      }),
    );
  });
});
