/** Batches of cases shared out among threads; where threads cannot be or are not worth it they are judged here. */
import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ApprovalSet } from '../../baseline/approvals/approval-set.ts';
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { CaseBatch } from './case-batch.ts';
import { judgeBatch } from './judge-batch.ts';
import type { BatchJudging, BatchOutcome } from './judge-batch.ts';

/** What a thread judges with, as plain data. */
export interface ThreadStart extends Pick<BatchJudging, 'confirmed' | 'isSaving'> {
  readonly approvals: readonly Approval[];
  readonly packs: readonly string[];
}

export interface BatchJudge {
  /** Batches that may wait for their answer at a time. */
  readonly mostWaiting: number;
  readonly judge: (batch: CaseBatch) => Promise<BatchOutcome>;
  readonly close: () => Promise<void>;
}

const WORKER = new URL('../run/judging/judge-worker.js', import.meta.url);

/** Workers are compiled JavaScript; run from TypeScript sources (tests) everything is judged here. */
const CAN_THREAD = import.meta.url.endsWith('.js') && existsSync(WORKER);

export function judgeHere(judging: BatchJudging): BatchJudge {
  return {
    mostWaiting: 0,
    judge: async (batch) => judgeBatch(batch, judging),
    close: async () => undefined,
  };
}

/** With fewer than two threads they are judged here. */
export function judgeInThreads(start: ThreadStart, count: number): BatchJudge {
  if (!CAN_THREAD || count < 2) return judgeHere(judgingOf(start));
  const threads = Array.from({ length: count }, () => new JudgeThread(start));
  return {
    mostWaiting: 2 * count,
    judge: (batch) =>
      threads.reduce((least, one) => (one.waiting < least.waiting ? one : least)).judge(batch),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

export function judgingOf({ approvals, packs, confirmed, isSaving }: ThreadStart): BatchJudging {
  const sources = {
    approvals: new ApprovalSet(approvals, packs),
    baseline: undefined,
    baselineVersion: undefined,
  };
  return { sources, confirmed, isSaving };
}

/** Answers in the order it is asked. */
class JudgeThread {
  readonly #worker: Worker;
  readonly #asked: { resolve: (outcome: BatchOutcome) => void; reject: (error: Error) => void }[] = [];
  #failure: Error | undefined;

  constructor(start: ThreadStart) {
    this.#worker = new Worker(WORKER, { workerData: start });
    this.#worker.on('message', (outcome: BatchOutcome) => this.#asked.shift()?.resolve(outcome));
    this.#worker.on('error', (error: Error) => {
      this.#failure = error;
      for (const { reject } of this.#asked.splice(0)) reject(error);
    });
  }

  get waiting(): number {
    return this.#asked.length;
  }

  judge(batch: CaseBatch): Promise<BatchOutcome> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const { bytes, questions, ends } = batch;
    return new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject });
      this.#worker.postMessage(batch, [bytes.buffer, questions.buffer, ends.buffer]);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
