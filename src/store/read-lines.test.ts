import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { readLines } from './read-lines.ts';
import type { LineReading } from './read-lines.ts';

async function linesOf(bytes: Buffer, bounds: LineReading = {}): Promise<(string | undefined)[]> {
  const lines: (string | undefined)[] = [];
  const path = join(temporaryFolder({ file: bytes }), 'file');
  await readLines(
    path,
    (line) => {
      lines.push(line?.toString('latin1'));
      return true;
    },
    bounds,
  );
  return lines;
}

describe('lines of a file', () => {
  it('are the same wherever the pieces end that are read at once', async () => {
    const text = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'ä', '\r', '\n', '\n\n', '\u0000'), maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (parts, chunk) => {
        const bytes = Buffer.from(parts.join(''));
        const whole = bytes.toString('latin1').split('\n');
        if (whole.at(-1) === '') whole.pop();
        const expected = whole.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
        expect(await linesOf(bytes, { chunk })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('are not held beyond a bound, and those after them are read all the same', async () => {
    const long = 'x'.repeat(50);
    const bytes = Buffer.from(`one\n${long}\ntwo\n${long}`);
    for (const chunk of [1, 7, 16, 1000])
      expect(await linesOf(bytes, { chunk, longest: 20 })).toEqual(['one', undefined, 'two', undefined]);
  });

  it('end when no more are wanted', async () => {
    const path = join(temporaryFolder({ file: 'one\ntwo\nthree' }), 'file');
    const lines: string[] = [];
    await readLines(path, (line) => lines.push(line?.toString() ?? '') < 2);
    expect(lines).toEqual(['one', 'two']);
  });

  it('are not read on when the reader fails', async () => {
    const path = join(temporaryFolder({ file: 'one\ntwo' }), 'file');
    const failing = readLines(path, () => {
      throw new Error('full');
    });
    await expect(failing).rejects.toThrow('full');
  });
});
