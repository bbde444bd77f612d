/** Writes a baseline as a stream of chunks; the baseline must not change meanwhile. */
import type { Baseline } from '../baseline.ts';
import { blockChecksum } from './block-checksum.ts';
import { ContentHash } from './content-hash.ts';
import { copyProfile, PROFILE_WORDS } from './profile-words.ts';
import {
  BLOCK_HEAD_BYTES,
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

/** Words at which a block is closed. */
const FULL = 1 << 16;

/** The chunks of a snapshot. `config` is the hash of the configuration it was learned with. */
export function* writeSnapshot(baseline: Baseline, config: string): Generator<Uint8Array, void, undefined> {
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
  const block = new Block();
  const { texts } = table;
  for (const text of texts.numbered()) {
    block.text(text);
    if (block.length >= FULL) yield block.close(TEXTS_BLOCK);
  }
  if (block.length > 0) yield block.close(TEXTS_BLOCK);
  const content = new ContentHash();
  const { words } = block;
  for (const record of table.index.sorted()) {
    const start = block.length;
    block.length = copyProfile(table, record, words, start);
    content.add(table, record, words, start + PROFILE_TEXTS, block.length);
    for (let text = start; text < start + PROFILE_TEXTS; text++) {
      const id = words[text] ?? 0;
      if (id !== 0) words[text] = texts.numberOf(id);
    }
    if (block.length >= FULL) yield block.close(PROFILES_BLOCK);
  }
  if (block.length > 0) yield block.close(PROFILES_BLOCK);
  const version = versionOf(baseline, config, content);
  const headerChecksum = blockChecksum(headerWords(line), 0);
  const end = endWords({ texts: texts.size, profiles: table.size, headerChecksum, version });
  words.set(end);
  block.length = end.length;
  yield block.close(END_BLOCK);
}

/** Words gathered until there are enough of them for a block. */
class Block {
  readonly words = new Uint32Array(FULL + PROFILE_WORDS);
  length = 0;
  readonly #bytes = new Uint8Array(this.words.buffer);
  #number = 0;

  text(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.words[this.length++] = bytes.length;
    const start = this.length * 4;
    const end = (start + bytes.length + 3) & ~3;
    this.#bytes.fill(0, start, end);
    this.#bytes.set(bytes, start);
    this.length = end / 4;
  }

  close(kind: number): Uint8Array {
    const payload = this.words.subarray(0, this.length);
    const chunk = new Uint8Array(BLOCK_HEAD_BYTES + payload.byteLength);
    const head = Uint32Array.of(kind, payload.length, blockChecksum(payload, this.#number++));
    chunk.set(new Uint8Array(head.buffer), 0);
    chunk.set(this.#bytes.subarray(0, payload.byteLength), BLOCK_HEAD_BYTES);
    this.length = 0;
    return chunk;
  }
}
