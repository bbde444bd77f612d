import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Recognition } from './encryption-operation.ts';
import { LIMITS } from './layers/limits.ts';
import { createRecogniser } from './recognise.ts';

const recogniser = createRecogniser();

/** What is wrong with an answer, whatever was asked; a sound one has no faults. */
function faultsOf(text: string, { layers, operations, secrets, opaque }: Recognition): string[] {
  const faults: string[] = [];
  const demand = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(`${fault}: ${JSON.stringify(text.slice(0, 200))}`);
  };
  const lengthOf = (layer: number): number => layers[layer]?.text.length ?? -1;
  demand(layers[0]?.text === text.slice(0, LIMITS.totalText), 'layer 0 is not the text');
  demand(layers.reduce((sum, layer) => sum + layer.text.length, 0) <= LIMITS.totalText, 'too much text');
  demand(opaque || layers.every((layer) => !layer.opaque), 'an opaque layer is not told of');
  for (const [number, { outer = 0, start, end }] of layers.entries()) {
    demand(outer < number || number === 0, 'a layer stands in itself');
    demand(start >= 0 && start <= end && end <= lengthOf(outer), 'a layer stands outside of its outer layer');
    let depth = 0;
    for (let at = number; at > 0; at = layers[at]?.outer ?? 0) depth++;
    demand(depth <= LIMITS.depth + 1, 'too deep');
  }
  for (const { layer, start, end } of [...secrets, ...operations.flatMap(({ spans }) => spans)])
    demand(start >= 0 && start < end && end <= lengthOf(layer), 'a span points nowhere');
  for (const { confidence } of operations) demand(confidence > 0 && confidence <= 1, 'impossible confidence');
  return faults;
}

function faultsOfEveryWay(text: string): string[] {
  return everyWay(text).flatMap((recognition) => faultsOf(text, recognition));
}

function everyWay(text: string): Recognition[] {
  return [
    recogniser.recogniseCommandLine(text, 'windows'),
    recogniser.recogniseCommandLine(text, 'posix'),
    recogniser.recogniseScript(text, 'powershell'),
    recogniser.recogniseBindings(text),
  ];
}

/** Separated by a bar that stands in none of them. */
const PIECES =
  'iex ¦powershell ¦-enc ¦-c ¦cmd /c ¦openssl enc -aes-256-cbc ¦-k x ¦7z a -px o.7z ¦sh -c ¦^¦&¦|¦"¦\'¦$(¦(¦)¦{¦}¦[¦]¦$a=¦+¦-f¦-join¦-bxor¦$k[$i%3]¦%{¦0..255¦%256¦`¦\n¦;¦.¦::¦[char]¦65,¦New-Object ¦Security.Cryptography.AesManaged¦.CreateEncryptor()¦[Convert]::FromBase64String(¦aQBlAHgA¦.Key=¦CommandInvocation(New-Object): "New-Object"\r\n¦ParameterBinding(Invoke-Expression): name="Command"; value="¦"\r\n¦\\¦—e ¦/c'.split(
    '¦',
  );
const hostile = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));

describe('the recogniser', () => {
  it('gives a sound answer for any text', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 80 })), (text) => {
        expect(faultsOfEveryWay(text)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same answer again, remembered or not', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const fresh = createRecogniser({ remembered: 8 });
        expect(fresh.recogniseScript(text, 'powershell')).toEqual(
          recogniser.recogniseScript(text, 'powershell'),
        );
        expect(fresh.recogniseCommandLine(text, 'windows')).toEqual(
          recogniser.recogniseCommandLine(text, 'windows'),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('survives truncation anywhere', () => {
    const code = Buffer.from('iex (\'a\'+"$(gc x)") | % {[char]65}', 'utf16le').toString('base64');
    const line = `cmd /c "start /b powershell -w 1 -enc ${code}" & sh -c 'openssl enc -aes-128-cbc -k "x y"'`;
    for (let length = 0; length <= line.length; length++)
      expect(faultsOfEveryWay(line.slice(0, length))).toEqual([]);
  });

  it.each([
    '(',
    '"$(',
    '$a=',
    "'a'+",
    'cmd /c ',
    'powershell -c ',
    '[a]',
    'iex (',
    '1..60000;',
    '^',
    '-k x ',
    '`',
    '{',
    'return ',
  ])('stays within its bounds on endless %j', (unit) => {
    const text = `iex openssl bxor 256 ${unit.repeat(Math.ceil(20_000 / unit.length))}`;
    expect(faultsOfEveryWay(text)).toEqual([]);
  });

  it('nests no deeper than its bound, and says so', () => {
    let line = 'openssl enc -aes-256-cbc -k x';
    for (let depth = 0; depth < 4; depth++)
      line = `powershell -enc ${Buffer.from(line, 'utf16le').toString('base64')}`;
    expect(recogniser.recogniseCommandLine(line, 'windows').operations).toHaveLength(1);
    for (let depth = 0; depth < 4; depth++)
      line = `powershell -enc ${Buffer.from(line, 'utf16le').toString('base64')}`;
    const deep = recogniser.recogniseCommandLine(line, 'windows');
    expect(deep.operations).toEqual([]);
    expect(deep.opaque).toBe(true);
  });

  it('cuts what is too long and says so', () => {
    const text = `openssl enc -aes-256-cbc -k x ${'a'.repeat(LIMITS.totalText)}`;
    const recognition = recogniser.recogniseCommandLine(text, 'windows');
    expect(recognition.opaque).toBe(true);
    expect(recognition.layers[0]).toMatchObject({ opaque: true, end: LIMITS.totalText });
    expect(recognition.operations).toHaveLength(1);
  });

  it.each([
    ['ssh -c aes256-ctr host', 'posix'],
    ['curl --ciphers AES256-SHA https://example.com', 'posix'],
    ['mysql -psecret db', 'posix'],
    ['tar -xpf a.tar', 'posix'],
    ['sbd -d /dev/sda list', 'posix'],
    ['ncat -k -l 443', 'posix'],
    ['git-crypt status', 'posix'],
    ['dotnet C:\\apps\\Aes.Encryptor.dll --enc', 'windows'],
    ['C:\\Windows\\system32\\svchost.exe -k NetworkService -p -s CryptSvc', 'windows'],
    ['Rubeus.exe asktgt /user:a /rc4:00112233445566778899aabbccddeeff', 'windows'],
    ['ffmpeg -encoders', 'posix'],
    ['notepad C:\\t\\aes-256-cbc.txt', 'windows'],
  ] as const)('takes %s for nothing symmetric', (line, platform) => {
    expect(
      recogniser
        .recogniseCommandLine(line, platform)
        .operations.filter((operation) => operation.class === 'symmetric'),
    ).toEqual([]);
  });
});
