import { crc32 } from 'node:zlib';
import { readGzipHeader } from './gzip-header.ts';
import { inflateStream } from './inflate-stream.ts';
import { IntakeFault } from './intake-problem.ts';
import type { PackedInput } from './packed-input.ts';

/**
 * Unpacks gzip data of one or more members (RFC 1952). Zlib's own handling throws away good data when a stray byte
 * follows the last member, which real evidence has, so members are walked here and such bytes go to `onTrailing`.
 * Throws `IntakeFault` at damage, after all that could be unpacked before it.
 */
export async function* gunzip(
  input: PackedInput,
  onTrailing: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  try {
    for (let first = true; ; first = false) {
      const header = await readGzipHeader(input);
      if (header === 'end' && !first) return;
      if (header !== 'gzip') {
        if (first) throw new IntakeFault('ARCHIVE_BROKEN', 'its gzip header is incomplete');
        onTrailing(await input.drain());
        return;
      }
      yield* unpackMember(input);
    }
  } finally {
    await input.close();
  }
}

async function* unpackMember(input: PackedInput): AsyncGenerator<Buffer> {
  let checksum = 0;
  let size = 0;
  for await (const chunk of inflateStream(input)) {
    checksum = crc32(chunk, checksum);
    size += chunk.length;
    yield chunk;
  }
  const trailer = await input.read(8);
  if (trailer === undefined) throw new IntakeFault('ARCHIVE_BROKEN', 'it is cut off');
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== size % 2 ** 32)
    throw new IntakeFault('ARCHIVE_BROKEN', 'its checksum does not match');
}
