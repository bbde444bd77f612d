/** The cases of a file as they come back from judgement: counted, told and written in the order of the file. */
import type { CaseFileWriter } from '../../store/case-file-writer.ts';
import type { CaseParts } from '../../store/case-line.ts';
import { CaseProblemTally } from '../../store/case-problems.ts';
import type { CaseProblems } from '../../store/case-problems.ts';
import { CaseSequence } from '../../store/case-sequence.ts';
import type { OtherLine } from '../../store/case-sequence.ts';
import type { CaseChange } from '../judge-again.ts';
import { BatchFiller } from './case-batch.ts';
import type { CaseBatch, FilledBatch } from './case-batch.ts';
import type { BatchOutcome } from './judge-batch.ts';

export interface JudgedCases {
  readonly cases: number;
  /** In the order of the file. */
  readonly changes: readonly CaseChange[];
  readonly problems: readonly CaseProblems[];
  /** Those of `confirmed` that no case has. */
  readonly unknown: readonly string[];
}

type Waiting =
  | { readonly filled: FilledBatch; readonly outcome: Promise<BatchOutcome> }
  | { readonly filled: undefined; readonly number: number; readonly other: OtherLine };

/** Keeps the order: what was sent first is settled first. */
export class JudgedReading {
  readonly #judge: (batch: CaseBatch) => Promise<BatchOutcome>;
  readonly #writer: CaseFileWriter | undefined;
  readonly #filler: BatchFiller;
  readonly #tally = new CaseProblemTally();
  readonly #sequence = new CaseSequence((problem) => this.#tally.add(problem));
  readonly #changes: CaseChange[] = [];
  readonly #unknown: Set<string>;
  #waiting: Waiting[] = [];
  #cases = 0;

  constructor(
    { confirmed, writer }: { confirmed: ReadonlySet<string>; writer: CaseFileWriter | undefined },
    judge: (batch: CaseBatch) => Promise<BatchOutcome>,
    withQuestions: boolean,
  ) {
    this.#judge = judge;
    this.#writer = writer;
    this.#unknown = new Set(confirmed);
    this.#filler = new BatchFiller({ withQuestions, keepsLines: writer !== undefined });
  }

  add(number: number, line: Buffer, parts: CaseParts): void {
    this.#filler.add(number, line, parts);
    if (this.#filler.isFull) this.#send();
  }

  addOther(number: number, other: OtherLine): void {
    this.#send();
    this.#waiting.push({ filled: undefined, number, other });
  }

  /** All but so many. */
  async settleBut(most: number): Promise<void> {
    const settled = Math.max(0, this.#waiting.length - most);
    for (const one of this.#waiting.slice(0, settled)) {
      if (one.filled === undefined) this.#sequence.other(one.number, one.other);
      else {
        this.#settle(one.filled, await one.outcome);
        this.#filler.giveBack(one.filled);
      }
    }
    this.#waiting = this.#waiting.slice(settled);
  }

  async end(last: number): Promise<JudgedCases> {
    this.#send();
    await this.settleBut(0);
    this.#sequence.end(last);
    return {
      cases: this.#cases,
      changes: this.#changes,
      problems: this.#tally.list(),
      unknown: [...this.#unknown],
    };
  }

  #send(): void {
    if (this.#filler.isEmpty) return;
    const filled = this.#filler.take();
    const outcome = this.#judge(filled.batch);
    // It is asked for later; until then nobody hears of a failure.
    outcome.catch(() => undefined);
    this.#waiting.push({ filled, outcome });
  }

  #settle({ lines, kept }: FilledBatch, { ids, changed }: BatchOutcome): void {
    const writer = this.#writer;
    let next = 0;
    /** Of the lines that go on as they stand: where the first begins, and how many. */
    let same = { from: 0, cases: 0 };
    let start = 0;
    const writeSame = (to: number): void => {
      if (same.cases > 0) writer?.writeLines(kept.subarray(same.from, to), same.cases);
    };
    for (const [at, { number, crc32, rest, end }] of lines.entries()) {
      const id = ids[at];
      const other = changed[next]?.at === at ? changed[next++] : undefined;
      if (id === undefined) this.#sequence.other(number, { kind: 'damaged' });
      const isNew = id !== undefined && this.#sequence.isNew(number, id, crc32);
      if (isNew) {
        this.#cases++;
        this.#unknown.delete(id);
        if (other?.change !== undefined) this.#changes.push(other.change);
      }
      if (isNew && other === undefined) same.cases++;
      else {
        writeSame(start);
        if (isNew && other?.lean !== undefined)
          writer?.writeChanged(other.lean, kept.subarray(rest, end - 1));
        same = { from: end, cases: 0 };
      }
      start = end;
    }
    writeSame(start);
  }
}
