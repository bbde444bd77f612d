/** Texts imitate PowerShell 4103 payloads as NXLog and EVTX carry them (Empire agents with script logging off). */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../recognise.ts';
import { readCommandBindings } from './command-bindings.ts';

const recogniser = createRecogniser();

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\r\n`).join('');
}

function invocation(command: string, bindings: Readonly<Record<string, string>>): string {
  return lines(
    `CommandInvocation(${command}): "${command}"`,
    ...Object.entries(bindings).map(
      ([name, value]) => `ParameterBinding(${command}): name="${name}"; value="${value}"`,
    ),
  );
}

describe('readCommandBindings', () => {
  it('keeps quotes, line breaks and look-alikes inside a value', () => {
    const value = 'say "a"; value="b"\r\n  name="c"\r\nnot a heading "';
    const text = invocation('Invoke-Expression', { Command: value, Other: 'x' });
    const [command] = readCommandBindings(text);
    expect(command?.bindings.map((binding) => binding.value)).toEqual([value, 'x']);
    for (const { start, end, value: own } of command?.bindings ?? [])
      expect(text.slice(start, end)).toBe(own);
  });

  it('gives back any values without line breaks', () => {
    const value = fc.string({ unit: fc.constantFrom('a', '"', ';', '=', ' ', 'é', ')', ':'), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const text = invocation('X-Y', Object.fromEntries(values.map((own, index) => [`p${index}`, own])));
        expect(readCommandBindings(text)[0]?.bindings.map((binding) => binding.value)).toEqual(values);
      }),
    );
  });

  it('reads any text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readCommandBindings(text)).not.toThrow();
      }),
    );
  });
});

describe('recogniseBindings', () => {
  it('takes a cipher object for an operation of unknown direction', () => {
    const text = invocation('New-Object', {
      TypeName: 'SySteM.SEcuRITY.CRYPtOgraPHY.AEsCryptOServiCeProvIder',
    });
    const [operation] = recogniser.recogniseBindings(text).operations;
    expect(operation).toMatchObject({ class: 'symmetric', algorithm: 'aes', direction: 'unknown', tier: 2 });
    expect(operation?.reason).toContain('4103 does not log');
    const span = operation?.spans[0];
    expect(text.slice(span?.start, span?.end)).toMatch(/^system\.security/i);
  });

  it.each([
    ['System.Security.Cryptography.HMACSHA256', 'hash'],
    ['System.Security.Cryptography.RSACryptoServiceProvider', 'asymmetric'],
  ])('answers %s with %s', (type, expected) => {
    const { operations } = recogniser.recogniseBindings(invocation('New-Object', { TypeName: type }));
    expect(operations.map((operation) => operation.class)).toEqual([expected]);
  });

  it.each([
    ['Format-Table', { InputObject: 'System.Security.Cryptography.AesManaged -bxor $k[$i % 3]' }],
    ['Where-Object', { FilterScript: ' $_.Name -like "*Aes.Create().CreateEncryptor()*" ' }],
    ['Get-Service', { Name: 'CryptSvc, AesManaged' }],
    ['New-Object', { TypeName: 'System.Security.Cryptography.RNGCryptoServiceProvider' }],
    ['New-Object', { TypeName: 'System.Net.WebClient' }],
    ['Out-File', { InputObject: 'New-Object System.Security.Cryptography.AesManaged' }],
  ])('finds nothing in what %s shows or filters', (command, bindings) => {
    expect(recogniser.recogniseBindings(invocation(command, bindings)).operations).toEqual([]);
  });

  it('reads a text that was run, one layer down', () => {
    const script = '$a = New-Object System.Security.Cryptography.AesManaged; $a.CreateEncryptor()';
    const recognition = recogniser.recogniseBindings(
      invocation('Invoke-Expression', { Command: script }) +
        invocation('Out-String', { InputObject: 'done' }),
    );
    expect(recognition.operations[0]).toMatchObject({ direction: 'encrypt', tier: 2 });
    expect(recognition.operations[0]?.spans[0]?.layer).toBe(1);
    expect(recognition.layers[1]).toMatchObject({ outer: 0, text: script });
  });

  it('knows the RC4 key schedule in a ForEach-Object', () => {
    const block = '$J=($J+$S[$_]+$K[$_%$K.Count])%256;$S[$_],$S[$J]=$S[$J],$S[$_]';
    const { operations } = recogniser.recogniseBindings(
      invocation('ForEach-Object', { Process: block, InputObject: '0' }),
    );
    expect(operations.map(({ algorithm, tier }) => [algorithm, tier])).toEqual([['rc4', 2]]);
  });

  it('reads a command line that was started, with the dots of a rendered list behind it', () => {
    const code = Buffer.from('[Security.Cryptography.Aes]::Create().CreateEncryptor()', 'utf16le').toString(
      'base64',
    );
    const text = invocation('Invoke-WmiMethod', {
      Name: 'create',
      ArgumentList: `powershell -w 1 -enc ${code}, ...`,
    });
    const recognition = recogniser.recogniseBindings(text);
    expect(recognition.operations[0]).toMatchObject({ direction: 'encrypt' });
    expect(recognition.traits).toEqual(['encoded', 'hidden-window']);
  });
});
