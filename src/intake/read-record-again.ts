import type { Place } from '../event/place.ts';
import { listFiles } from './list-files.ts';
import type { Member } from './member.ts';
import { readMembers } from './read-members.ts';
import { readRange } from './read-range.ts';

/** The raw bytes of one record; `undefined` when its source is gone or shorter now. See `readRecordsAgain` for many. */
export async function readRecordAgain(place: Place, paths: readonly string[]): Promise<Buffer | undefined> {
  return (await readRecordsAgain([place], paths)).get(place);
}

/**
 * The raw bytes of records, found again by their places among the inputs that the hunt was given. Every archive is
 * unpacked once, however many of its records are wanted. Records that cannot be found any more are left out.
 */
export async function readRecordsAgain(
  places: readonly Place[],
  paths: readonly string[],
): Promise<Map<Place, Buffer>> {
  const found = new Map<Place, Buffer>();
  const bySource = new Map<string, Place[]>();
  for (const place of places) {
    const same = bySource.get(place.source);
    if (same === undefined) bySource.set(place.source, [place]);
    else same.push(place);
  }
  const sources = [...bySource.keys()];
  for (const { path } of await listFiles(paths, () => {})) {
    const wanted = sources.filter((source) => source === path || source.startsWith(`${path}!`));
    let open = wanted.length;
    if (open === 0) continue;
    for await (const member of readMembers([path], () => {})) {
      const here = bySource.get(member.source);
      if (here === undefined) continue;
      await readPlaces(member, here, found);
      if (--open === 0) break;
    }
  }
  return found;
}

async function readPlaces(
  member: Member,
  places: readonly Place[],
  found: Map<Place, Buffer>,
): Promise<void> {
  const { path } = member;
  if (path === undefined) {
    await collect(member, places, found);
    return;
  }
  for (const place of places) {
    const bytes = readPlain(path, place);
    if (bytes !== undefined) found.set(place, bytes);
  }
}

function readPlain(path: string, { offset, length }: Place): Buffer | undefined {
  const chunks: Buffer[] = [];
  try {
    const count = readRange(path, offset, offset + length, (bytes) => void chunks.push(Buffer.from(bytes)));
    return count === length ? Buffer.concat(chunks, length) : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts the places out of a stream in one pass; places may overlap. */
async function collect(member: Member, places: readonly Place[], found: Map<Place, Buffer>): Promise<void> {
  const waiting = places.toSorted((a, b) => a.offset - b.offset);
  let active: { readonly place: Place; readonly pieces: Buffer[] }[] = [];
  let next = 0;
  let start = 0;
  for await (const chunk of member.open()) {
    const end = start + chunk.length;
    for (let place = waiting[next]; place !== undefined && place.offset < end; place = waiting[++next]) {
      active.push({ place, pieces: [] });
    }
    for (const { place, pieces } of active) {
      const from = Math.max(0, place.offset - start);
      const to = Math.min(chunk.length, place.offset + place.length - start);
      pieces.push(Buffer.from(chunk.subarray(from, to)));
      if (place.offset + place.length <= end) found.set(place, Buffer.concat(pieces, place.length));
    }
    active = active.filter(({ place }) => place.offset + place.length > end);
    if (active.length === 0 && next >= waiting.length) return;
    start = end;
  }
}
