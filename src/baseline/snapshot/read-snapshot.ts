/** Reads a snapshot piece by piece. A damaged or foreign file is told with the byte where that shows, never guessed at. */
import { Baseline } from '../baseline.ts';
import type { BaselineSettings } from '../baseline.ts';
import { blockChecksum } from './block-checksum.ts';
import { BlockLoader } from './block-loader.ts';
import { parseHeader } from './parse-header.ts';
import {
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
  /** Bytes of the part that is not complete yet, and where that part begins in the file. */
  #waiting: Buffer = Buffer.alloc(0);
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

  /** Takes the next bytes; gives the problem as soon as there is one. */
  push(chunk: Uint8Array): SnapshotProblem | undefined {
    if (this.#problem !== undefined) return this.#problem;
    this.#waiting = this.#waiting.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#waiting, chunk]);
    let taken = this.#header === undefined ? this.#takeHeader() : this.#takeBlock();
    while (taken > 0 && this.#problem === undefined) {
      this.#waiting = this.#waiting.subarray(taken);
      this.#offset += taken;
      taken = this.#takeBlock();
    }
    return this.#problem;
  }

  /** The baseline, when all of it came. */
  end(): SnapshotReading {
    if (this.#problem === undefined && (this.#header === undefined || !this.#ended)) {
      this.#fail(this.#waiting.length, 'the file ends before the baseline does');
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

  /** Bytes taken; 0 when more are needed. */
  #takeHeader(): number {
    const end = this.#waiting.indexOf(10);
    if (end < 0 || end > LONGEST_HEADER) {
      if (this.#waiting.length > LONGEST_HEADER || end > LONGEST_HEADER) this.#fail(0, 'this is no baseline');
      return 0;
    }
    const line = this.#waiting.toString('utf8', 0, end);
    this.#headerChecksum = blockChecksum(headerWords(line), 0);
    const parsed = parseHeader(line, secretCheck(this.#baseline));
    if (typeof parsed === 'string') {
      this.#fail(0, parsed);
      return 0;
    }
    this.#header = parsed;
    return end + 1;
  }

  #takeBlock(): number {
    const bytes = this.#waiting;
    if (this.#ended && bytes.length > 0) {
      this.#fail(0, 'bytes follow the end of the baseline');
      return 0;
    }
    if (bytes.length < BLOCK_HEAD_BYTES) return 0;
    const [kind = 0, words = 0, checksum = 0] = wordsOf(bytes.subarray(0, BLOCK_HEAD_BYTES));
    if (words > LARGEST_BLOCK) {
      this.#fail(4, `a block of ${words} words is larger than any that is written`);
      return 0;
    }
    const size = BLOCK_HEAD_BYTES + words * 4;
    if (bytes.length < size) return 0;
    const payload = wordsOf(bytes.subarray(BLOCK_HEAD_BYTES, size));
    if (blockChecksum(payload, this.#block++) !== checksum) {
      this.#fail(0, 'the checksum of this block is wrong: it was changed, cut or moved');
      return 0;
    }
    const wrong =
      kind === END_BLOCK
        ? this.#loader.finish(payload, this.#headerChecksum)
        : this.#loader.load(kind, payload);
    if (wrong !== undefined) {
      this.#fail(BLOCK_HEAD_BYTES + wrong.word * 4, wrong.message);
      return 0;
    }
    this.#ended = kind === END_BLOCK;
    if (this.#ended) this.#version = parseEnd(payload).version;
    return size;
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

/** A copy, because the bytes may lie at any address. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const copy = new Uint32Array(bytes.length / 4);
  new Uint8Array(copy.buffer).set(bytes);
  return copy;
}
