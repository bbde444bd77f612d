import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { readRange } from './read-range.ts';

describe('readRange', () => {
  it('gives exactly the range, as far as the file goes', () => {
    const content = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
    const path = join(temporaryFolder({ file: content }), 'file');
    fc.assert(
      fc.property(fc.nat(1200), fc.nat(1200), (start, end) => {
        const pieces: Buffer[] = [];
        const count = readRange(path, start, end, (bytes) => {
          pieces.push(Buffer.from(bytes));
        });
        const expected = content.subarray(start, Math.max(start, end));
        expect(Buffer.concat(pieces)).toEqual(expected);
        expect(count).toBe(expected.length);
      }),
    );
  });

  it('stops when it is told to', () => {
    const path = join(temporaryFolder({ file: Buffer.alloc(5_000_000) }), 'file');
    let calls = 0;
    const count = readRange(path, 0, Number.MAX_SAFE_INTEGER, () => ++calls < 2);
    expect(calls).toBe(2);
    expect(count).toBe(4 * 1024 * 1024);
  });

  it('throws what the system says', () => {
    expect(() => readRange(temporaryFolder(), 0, 10, () => {})).toThrow('EISDIR');
  });
});
