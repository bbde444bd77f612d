import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

async function decode(bytes: Buffer, cuts: readonly number[] = []): Promise<Buffer> {
  const bounds = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  // One buffer for all chunks, as plain files are read.
  const shared = Buffer.alloc(bytes.length);
  async function* pieces(): AsyncGenerator<Buffer> {
    let start = 0;
    for (const end of bounds) {
      bytes.copy(shared, 0, start, end);
      yield shared.subarray(0, end - start);
      start = end;
    }
  }
  const chunks: Buffer[] = [];
  for await (const chunk of decodeText(pieces())) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const cuts = fc.array(fc.nat(), { maxLength: 6 });

describe('decodeText', () => {
  it('transcodes marked UTF-16 of both byte orders, cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.boolean(), cuts, async (text, big, cuts) => {
        // U+0000 right behind the mark would make it one of UTF-32.
        const bytes = Buffer.from(`\ufeffx${text}`, 'utf16le');
        if (big) bytes.swap16();
        expect((await decode(bytes, cuts)).toString()).toBe(`x${text}`);
      }),
    );
  });

  it('knows unmarked UTF-16 by its zero bytes', async () => {
    const line = '{"EventID":3,"User":"Jürgen","Text":"';
    const text = `${line.repeat(3)}漢字😀"}`;
    expect((await decode(Buffer.from(text, 'utf16le'))).toString()).toBe(text);
    expect((await decode(Buffer.from(text, 'utf16le').swap16())).toString()).toBe(text);
  });

  it('passes everything else on untouched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 8 }), cuts, async (array, cuts) => {
        const bytes = Buffer.concat([Buffer.from('{"'), array]);
        expect(await decode(bytes, cuts)).toEqual(bytes);
      }),
    );
    expect(await decode(Buffer.alloc(0))).toEqual(Buffer.alloc(0));
  });

  it('marks what a cut left of a character', async () => {
    const bytes = Buffer.from('\ufeffab😀', 'utf16le');
    expect((await decode(bytes.subarray(0, 5))).toString()).toBe('a\ufffd');
    expect((await decode(bytes.subarray(0, 8))).toString()).toBe('ab\ufffd');
  });
});
