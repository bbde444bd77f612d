/** Writes a baseline as a stream of chunks; the baseline must not change meanwhile. */
import type { Baseline } from '../baseline.ts';
import { blockChecksum } from './block-checksum.ts';
import { ContentHash } from './content-hash.ts';
import { BlockWriter } from './block-writer.ts';
import { copyProfile } from './profile-words.ts';
import { TextNumbers } from './text-numbers.ts';
import {
  BLOCK_HEAD,
  byteOrder,
  END_BLOCK,
  endWords,
  FORMAT,
  headerWords,
  PROFILE_TEXTS,
  PROFILES_BLOCK,
  TEXTS_BLOCK,
} from './snapshot-format.ts';
import type { SnapshotLine } from './snapshot-format.ts';
import { secretCheck, versionOf } from './snapshot-version.ts';

/**
 * The chunks of a snapshot, then its version (`snapshotVersion`, without reading every profile again). `config` is the hash
 * of the configuration it was learned with. A chunk is good until the next is asked for, which takes over its memory.
 */
export function* writeSnapshot(baseline: Baseline, config: string): Generator<Uint8Array, string, undefined> {
  const { table } = baseline;
  const header: SnapshotLine = {
    postern: 'baseline',
    format: FORMAT,
    byteOrder: byteOrder(),
    config,
    secret: secretCheck(baseline),
    profiles: table.size,
    texts: table.texts.size,
  };
  const line = JSON.stringify(header);
  yield Buffer.from(`${line}\n`, 'utf8');
  const block = new BlockWriter();
  const { texts } = table;
  const numbers = new TextNumbers(texts);
  for (const id of numbers.ids) {
    block.text(texts.bytes(id));
    if (block.isFull) yield block.close(TEXTS_BLOCK);
  }
  if (!block.isEmpty) yield block.close(TEXTS_BLOCK);
  const content = new ContentHash();
  const { words } = block;
  for (const record of table.index.sorted()) {
    const start = block.length;
    const end = copyProfile(table, record, words, start);
    content.add(table, record, words, start + PROFILE_TEXTS, end);
    for (let text = start; text < start + PROFILE_TEXTS; text++) words[text] = numbers.of(words[text] ?? 0);
    block.length = end;
    if (block.isFull) yield block.close(PROFILES_BLOCK);
  }
  if (!block.isEmpty) yield block.close(PROFILES_BLOCK);
  const version = versionOf(baseline, config, content);
  const headerChecksum = blockChecksum(headerWords(line), 0);
  const end = endWords({ texts: texts.size, profiles: table.size, headerChecksum, version });
  words.set(end, BLOCK_HEAD);
  block.length = BLOCK_HEAD + end.length;
  yield block.close(END_BLOCK);
  return version;
}
