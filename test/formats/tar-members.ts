import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';

/** The files of a `.tar.gz` that fits memory, by their names, without writing anything to disk. */
export async function tarMembers(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const members = new Map<string, Buffer>();
  const archive = extract();
  archive.end(gunzipSync(readFileSync(path)));
  for await (const entry of archive) {
    const pieces: Buffer[] = [];
    for await (const piece of entry) if (Buffer.isBuffer(piece)) pieces.push(piece);
    if (entry.header.type === 'file') members.set(entry.header.name, Buffer.concat(pieces));
  }
  return members;
}
