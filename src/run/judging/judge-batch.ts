/** Judges cases of a batch again, here or in a thread. */
import type { NormalitySources } from '../../findings/normality.ts';
import { leanText, storedCaseOf } from '../../store/case-line.ts';
import { judgeAgain } from '../judge-again.ts';
import type { CaseChange } from '../judge-again.ts';
import type { CaseBatch } from './case-batch.ts';

export interface BatchJudging {
  readonly sources: NormalitySources;
  /** Ids of findings that a person confirmed just now. */
  readonly confirmed: ReadonlySet<string>;
  /** Changed lines are to be written. */
  readonly isSaving: boolean;
}

export interface BatchOutcome {
  /** Of each case; `undefined` for what is none. */
  readonly ids: readonly (string | undefined)[];
  /** Only of cases that come out otherwise than they are stored, in order. */
  readonly changed: readonly ChangedCase[];
}

export interface ChangedCase {
  /** Which of the batch. */
  readonly at: number;
  /** `undefined` when nothing but the verdict has changed. */
  readonly change: CaseChange | undefined;
  /** First part of its new line, when it is to be written. */
  readonly lean: string | undefined;
}

export function judgeBatch(batch: CaseBatch, { sources, confirmed, isSaving }: BatchJudging): BatchOutcome {
  const { buffer, byteOffset, length } = batch.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  const ids: (string | undefined)[] = [];
  const changed: ChangedCase[] = [];
  let lean = 0;
  for (const [at, end] of batch.ends.entries()) {
    const stored = storedCaseOf(bytes, { lean, questions: batch.questions[at] ?? end, more: end });
    lean = end;
    ids.push(stored?.facts.id);
    if (stored === undefined) continue;
    const verdict = confirmed.has(stored.facts.id) ? 'confirmed' : stored.verdict;
    const { change, score, level } = judgeAgain(stored, verdict, sources);
    if (change === undefined && verdict === stored.verdict) continue;
    const written = isSaving ? leanText({ ...stored, judged: { score, level }, verdict }) : undefined;
    changed.push({ at, change, lean: written });
  }
  return { ids, changed };
}
