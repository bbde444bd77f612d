import { crc32 } from 'node:zlib';
import { getFileNameLowLevel } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import type { ArchiveEntry } from './archive-entry.ts';
import type { ExpansionBudget } from './expansion-guard.ts';
import { IntakeFault } from './intake-problem.ts';

/** How zip archives are opened: names are decoded here, because nothing is ever written under them. */
export const ZIP_OPTIONS = { decodeStrings: false } as const;

/** The files of a zip archive in the order of its directory. Closes the archive at the end. */
export async function* zipEntries(zip: ZipFile, budget: ExpansionBudget): AsyncGenerator<ArchiveEntry> {
  // The iteration listens only while it waits; an error at another time must not end the process.
  zip.on('error', () => {});
  try {
    for await (const entry of zip.eachEntry()) {
      const name = getFileNameLowLevel(
        entry.generalPurposeBitFlag,
        entry.fileNameRaw,
        entry.extraFields,
        false,
      );
      if (name.endsWith('/')) continue;
      const packed = Math.min(entry.compressedSize, zip.fileSize);
      yield { name, size: entry.uncompressedSize, bytes: budget.guard(unpack(zip, entry), () => packed) };
    }
  } finally {
    zip.close();
  }
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted()) throw new IntakeFault('ARCHIVE_ENCRYPTED', '');
  if (!entry.canDecodeFileData())
    throw new IntakeFault('ARCHIVE_UNSUPPORTED', `zip method ${entry.compressionMethod}`);
  const stream = await zip.openReadStreamPromise(entry);
  let checksum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (checksum !== entry.crc32) throw new IntakeFault('ARCHIVE_BROKEN', 'its checksum does not match');
}
