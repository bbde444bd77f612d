/** A worker thread: takes tasks, gives batches of observations and one report a task. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Observation } from '../engine/observation.ts';
import type { ScanOptions } from './scanner.ts';
import { Scanner } from './scanner.ts';
import type { WorkerReply, WorkerStart } from './worker-messages.ts';
import type { ScanTask } from './scan-task.ts';

const BATCH = 512;
/** Batches that may wait for the main thread before this thread pauses: bounds memory when it falls behind. */
const MOST_WAITING = 16;
const PROGRESS = 8 * 1024 * 1024;

const port = parentPort;
if (port === null) throw new Error('scan-worker is started by ScanPool, not by itself');
const { options, waiting } = workerData as WorkerStart;
const counter = new Int32Array(waiting);
let batch: Observation[] = [];
let bytes = 0;

const scanner = new Scanner(options satisfies ScanOptions, keep, countBytes);
port.on('message', (task: ScanTask) => {
  void scanner.scan(task).then((report) => {
    flush();
    send({ kind: 'progress', bytes });
    bytes = 0;
    send({ kind: 'done', report });
  });
});

function keep(observation: Observation): void {
  batch.push(observation);
  if (batch.length >= BATCH) flush();
}

function flush(): void {
  if (batch.length === 0) return;
  for (let count = Atomics.load(counter, 0); count >= MOST_WAITING; count = Atomics.load(counter, 0)) {
    Atomics.wait(counter, 0, count, 1_000);
  }
  Atomics.add(counter, 0, 1);
  send({ kind: 'batch', observations: batch });
  batch = [];
}

function countBytes(count: number): void {
  bytes += count;
  if (bytes < PROGRESS) return;
  send({ kind: 'progress', bytes });
  bytes = 0;
}

function send(reply: WorkerReply): void {
  port?.postMessage(reply);
}
