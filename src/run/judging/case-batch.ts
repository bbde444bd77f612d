/** Cases of a file by the hundred, as bytes: what goes to a thread, and what stays behind to put its answer to use. */
import type { CaseParts } from '../../store/case-line.ts';

/** What judgement looks at of some cases, one after the other. */
export interface CaseBatch {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where in it the questions of each case begin, and where the case ends. */
  readonly questions: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
}

/** Where a case of the batch came from. */
export interface BatchedLine {
  readonly number: number;
  readonly crc32: number;
  /** Where in the lines that are kept the line ends, its line feed included, and where in it the questions begin. */
  readonly end: number;
  readonly rest: number;
}

export interface FilledBatch {
  readonly batch: CaseBatch;
  readonly lines: readonly BatchedLine[];
  /** The whole lines; empty when nothing is to be written. */
  readonly kept: Uint8Array<ArrayBuffer>;
}

const MOST_LINES = 256;
const MOST_BYTES = 1 << 20;
const LINE_FEED = 10;

export class BatchFiller {
  readonly #withQuestions: boolean;
  readonly #keepsLines: boolean;
  readonly #spare: Buffer<ArrayBuffer>[] = [];
  #bytes = new ByteGatherer(undefined);
  #kept = new ByteGatherer(undefined);
  #questions: number[] = [];
  #ends: number[] = [];
  #lines: BatchedLine[] = [];

  constructor({ withQuestions, keepsLines }: { withQuestions: boolean; keepsLines: boolean }) {
    this.#withQuestions = withQuestions;
    this.#keepsLines = keepsLines;
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  get isFull(): boolean {
    return this.#lines.length >= MOST_LINES || this.#bytes.length + this.#kept.length >= MOST_BYTES * 4;
  }

  add(number: number, line: Buffer, parts: CaseParts): void {
    const { lean, questions, more, crc32 } = parts;
    this.#questions.push(this.#bytes.length + questions - lean);
    this.#bytes.add(line, lean, this.#withQuestions ? more : questions);
    this.#ends.push(this.#bytes.length);
    const rest = this.#kept.length + questions;
    if (this.#keepsLines) {
      this.#kept.add(line, 0, line.length);
      this.#kept.addByte(LINE_FEED);
    }
    this.#lines.push({ number, crc32, end: this.#kept.length, rest });
  }

  /** Lines that were kept and are done with: making room for as many anew takes longer than copying them. */
  giveBack({ kept: { buffer } }: FilledBatch): void {
    if (this.#keepsLines) this.#spare.push(Buffer.from(buffer));
  }

  take(): FilledBatch {
    const filled = {
      batch: {
        bytes: this.#bytes.take(),
        questions: Uint32Array.from(this.#questions),
        ends: Uint32Array.from(this.#ends),
      },
      lines: this.#lines,
      kept: this.#kept.take(),
    };
    this.#bytes = new ByteGatherer(undefined);
    this.#kept = new ByteGatherer(this.#spare.pop());
    this.#questions = [];
    this.#ends = [];
    this.#lines = [];
    return filled;
  }
}

/** Grows as needed; its bytes are its own, so that they can be handed to a thread. */
class ByteGatherer {
  #bytes: Buffer<ArrayBuffer>;
  length = 0;

  constructor(spare: Buffer<ArrayBuffer> | undefined) {
    this.#bytes = spare ?? Buffer.alloc(0);
  }

  add(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    from.copy(this.#bytes, this.length, start, end);
    this.length += end - start;
  }

  addByte(byte: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = byte;
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  #reserve(count: number): void {
    if (this.length + count <= this.#bytes.length) return;
    const length = Math.max(MOST_BYTES, 2 * this.#bytes.length, this.length + count);
    // Of no pool: a pool cannot be handed over.
    const larger = Buffer.allocUnsafeSlow(length);
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
  }
}
