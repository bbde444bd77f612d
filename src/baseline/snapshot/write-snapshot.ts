/** Writes a baseline as a stream of chunks; the baseline must not change meanwhile. */
import type { Baseline } from '../baseline.ts';
import { DESTINATION, IDENTITY, KIND, NAME } from '../profile/record-layout.ts';
import { COUNTS_AT, LIST_SLOTS } from '../sketch/list-store.ts';
import { blockChecksum } from './block-checksum.ts';
import {
  BLOCK_HEAD_BYTES,
  byteOrder,
  END_BLOCK,
  FORMAT,
  headerWords,
  LARGEST_BLOCK,
  PROFILE_HEAD,
  PROFILES_BLOCK,
  TEXTS_BLOCK,
} from './snapshot-format.ts';
import type { SnapshotHeader } from './snapshot-format.ts';
import { secretCheck, snapshotVersion } from './snapshot-version.ts';

/** A block is closed when a further item might not fit. */
const FULL = LARGEST_BLOCK / 4;

/** The chunks of a snapshot. `config` is the hash of the configuration it was learned with. */
export function* writeSnapshot(baseline: Baseline, config: string): Generator<Uint8Array, void, undefined> {
  const { table } = baseline;
  const header: SnapshotHeader = {
    postern: 'baseline',
    format: FORMAT,
    byteOrder: byteOrder(),
    version: snapshotVersion(baseline, config),
    config,
    secret: secretCheck(baseline),
    profiles: table.size,
    texts: table.texts.size,
  };
  const line = JSON.stringify(header);
  yield Buffer.from(`${line}\n`, 'utf8');
  const block = new Block();
  const numbers = new Map<number, number>([[0, 0]]);
  for (const id of table.texts.ids()) {
    numbers.set(id, numbers.size);
    block.text(table.texts.text(id));
    if (block.words >= FULL) yield block.close(TEXTS_BLOCK);
  }
  if (block.words > 0) yield block.close(TEXTS_BLOCK);
  for (const record of table.index.addresses()) {
    const page = table.arena.pageOf(record);
    const at = table.arena.offsetOf(record);
    for (const word of [NAME, IDENTITY, DESTINATION]) block.word(numbers.get(page[at + word] ?? 0) ?? 0);
    block.word(page[at + KIND] ?? 0);
    block.all(table.facts(record));
    block.word(page[at + COUNTS_AT] ?? 0);
    block.word(page[at + COUNTS_AT + 1] ?? 0);
    for (const slot of LIST_SLOTS) block.all(table.lists.words(record, slot));
    if (block.words >= FULL) yield block.close(PROFILES_BLOCK);
  }
  if (block.words > 0) yield block.close(PROFILES_BLOCK);
  block.word(numbers.size - 1);
  block.word(table.size);
  block.word(blockChecksum(headerWords(line), 0));
  yield block.close(END_BLOCK);
}

class Block {
  readonly #words = new Uint32Array(LARGEST_BLOCK + PROFILE_HEAD);
  readonly #bytes = new Uint8Array(this.#words.buffer);
  #length = 0;
  #number = 0;

  get words(): number {
    return this.#length;
  }

  word(word: number): void {
    this.#words[this.#length++] = word;
  }

  all(words: Uint32Array): void {
    this.#words.set(words, this.#length);
    this.#length += words.length;
  }

  text(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.word(bytes.length);
    const start = this.#length * 4;
    const end = (start + bytes.length + 3) & ~3;
    this.#bytes.fill(0, start, end);
    this.#bytes.set(bytes, start);
    this.#length = end / 4;
  }

  close(kind: number): Uint8Array {
    const payload = this.#words.subarray(0, this.#length);
    const chunk = new Uint8Array(BLOCK_HEAD_BYTES + payload.byteLength);
    const head = Uint32Array.of(kind, payload.length, blockChecksum(payload, this.#number++));
    chunk.set(new Uint8Array(head.buffer), 0);
    chunk.set(this.#bytes.subarray(0, payload.byteLength), BLOCK_HEAD_BYTES);
    this.#length = 0;
    return chunk;
  }
}
