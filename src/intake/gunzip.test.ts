import { deflateRawSync, crc32, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunzip } from './gunzip.ts';
import { PackedInput } from './packed-input.ts';

interface Outcome {
  readonly text: string;
  readonly trailing: number;
  readonly failed: boolean;
}

async function unpack(packed: Buffer, cuts: readonly number[] = []): Promise<Outcome> {
  const bounds = [...cuts.map((cut) => cut % (packed.length + 1)), packed.length].sort((a, b) => a - b);
  async function* pieces(): AsyncGenerator<Buffer> {
    let start = 0;
    for (const end of bounds) {
      if (end > start) yield packed.subarray(start, end);
      start = end;
    }
  }
  const chunks: Buffer[] = [];
  let trailing = 0;
  let failed = false;
  try {
    for await (const chunk of gunzip(new PackedInput(pieces()), (bytes) => (trailing += bytes)))
      chunks.push(chunk);
  } catch {
    failed = true;
  }
  return { text: Buffer.concat(chunks).toString('latin1'), trailing, failed };
}

const member = fc.string({ unit: 'binary-ascii', maxLength: 200 });
const cuts = fc.array(fc.nat(), { maxLength: 5 });

describe('gunzip', () => {
  it('unpacks any number of members cut anywhere, and counts what follows them', async () => {
    const tail = fc.constantFrom('', '?', '\0\0\0', '\x1f\x8b', 'many more bytes than a header has');
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { minLength: 1, maxLength: 4 }),
        tail,
        cuts,
        async (texts, tail, cuts) => {
          const packed = Buffer.concat([...texts.map((text) => gzipSync(text)), Buffer.from(tail, 'latin1')]);
          expect(await unpack(packed, cuts)).toEqual({
            text: texts.join(''),
            trailing: tail.length,
            failed: false,
          });
        },
      ),
    );
  });

  it('gives the beginning of what was cut off, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(member, fc.nat(), cuts, async (text, at, cuts) => {
        const packed = gzipSync(text);
        const outcome = await unpack(packed.subarray(0, at % packed.length), cuts);
        expect(outcome.failed).toBe(true);
        expect(text.startsWith(outcome.text)).toBe(true);
      }),
    );
  });

  it('never hangs or crashes on hostile bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), cuts, async (bytes, cuts) => {
        const packed = Buffer.concat([Buffer.from([0x1f, 0x8b, 8]), bytes]);
        expect(typeof (await unpack(packed, cuts)).failed).toBe('boolean');
      }),
    );
  });

  it('steps over every optional part of a header', async () => {
    const data = deflateRawSync('x');
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32('x'), 0);
    trailer.writeUInt32LE(1, 4);
    const header = Buffer.from('\x1f\x8b\x08\x1e\0\0\0\0\0\0\x02\0abname\0comment\0cc', 'latin1');
    expect(await unpack(Buffer.concat([header, data, trailer]))).toEqual({
      text: 'x',
      trailing: 0,
      failed: false,
    });
  });

  it('notices data that does not match its checksum', async () => {
    const packed = gzipSync('hello');
    packed.writeUInt8(packed.readUInt8(packed.length - 8) ^ 1, packed.length - 8);
    expect(await unpack(packed)).toEqual({ text: 'hello', trailing: 0, failed: true });
  });
});
