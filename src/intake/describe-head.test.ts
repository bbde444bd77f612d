import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeHead } from './describe-head.ts';

describe('describeHead', () => {
  it.each([
    ['', 'nothing'],
    ['\x89PNG\r\n\x1a\n', 'a PNG image'],
    ['SQLite format 3\0xyz', 'an SQLite database'],
    [gzipSync('x').toString('latin1'), 'a gzip archive'],
    ['\0\0\0\0', 'zero bytes'],
    ['\x01\x02\x03\xfe\xff\x00\x01\x02\x03', 'binary data that begins with 01 02 03 fe ff 00 01 02'],
    ['\n# a comment \r\nmore', 'text that begins with "# a comment"'],
    ['\x1b[31mred text', 'text that begins with "\\u{1b}[31mred text"'],
  ])('%j', (head, expected) => expect(describeHead(Buffer.from(head, 'latin1'))).toBe(expected));

  it('is one short line without anything that a terminal obeys', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.string({ unit: 'binary' }).map((s) => Buffer.from(s)),
        ),
        (bytes) => {
          const line = describeHead(Buffer.from(bytes));
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(line.length).toBeLessThan(100);
        },
      ),
    );
  });
});
