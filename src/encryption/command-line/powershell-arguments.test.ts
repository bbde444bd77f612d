import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRecogniser } from '../recognise.ts';

const recogniser = createRecogniser();
const CODE = '$a=[System.Security.Cryptography.Aes]::Create();$e=$a.CreateEncryptor()';
const encoded = Buffer.from(CODE, 'utf16le').toString('base64');

function read(line: string) {
  return recogniser.recogniseCommandLine(line, 'windows');
}

describe('powershell.exe arguments', () => {
  const dashes = ['-', '/', '–', '—', '―', '--'];
  const names = ['e', 'ec', 'en', 'enc', 'EnCo', 'encodedc', 'EncodedCommand'];
  it.each(dashes.flatMap((dash) => names.map((name) => `${dash}${name}`)))(
    'decodes after %s',
    (parameter) => {
      const recognition = read(`powershell.exe -NoP ${parameter} ${encoded}`);
      expect(recognition.operations[0]).toMatchObject({
        class: 'symmetric',
        direction: 'encrypt',
        algorithm: 'aes',
        tier: 2,
      });
      expect(recognition.layers[1]).toMatchObject({
        kind: 'encoded-command',
        text: CODE,
        outer: 0,
        opaque: false,
      });
      expect(recognition.traits).toContain('encoded');
    },
  );

  it.each(['-ex', '-ep', '-exec', '-ea', '-encodeda', '-EncodedArguments', '-file'])(
    'does not take %s for it',
    (parameter) => {
      expect(read(`powershell.exe ${parameter} ${encoded}`).traits).not.toContain('encoded');
    },
  );

  it('reads the command tail, quoted or not, and text without a parameter', () => {
    const code = '[Security.Cryptography.Aes]::Create().CreateEncryptor()';
    for (const line of [
      `powershell -c ${code}`,
      `powershell -Command "${code}"`,
      `powershell.exe "& {${code}}"`,
      `pwsh -nop ${code}`,
    ])
      expect(read(line).operations.map(({ tier }) => tier)).toEqual([2]);
  });

  it('sees a hidden window', () => {
    for (const style of ['-w hidden', '-WindowStyle h', '-win 1'])
      expect(read(`powershell ${style} -c 1`).traits).toContain('hidden-window');
    expect(read('powershell -w normal -c 1').traits).toEqual([]);
  });

  it('finds it in the text of another language', () => {
    const line = `mshta vbscript:Execute("CreateObject(""WScript.Shell"").Run ""powershell -enc ${encoded}"", 0:close")`;
    expect(read(line).operations).toMatchObject([{ direction: 'encrypt' }]);
  });

  it('says when an encoded command cannot be read', () => {
    const recognition = read('powershell -enc $x');
    expect(recognition.opaque).toBe(true);
    expect(recognition.layers[1]).toMatchObject({ kind: 'encoded-command', opaque: true });
  });

  it('knows a renamed PowerShell by its encoded command, with less confidence', () => {
    const named = read(`powershell -nop -enc ${encoded}`).operations[0]?.confidence ?? 0;
    const renamed = read(`C:\\t\\svc.exe -nop -enc ${encoded}`).operations[0]?.confidence ?? 0;
    expect(renamed).toBeGreaterThan(0);
    expect(renamed).toBeLessThan(named);
  });

  it('trusts the image the sensor saw over the first word', () => {
    const line = `notepad.exe -enc ${encoded}`;
    expect(
      recogniser.recogniseCommandLine(
        line,
        'windows',
        'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      ).operations,
    ).toHaveLength(1);
  });

  it('decodes whatever was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 3, maxLength: 200 }), (text) => {
        const line = `powershell -enc ${Buffer.from(text, 'utf16le').toString('base64')}`;
        expect(read(line).layers[1]?.text).toBe(text);
      }),
    );
  });
});
