import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recognition } from '../encryption-operation.ts';
import { createRecogniser } from '../recognise.ts';
import { inlineCodeByShape } from './renamed-interpreter.ts';

const AES =
  "from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes; c = Cipher(algorithms.AES(k), modes.CBC(iv)).encryptor(); o = c.update(open('a').read())";

const recogniser = createRecogniser();

function recogniseCommandLine(line: string): Recognition {
  return recogniser.recogniseCommandLine(line, 'posix');
}

function operations(line: string): readonly unknown[] {
  return recogniseCommandLine(line).operations.map(({ class: kind }) => kind);
}

describe('an interpreter under another name', () => {
  it('is known by the code it is given', () => {
    const named = recogniseCommandLine(`python3 -c "${AES}"`).operations[0];
    const renamed = recogniseCommandLine(`/tmp/.cache/dbus -c "${AES}"`).operations[0];
    expect(named?.class).toBe('symmetric');
    expect(renamed?.class).toBe('symmetric');
    expect(renamed?.algorithm).toBe(named?.algorithm);
    expect(renamed?.confidence ?? 1).toBeLessThan(named?.confidence ?? 0);
  });

  it('is known as Node', () => {
    const line = `/tmp/x -e "const c=require('crypto').createCipheriv('aes-256-gcm',k,i);s.write(c.update(d))"`;
    expect(recogniseCommandLine(line).operations[0]).toMatchObject({
      class: 'symmetric',
      algorithm: 'aes-256-gcm',
    });
  });

  it.each([
    'grep -e "import AES" a.py',
    `git commit -m "${AES}"`,
    'psql -c "select 1 from import"',
    'curl -e https://example.com/ https://example.com/',
  ])('is not %s', (line) => {
    expect(operations(line)).toEqual([]);
  });

  it('is looked for in any words without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom('-c', '-e', '-r', 'import a'), fc.string())), (texts) => {
        const words = texts.map((text) => ({ text, start: 0, end: text.length, map: undefined }));
        expect(inlineCodeByShape(words)?.word.text ?? '').toEqual(expect.any(String));
      }),
    );
  });
});
