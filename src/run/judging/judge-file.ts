/** Every case of a file judged again, in the order of the file, whoever does the work. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ApprovalSet } from '../../baseline/approvals/approval-set.ts';
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { CaseFileHeader } from '../../store/case-file.ts';
import type { CaseFileWriter } from '../../store/case-file-writer.ts';
import { otherLine } from '../../store/case-sequence.ts';
import { readCaseLines } from '../../store/read-cases.ts';
import type { LearnedBaseline } from '../new-engine.ts';
import { judgeHere, judgeInThreads } from './judge-threads.ts';
import type { BatchJudge } from './judge-threads.ts';
import { JudgedReading } from './judged-reading.ts';
import type { JudgedCases } from './judged-reading.ts';

export interface FileJudging {
  readonly approvals: readonly Approval[];
  readonly packs: readonly string[];
  readonly learned: LearnedBaseline | undefined;
  /** Ids of findings that a person confirmed. */
  readonly confirmed: ReadonlySet<string>;
  /** Takes every case with its new judgement. */
  readonly writer: CaseFileWriter | undefined;
  /** Before the first case. */
  readonly onHeader: (header: CaseFileHeader) => void;
}

export interface JudgedFile extends JudgedCases {
  readonly header: CaseFileHeader;
}

/** Below this a thread costs more than it saves. */
const WORTH_THREADS = 16 * 1024 * 1024;
const MOST_THREADS = 8;

/** @throws CaseFileError when it is no file of cases. */
export async function judgeFile(path: string, judging: FileJudging): Promise<JudgedFile> {
  const judge = judgeFor(path, judging);
  const reading = new JudgedReading(judging, judge.judge, judging.learned !== undefined);
  try {
    const { header, last } = await readCaseLines(path, {
      onHeader: judging.onHeader,
      onLine: (number, line, parts) => {
        if (line === undefined || parts === undefined) reading.addOther(number, otherLine(line));
        else reading.add(number, line, parts);
      },
      pause: () => reading.settleBut(judge.mostWaiting),
    });
    return { header, ...(await reading.end(last)) };
  } finally {
    await judge.close();
  }
}

/** Threads would each need the whole baseline. */
function judgeFor(path: string, { approvals, packs, learned, confirmed, writer }: FileJudging): BatchJudge {
  const isSaving = writer !== undefined;
  if (learned !== undefined) {
    const sources = {
      approvals: new ApprovalSet(approvals, packs),
      baseline: learned.baseline,
      baselineVersion: learned.version,
    };
    return judgeHere({ sources, confirmed, isSaving });
  }
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const threads = size < WORTH_THREADS ? 1 : Math.min(MOST_THREADS, availableParallelism());
  return judgeInThreads({ approvals, packs, confirmed, isSaving }, threads);
}
