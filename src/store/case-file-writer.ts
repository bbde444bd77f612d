/** Judged cases written again, from the file they stand in to one that may be the same. */
import { CaseFileError, endLine, headerLine } from './case-file.ts';
import type { CaseFileHeader } from './case-file.ts';
import { changedLine } from './case-line.ts';
import { WholeFile } from './write-whole.ts';

const GATHERED = 1 << 20;

/** Whole or not at all: ends with `commit` or `discard`. Throws a CaseFileError where it cannot be written. */
export class CaseFileWriter {
  readonly #path: string;
  readonly #file: WholeFile;
  readonly #buffer = Buffer.allocUnsafe(GATHERED);
  #filled = 0;
  #cases = 0;

  constructor(path: string) {
    this.#path = path;
    this.#file = this.#writing(() => new WholeFile(path));
  }

  writeHeader(header: CaseFileHeader): void {
    this.#write(Buffer.from(headerLine(header)));
  }

  /** Lines of cases as they stand, with their ends. */
  writeLines(lines: Uint8Array, cases: number): void {
    this.#write(lines);
    this.#cases += cases;
  }

  /** A case whose judgement or verdict has changed: its first part, and the bytes of the rest without their end. */
  writeChanged(lean: string, rest: Uint8Array): void {
    this.#write(changedLine(lean, rest));
    this.#write(END_OF_LINE);
    this.#cases++;
  }

  commit(): void {
    this.#write(Buffer.from(endLine(this.#cases)));
    this.#flush();
    this.#writing(() => this.#file.commit());
  }

  discard(): void {
    this.#file.discard();
  }

  #write(bytes: Uint8Array): void {
    if (this.#filled + bytes.length > GATHERED) this.#flush();
    if (bytes.length > GATHERED) this.#writing(() => this.#file.write(bytes));
    else {
      this.#buffer.set(bytes, this.#filled);
      this.#filled += bytes.length;
    }
  }

  #flush(): void {
    this.#writing(() => this.#file.write(this.#buffer.subarray(0, this.#filled)));
    this.#filled = 0;
  }

  #writing<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw new CaseFileError(`${this.#path} cannot be written.`, { cause: error });
    }
  }
}

const END_OF_LINE = Buffer.from('\n');
