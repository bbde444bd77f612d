/** Reads a snapshot piece by piece. A damaged or foreign file is told with the byte where that shows, never guessed at. */
import { Baseline } from '../baseline.ts';
import type { BaselineSettings } from '../baseline.ts';
import { blockChecksum } from './block-checksum.ts';
import { BlockLoader } from './block-loader.ts';
import { parseHeader } from './parse-header.ts';
import { PartBuffer } from './part-buffer.ts';
import {
  BLOCK_HEAD,
  BLOCK_HEAD_BYTES,
  END_BLOCK,
  headerWords,
  LARGEST_BLOCK,
  LONGEST_HEADER,
  parseEnd,
} from './snapshot-format.ts';
import type { SnapshotHeader, SnapshotLine, SnapshotProblem } from './snapshot-format.ts';
import { secretCheck } from './snapshot-version.ts';

export type SnapshotReading =
  | {
      readonly baseline: Baseline;
      readonly header: SnapshotHeader;
      readonly problem: undefined;
    }
  | {
      readonly baseline: undefined;
      readonly header: undefined;
      readonly problem: SnapshotProblem;
    };

export class SnapshotReader {
  readonly #baseline: Baseline;
  readonly #loader: BlockLoader;
  #header: SnapshotLine | undefined;
  #problem: SnapshotProblem | undefined;
  /** The part that is not complete yet, the first line or a block, and where it begins in the file. */
  readonly #part = new PartBuffer();
  #offset = 0;
  #block = 0;
  #ended = false;
  #headerChecksum = 0;
  #version = '';

  /** `settings` bound what is read like what is learned. */
  constructor(settings: BaselineSettings) {
    this.#baseline = new Baseline(settings);
    this.#loader = new BlockLoader(this.#baseline.table);
  }

  /** Takes the next bytes; gives the problem as soon as there is one. Keeps nothing of `chunk`. */
  push(chunk: Uint8Array): SnapshotProblem | undefined {
    for (let at = 0; at < chunk.length && this.#problem === undefined;) {
      if (this.#ended) this.#fail(0, 'bytes follow the end of the baseline');
      else if (this.#header === undefined) at = this.#takeLine(chunk, at);
      else at = this.#takeBlock(chunk, at);
    }
    return this.#problem;
  }

  /** The baseline, when all of it came. */
  end(): SnapshotReading {
    if (this.#problem === undefined && (this.#header === undefined || !this.#ended)) {
      this.#fail(this.#part.length, 'the file ends before the baseline does');
    }
    const problem = this.#problem;
    const header = this.#header;
    if (problem !== undefined || header === undefined) {
      return {
        baseline: undefined,
        header: undefined,
        problem: problem ?? { offset: 0, message: 'the file is empty' },
      };
    }
    this.#loader.close();
    return {
      baseline: this.#baseline,
      header: { ...header, version: this.#version },
      problem: undefined,
    };
  }

  /** The place in `chunk` after what belongs to the first line. */
  #takeLine(chunk: Uint8Array, at: number): number {
    const part = this.#part;
    const end = chunk.indexOf(10, at);
    const length = part.length + (end < 0 ? chunk.length : end) - at;
    if (length > LONGEST_HEADER) {
      this.#fail(0, 'this is no baseline');
      return at;
    }
    if (end < 0) return part.fill(chunk, at, length);
    const next = part.fill(chunk, at, length + 1);
    const line = part.text(length);
    this.#headerChecksum = blockChecksum(headerWords(line), 0);
    const parsed = parseHeader(line, secretCheck(this.#baseline));
    if (typeof parsed === 'string') this.#fail(0, parsed);
    else {
      this.#header = parsed;
      this.#loader.expect(Math.min(parsed.profiles, this.#baseline.settings.mostProfiles));
      this.#nextPart();
    }
    return next;
  }

  /** The place in `chunk` after what belongs to the block. */
  #takeBlock(chunk: Uint8Array, at: number): number {
    const part = this.#part;
    const payload = part.fill(chunk, at, BLOCK_HEAD_BYTES);
    if (part.length < BLOCK_HEAD_BYTES) return payload;
    const words = part.word(1);
    if (words > LARGEST_BLOCK) {
      this.#fail(4, `a block of ${words} words is larger than any that is written`);
      return payload;
    }
    const size = BLOCK_HEAD_BYTES + words * 4;
    const next = part.fill(chunk, payload, size);
    if (part.length === size)
      this.#load(part.word(0), part.word(2), part.words(BLOCK_HEAD, BLOCK_HEAD + words));
    return next;
  }

  #load(kind: number, checksum: number, payload: Uint32Array): void {
    if (blockChecksum(payload, this.#block++) !== checksum) {
      this.#fail(0, 'the checksum of this block is wrong: it was changed, cut or moved');
      return;
    }
    const wrong =
      kind === END_BLOCK
        ? this.#loader.finish(payload, this.#headerChecksum)
        : this.#loader.load(kind, payload);
    if (wrong !== undefined) {
      this.#fail(BLOCK_HEAD_BYTES + wrong.word * 4, wrong.message);
      return;
    }
    this.#ended = kind === END_BLOCK;
    if (this.#ended) this.#version = parseEnd(payload).version;
    this.#nextPart();
  }

  #nextPart(): void {
    this.#offset += this.#part.length;
    this.#part.clear();
  }

  #fail(at: number, message: string): void {
    this.#problem = { offset: this.#offset + at, message };
  }
}

/** Reads a whole snapshot from its chunks. */
export function readSnapshot(chunks: Iterable<Uint8Array>, settings: BaselineSettings): SnapshotReading {
  const reader = new SnapshotReader(settings);
  for (const chunk of chunks) if (reader.push(chunk) !== undefined) break;
  return reader.end();
}
