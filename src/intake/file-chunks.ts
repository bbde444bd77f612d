import { open } from 'node:fs/promises';

/** The read size of plain files: large enough that system calls cost nothing beside decoding. */
const REUSED = 1024 * 1024;
const FRESH = 256 * 1024;

/** The bytes of a file in one buffer that is used again for every chunk. */
export function reusedFileChunks(path: string): AsyncGenerator<Buffer> {
  return readChunks(path, REUSED, true);
}

/** The bytes of a file, every chunk in memory of its own: for readers that work in the background, such as zlib. */
export function freshFileChunks(path: string): AsyncGenerator<Buffer> {
  return readChunks(path, FRESH, false);
}

async function* readChunks(path: string, size: number, reuse: boolean): AsyncGenerator<Buffer> {
  const file = await open(path, 'r');
  try {
    let buffer = Buffer.allocUnsafeSlow(size);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, size, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
      if (!reuse) buffer = Buffer.allocUnsafeSlow(size);
    }
  } finally {
    await file.close();
  }
}

/** The first bytes of a file: `length` of them, or all. */
export async function fileHead(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await file.read(buffer, 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
