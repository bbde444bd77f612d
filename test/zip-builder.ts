import { crc32, deflateRawSync } from 'node:zlib';

/** A file to be put into a zip archive. */
export interface ZipFile {
  readonly name: string;
  readonly data: Buffer;
  /** Already deflated data, with the size and checksum of what it unpacks to. */
  readonly deflated?: { readonly size: number; readonly checksum: number };
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** Sizes and checksum behind the data, as archivers that write to a pipe do. */
  readonly streamed?: boolean;
  /** A wrong checksum. */
  readonly damaged?: boolean;
}

/** A zip archive as common archivers write it (APPNOTE 4.3), small and without zip64. */
export function buildZip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const method = file.stored === true ? 0 : 8;
    const packed = method === 0 || file.deflated !== undefined ? file.data : deflateRawSync(file.data);
    const checksum = (file.deflated?.checksum ?? crc32(file.data)) ^ (file.damaged === true ? 1 : 0);
    const facts = Buffer.alloc(12);
    facts.writeUInt32LE(checksum >>> 0, 0);
    facts.writeUInt32LE(packed.length, 4);
    facts.writeUInt32LE(file.deflated?.size ?? file.data.length, 8);
    const common = Buffer.alloc(10);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE((file.encrypted === true ? 1 : 0) | (file.streamed === true ? 8 : 0) | 0x800, 2);
    common.writeUInt16LE(method, 4);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(name.length, 0);
    const local = [
      Buffer.from('PK\x03\x04'),
      common,
      file.streamed === true ? Buffer.alloc(12) : facts,
      lengths,
      name,
      packed,
      ...(file.streamed === true ? [Buffer.from('PK\x07\x08'), facts] : []),
    ];
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, facts, lengths, tail, name);
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listing, end]);
}
