import { extract } from 'tar-stream';
import type { Extract } from 'tar-stream';
import type { ArchiveEntry } from './archive-entry.ts';

/** The files of a tar archive in the order they lie in it. Chunks must stay valid after the next one is asked for. */
export async function* tarEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const tar = extract();
  const feeding = feed(chunks, tar);
  try {
    for await (const entry of tar) {
      const iterator: AsyncIterator<unknown> = entry[Symbol.asyncIterator]();
      const { name, size, type } = entry.header;
      if (type === 'file' || type === 'contiguous-file' || type === null || type === undefined)
        yield { name, size, bytes: remaining(iterator) };
      // What was left unread lies before the next entry.
      while ((await iterator.next()).done !== true);
    }
  } finally {
    tar.destroy();
    await feeding;
  }
}

/** Does not end the iterator when it is left early: that would end the whole archive. */
async function* remaining(iterator: AsyncIterator<unknown>): AsyncGenerator<Buffer> {
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    if (Buffer.isBuffer(next.value)) yield next.value;
  }
}

async function feed(chunks: AsyncIterable<Buffer>, tar: Extract): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    tar.on('close', () => {
      resolve();
    });
  });
  try {
    for await (const chunk of chunks) {
      if (tar.destroyed) return;
      if (!tar.write(chunk)) {
        const drained = new Promise<void>((resolve) => {
          tar.once('drain', () => {
            resolve();
          });
        });
        await Promise.race([drained, closed]);
      }
    }
    tar.end(null);
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error('the input failed'));
  }
}
