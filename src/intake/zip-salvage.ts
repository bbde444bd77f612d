import { crc32 } from 'node:zlib';
import { getFileNameLowLevel } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.ts';
import type { ExpansionBudget } from './expansion-guard.ts';
import { inflateStream } from './inflate-stream.ts';
import { IntakeFault } from './intake-problem.ts';
import type { PackedInput } from './packed-input.ts';

/** Signatures of APPNOTE 4.3: local file header, data descriptor, and what follows the last file. */
const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const HEADER = 30;
const ENCRYPTED = 1;
const SIZE_FOLLOWS = 8;
const STORED = 0;
const DEFLATED = 8;

interface LocalHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
}

/**
 * The files of a zip archive whose directory at the end is damaged or missing, found one after another by their own
 * headers. Downloads that were cut off and archives that lost a byte of their comment are read this way.
 */
export async function* salvageZip(input: PackedInput, budget: ExpansionBudget): AsyncGenerator<ArchiveEntry> {
  try {
    while (await findLocalHeader(input)) {
      const header = await readHeader(input);
      if (header === undefined) return;
      if (header.name.endsWith('/')) continue;
      const start = input.taken;
      const bytes = budget.guard(unpack(input, header), () => input.taken - start);
      const iterator = bytes[Symbol.asyncIterator]();
      yield { name: header.name, size: undefined, bytes: remaining(iterator) };
      await finish(iterator);
    }
  } finally {
    await input.close();
  }
}

async function* remaining(iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
}

/** Damage of one file is for its reader; the next file is looked for behind it. */
async function finish(iterator: AsyncIterator<Buffer>): Promise<void> {
  try {
    while ((await iterator.next()).done !== true);
  } catch {
    // Whoever asks for these bytes is told; nobody did.
  }
}

async function findLocalHeader(input: PackedInput): Promise<boolean> {
  for (;;) {
    const mark = await input.look(4);
    if (mark === undefined) return false;
    if (mark.readUInt32LE(0) === LOCAL) return true;
    const bytes = (await input.next()) ?? Buffer.alloc(0);
    const found = bytes.indexOf('PK\x03\x04', 0, 'latin1');
    // The last three bytes may begin a signature.
    const from = found >= 0 ? found : Math.max(1, bytes.length - 3);
    input.putBack(bytes.subarray(from));
  }
}

async function readHeader(input: PackedInput): Promise<LocalHeader | undefined> {
  const fixed = await input.look(HEADER);
  if (fixed === undefined) return undefined;
  const nameLength = fixed.readUInt16LE(26);
  const header = await input.read(HEADER + nameLength + fixed.readUInt16LE(28));
  if (header === undefined) return undefined;
  const flags = header.readUInt16LE(6);
  const rawName = header.subarray(HEADER, HEADER + nameLength);
  return {
    name: getFileNameLowLevel(flags, rawName, [], false),
    flags,
    method: header.readUInt16LE(8),
    checksum: header.readUInt32LE(14),
    packedSize: header.readUInt32LE(18),
  };
}

async function* unpack(input: PackedInput, header: LocalHeader): AsyncGenerator<Buffer> {
  const { flags, method, packedSize } = header;
  const sizeFollows = (flags & SIZE_FOLLOWS) !== 0;
  if ((flags & ENCRYPTED) !== 0) throw new IntakeFault('ARCHIVE_ENCRYPTED', '');
  const isStored = method === STORED && !sizeFollows && packedSize < 0xffff_ffff;
  if (!isStored && method !== DEFLATED) throw new IntakeFault('ARCHIVE_UNSUPPORTED', `zip method ${method}`);
  let checksum = 0;
  for await (const chunk of isStored ? stored(input, packedSize) : inflateStream(input)) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  const expected = sizeFollows ? await readDescriptor(input) : header.checksum;
  if (checksum !== expected)
    throw new IntakeFault('ARCHIVE_BROKEN', 'it is cut off or its checksum does not match');
}

async function* stored(input: PackedInput, size: number): AsyncGenerator<Buffer> {
  for (let left = size; left > 0;) {
    const bytes = await input.next();
    if (bytes === undefined) return;
    if (bytes.length > left) input.putBack(bytes.subarray(left));
    const piece = bytes.subarray(0, left);
    left -= piece.length;
    yield piece;
  }
}

/** The checksum that follows the data; its sizes are stepped over by the search for the next header. */
async function readDescriptor(input: PackedInput): Promise<number | undefined> {
  const bytes = await input.look(8);
  if (bytes === undefined) return undefined;
  return bytes.readUInt32LE(bytes.readUInt32LE(0) === DESCRIPTOR ? 4 : 0);
}
