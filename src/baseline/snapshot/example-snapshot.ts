/** A learned baseline and its file, taken apart and put together again, for tests. */
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline.ts';
import { EXAMPLE_START, sightingAt } from '../learning/example-sighting.ts';
import { DAY, HOUR } from '../moment.ts';
import { blockChecksum } from './block-checksum.ts';
import { END_BLOCK, END_WORDS, headerWords } from './snapshot-format.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** What some hosts did on as many days, and one suspicion. */
export function learned(days: number, hosts = 6): Baseline {
  const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
  for (let day = 0; day < days; day++) {
    for (let host = 0; host < hosts; host++) {
      const first = EXAMPLE_START + day * DAY + host * HOUR;
      const bytes = { bytesOut: day * 1_000, bytesIn: host * 500, image: 'ab'.repeat(32) };
      baseline.observe(sightingAt(first, { host: `wś${host}`, user: `u${host}`, ...bytes }));
    }
  }
  baseline.observe(sightingAt(EXAMPLE_START, { destination: 'evil.example', suspicion: 'finding' }));
  return baseline;
}

/** The whole file. */
export function fileOf(baseline: Baseline, config = 'config 1'): Buffer {
  return Buffer.concat(Array.from(writeSnapshot(baseline, config), (chunk) => Buffer.from(chunk)));
}

export interface ExampleBlock {
  readonly kind: number;
  readonly words: Uint32Array;
}

export interface ExampleFile {
  /** The first line without its line feed. */
  readonly line: string;
  readonly blocks: readonly ExampleBlock[];
}

export function takeApart(file: Buffer): ExampleFile {
  const start = file.indexOf(10) + 1;
  const blocks: ExampleBlock[] = [];
  for (let at = start; at < file.length;) {
    const size = file.readUInt32LE(at + 4) * 4;
    const words = new Uint32Array(size / 4);
    new Uint8Array(words.buffer).set(file.subarray(at + 12, at + 12 + size));
    blocks.push({ kind: file.readUInt32LE(at), words });
    at += 12 + size;
  }
  return { line: file.toString('utf8', 0, start - 1), blocks };
}

/** A file whose checksums are right, whatever it says: what somebody who knows the format could make. */
export function putTogether({ line, blocks }: ExampleFile): Buffer {
  const parts = blocks.flatMap(({ kind, words: given }, number) => {
    const words = given.slice();
    if (kind === END_BLOCK && words.length === END_WORDS) words.set([blockChecksum(headerWords(line), 0)], 2);
    const head = Uint32Array.of(kind, words.length, blockChecksum(words, number));
    return [Buffer.from(head.buffer), Buffer.from(words.buffer)];
  });
  return Buffer.concat([Buffer.from(`${line}\n`), ...parts]);
}
