/** Shares tasks out among worker threads; with one thread, or little to read, everything runs inline. */
import { Worker } from 'node:worker_threads';
import type { Observation } from '../engine/observation.ts';
import type { ScanOptions } from './scanner.ts';
import { Scanner } from './scanner.ts';
import type { ScanReport } from './scan-report.ts';
import type { ScanTask } from './scan-task.ts';
import type { WorkerReply, WorkerStart } from './worker-messages.ts';

/** Below this a thread costs more than it saves. */
const WORTH_THREADS = 8 * 1024 * 1024;

export interface PoolHandlers {
  observation(observation: Observation): void;
  bytes(count: number): void;
}

/** Workers are compiled JavaScript; run from TypeScript sources (tests) everything is inline. */
const CAN_THREAD = import.meta.url.endsWith('.js');

export async function scanAll(
  tasks: readonly ScanTask[],
  options: ScanOptions,
  threads: number,
  handlers: PoolHandlers,
): Promise<ScanReport[]> {
  const total = tasks.reduce((sum, task) => sum + task.bytes, 0);
  const count = Math.min(threads, tasks.length);
  if (!CAN_THREAD || count < 2 || total < WORTH_THREADS) {
    const scanner = new Scanner(
      options,
      (observation) => handlers.observation(observation),
      (bytes) => handlers.bytes(bytes),
    );
    const reports: ScanReport[] = [];
    for (const task of tasks) reports.push(await scanner.scan(task));
    return reports;
  }
  const queue = [...tasks];
  const perThread = await Promise.all(
    Array.from({ length: count }, () => runWorker(queue, options, handlers)),
  );
  return perThread.flat();
}

function runWorker(queue: ScanTask[], options: ScanOptions, handlers: PoolHandlers): Promise<ScanReport[]> {
  const waiting = new SharedArrayBuffer(4);
  const counter = new Int32Array(waiting);
  const worker = new Worker(new URL('./scan-worker.js', import.meta.url), {
    workerData: { options, waiting } satisfies WorkerStart,
  });
  const strings = new Map<string, string>();
  const reports: ScanReport[] = [];
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const task = queue.shift();
      if (task !== undefined) worker.postMessage(task);
      else void worker.terminate().then(() => resolve(reports));
    };
    worker.on('error', reject);
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'batch') {
        Atomics.sub(counter, 0, 1);
        Atomics.notify(counter, 0);
        for (const observation of reply.observations)
          handlers.observation(shareStrings(observation, strings));
      } else if (reply.kind === 'progress') handlers.bytes(reply.bytes);
      else {
        reports.push(reply.report);
        next();
      }
    });
    next();
  });
}

/** Every message brings its own copy of the same few strings; the ones kept for long are shared again. */
function shareStrings(observation: Observation, strings: Map<string, string>): Observation {
  const event = observation.event as { host: string; place: { source: string }; image?: string | undefined };
  event.host = share(event.host, strings);
  event.place.source = share(event.place.source, strings);
  if (event.image !== undefined) event.image = share(event.image, strings);
  return observation;
}

function share(text: string, strings: Map<string, string>): string {
  const known = strings.get(text);
  if (known !== undefined) return known;
  if (strings.size < 65_536) strings.set(text, text);
  return text;
}
