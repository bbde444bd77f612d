/** Shares tasks out among worker threads; with one thread, or little to read, everything runs inline. */
import { Worker } from 'node:worker_threads';
import type { Observation } from '../engine/observation.ts';
import type { ScanOptions } from './scanner.ts';
import type { ScanReport } from './scan-report.ts';
import type { ScanTask } from './scan-task.ts';
import type { WorkerReply, WorkerStart } from './worker-messages.ts';

/** Below this a thread costs more than it saves. */
const WORTH_THREADS = 8 * 1024 * 1024;

/** Workers are compiled JavaScript; run from TypeScript sources (tests) everything is inline. */
const CAN_THREAD = import.meta.url.endsWith('.js');

/** Observations live until their batch is sent: with room for them they need not be copied on the way. */
const YOUNG_GENERATION_MB = 48;

export type Keep = (observation: Observation) => void;

/**
 * Starts reading at once where threads do the work, and gives a function that takes what they find until they are
 * done. Observations found before it is called wait.
 */
export function startScan(
  tasks: readonly ScanTask[],
  options: ScanOptions,
  threads: number,
  onBytes: (count: number) => void,
): (keep: Keep) => Promise<ScanReport[]> {
  const total = tasks.reduce((sum, task) => sum + task.bytes, 0);
  const count = Math.min(threads, tasks.length);
  if (!CAN_THREAD || count < 2 || total < WORTH_THREADS)
    return (keep) => scanInline(tasks, options, keep, onBytes);
  const queue = [...tasks];
  const workers = Array.from({ length: count }, () => new ScanThread(queue, options, onBytes));
  return async (keep) => (await Promise.all(workers.map((worker) => worker.run(keep)))).flat();
}

async function scanInline(
  tasks: readonly ScanTask[],
  options: ScanOptions,
  keep: Keep,
  onBytes: (count: number) => void,
): Promise<ScanReport[]> {
  const { Scanner } = await import('./scanner.ts');
  const scanner = new Scanner(options, keep, onBytes);
  const reports: ScanReport[] = [];
  for (const task of tasks) reports.push(await scanner.scan(task));
  return reports;
}

/** One worker thread and the tasks it takes from the common queue. */
class ScanThread {
  readonly #worker: Worker;
  readonly #waiting = new SharedArrayBuffer(4);
  readonly #strings = new Map<string, string>();
  readonly #reports: ScanReport[] = [];
  readonly #early: WorkerReply[] = [];
  readonly #done: Promise<void>;
  #take: (reply: WorkerReply) => void = (reply) => this.#early.push(reply);

  constructor(queue: ScanTask[], options: ScanOptions, onBytes: (count: number) => void) {
    this.#worker = new Worker(new URL('../run/scan-worker.js', import.meta.url), {
      workerData: { options, waiting: this.#waiting } satisfies WorkerStart,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    });
    this.#done = new Promise((resolve, reject) => {
      const next = (): void => {
        const task = queue.shift();
        if (task !== undefined) this.#worker.postMessage(task);
        else void this.#worker.terminate().then(() => resolve());
      };
      this.#worker.on('error', reject);
      this.#worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'batch') this.#take(reply);
        else if (reply.kind === 'progress') onBytes(reply.bytes);
        else {
          this.#reports.push(reply.report);
          next();
        }
      });
      next();
    });
  }

  async run(keep: Keep): Promise<ScanReport[]> {
    const counter = new Int32Array(this.#waiting);
    this.#take = (reply): void => {
      if (reply.kind !== 'batch') return;
      Atomics.sub(counter, 0, 1);
      Atomics.notify(counter, 0);
      for (const observation of reply.observations) keep(shareStrings(observation, this.#strings));
    };
    for (const reply of this.#early.splice(0)) this.#take(reply);
    await this.#done;
    return this.#reports;
  }
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
