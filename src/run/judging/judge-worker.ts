/** A thread that judges batches of cases, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import type { CaseBatch } from './case-batch.ts';
import { judgeBatch } from './judge-batch.ts';
import { judgingOf } from './judge-threads.ts';
import type { ThreadStart } from './judge-threads.ts';

const port = parentPort;
if (port === null) throw new Error('judge-worker is started by judge-threads, not by itself');
const judging = judgingOf(workerData as ThreadStart);
port.on('message', (batch: CaseBatch) => port.postMessage(judgeBatch(batch, judging)));
