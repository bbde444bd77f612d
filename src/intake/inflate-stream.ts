import { once } from 'node:events';
import { constants, createInflateRaw } from 'node:zlib';
import type { InflateRaw } from 'node:zlib';
import { IntakeFault } from './intake-problem.ts';
import type { PackedInput } from './packed-input.ts';

const CHUNK = 64 * 1024;

/**
 * Unpacks one deflate stream (RFC 1951) and leaves the input right behind it. Data that was cut off ends quietly with
 * all it gave: the caller's checksum tells. Throws `IntakeFault` at damage.
 */
export async function* inflateStream(input: PackedInput): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: CHUNK, finishFlush: constants.Z_SYNC_FLUSH });
  const feeding = feed(input, inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } catch (error) {
    throw error instanceof IntakeFault
      ? error
      : new IntakeFault('ARCHIVE_BROKEN', 'its compressed data is damaged', error);
  } finally {
    inflate.destroy();
    await feeding;
  }
}

/** Gives the packed bytes piece by piece, and puts back what lies behind the end of the stream. Never rejects. */
async function feed(input: PackedInput, inflate: InflateRaw): Promise<void> {
  const closed = once(inflate, 'close').then(
    () => true,
    () => true,
  );
  let before = 0;
  for (;;) {
    let piece: Buffer | undefined;
    try {
      piece = await input.next();
    } catch (error) {
      inflate.destroy(error instanceof Error ? error : new Error('the input failed'));
      return;
    }
    if (piece === undefined) {
      inflate.end();
      return;
    }
    const isClosed = await Promise.race([write(inflate, piece), closed]);
    // At the end of a stream zlib takes no more and does not say so; only the count tells.
    const taken = inflate.bytesWritten - before;
    before = inflate.bytesWritten;
    if (isClosed || taken < piece.length) {
      input.putBack(piece.subarray(taken));
      return;
    }
  }
}

function write(inflate: InflateRaw, piece: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    inflate.write(piece, () => resolve(false));
  });
}
