/** The lives that shared a pid, one after another: which of them was it at a given time? */
import { baseName, sameTask } from './process.ts';
import type { Process } from './process.ts';

/** A record cut to the second may seem older than the process start. */
const BEFORE_START = 2_000;
/** Records arrive after the exit: 24 % of Sysmon's network records do (measured), mostly within 2 s. */
const AFTER_END = 60_000;

export class ProcessLives {
  readonly #byPid = new Map<number, Process[]>();

  add(process: Process): void {
    if (process.pid === undefined) return;
    const lives = this.#byPid.get(process.pid);
    if (lives === undefined) this.#byPid.set(process.pid, [process]);
    else lives.push(process);
  }

  /** Puts the lives in order of time; to be called when a life was added or its first moment changed. */
  arrange(pid: number | undefined): void {
    if (pid !== undefined) this.#byPid.get(pid)?.sort(compareLives);
  }

  arrangeAll(): void {
    for (const lives of this.#byPid.values()) lives.sort(compareLives);
  }

  of(pid: number): readonly Process[] {
    return this.#byPid.get(pid) ?? [];
  }

  /** Lives of a pid that contain the moment, with the slack that late and cut records need. */
  at(pid: number, time: number): Process[] {
    const lives = this.#byPid.get(pid) ?? [];
    const found: Process[] = [];
    // The first life that begins later may have begun unseen before the moment; no later one can.
    for (
      let index = Math.min(firstBeyond(lives, time + BEFORE_START), lives.length - 1);
      index >= 0;
      index--
    ) {
      const life = lives[index];
      if (life === undefined) break;
      const next = lives[index + 1];
      // Whoever is next had the pid from its start, or at the latest from the first record of it.
      if (next !== undefined && begin(next) + BEFORE_START < time) break;
      const until = (life.end ?? Number.POSITIVE_INFINITY) + AFTER_END;
      if (beganBy(life, lives[index - 1]) <= time && time <= until) found.push(life);
    }
    return found.reverse();
  }

  /**
   * The life of the pid at a moment told by an exact clock: whoever began last before it. `undefined` when that one has
   * ended, or is known to be another program (its start was then not recorded).
   */
  exactly(pid: number, image: string | undefined, time: number): Process | undefined {
    const lives = this.#byPid.get(pid) ?? [];
    const life = lives[firstBeyond(lives, time) - 1];
    if (life === undefined || (life.end !== undefined && life.end < time)) return undefined;
    const wanted = baseName(image);
    const name = baseName(life.image);
    return wanted === undefined || name === undefined || wanted === name ? life : undefined;
  }

  /** The life of the pid just before that of `process`. */
  before(pid: number, process: Process): Process | undefined {
    const lives = this.#byPid.get(pid) ?? [];
    let index = firstBeyond(lives, begin(process)) - 1;
    while (index > 0 && lives[index] !== process) index--;
    return index > 0 ? lives[index - 1] : undefined;
  }

  /** The life of its pid just after a process. */
  after(process: Process): Process | undefined {
    const lives = this.#byPid.get(process.pid ?? -1) ?? [];
    return lives[lives.indexOf(process) + 1];
  }

  /** The one life of the pid that fits time and image; `undefined` when none or more than one does. */
  locate(pid: number, image: string | undefined, time: number): Process | undefined {
    const wanted = baseName(image);
    const fits = this.at(pid, time).filter((life) => {
      const name = baseName(life.image);
      return wanted === undefined || name === undefined || name === wanted;
    });
    if (fits.length === 1) return fits[0];
    const strict = fits.filter((life) => (life.start ?? -Infinity) <= time && time <= (life.end ?? Infinity));
    const last = strict.at(-1);
    // Images of one process: the last of them is what it is.
    return last !== undefined && strict.every((life) => sameTask(life, last)) ? last : undefined;
  }
}

/** An unrecorded start lies after the life before, as far as that one is known to have lasted. */
function beganBy(life: Process, previous: Process | undefined): number {
  if (life.start !== undefined) return life.start - BEFORE_START;
  if (previous === undefined) return Number.NEGATIVE_INFINITY;
  const lasted = previous.end ?? Math.max(previous.start ?? Number.NEGATIVE_INFINITY, previous.lastSeen);
  return Math.min(life.firstSeen, lasted);
}

function begin(life: Process): number {
  return life.start ?? life.firstSeen;
}

/** Number of lives that begin no later than the moment, by halving: a pid may have had very many. */
function firstBeyond(lives: readonly Process[], time: number): number {
  let low = 0;
  let high = lives.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const life = lives[middle];
    if (life === undefined || begin(life) > time) high = middle;
    else low = middle + 1;
  }
  return low;
}

function compareLives(a: Process, b: Process): number {
  return begin(a) - begin(b) || (a.key < b.key ? -1 : 1);
}
