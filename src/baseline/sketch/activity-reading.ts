/** What an activity sample says, for statistics. */
import { epochOfHour } from '../moment.ts';
import { distinctCount } from './distinct-count.ts';
import { bytesOfCode, countOfCode, logOfCode } from './log-code.ts';

/** One active hour of one host and user. */
export interface ActiveHour {
  /** Hours since 1970 UTC. */
  readonly hour: number;
  readonly connections: number;
  /** ln(1 + bytes); `undefined` where no sensor told. */
  readonly logOut: number | undefined;
  readonly logIn: number | undefined;
}

const WIDTH = 3;

/** The items of an activity list before an hour. */
export class Activity {
  readonly #words: Uint32Array;
  readonly #beforeHour: number;
  #hours: readonly ActiveHour[] | undefined;
  #sent: readonly number[] | undefined;
  #ratios: readonly number[] | undefined;
  #kept = 0;
  /** How many hours were active, estimated when sampled. */
  readonly activeHours: number;
  /** How many connections there were: exact to 13 % while not sampled, else an estimate. */
  readonly connections: number;
  readonly sampled: boolean;

  /** `words` are the list's own, `limit` how many hours an epoch keeps. */
  constructor(words: Uint32Array, limit: number, beforeHour: number) {
    this.#words = words;
    this.#beforeHour = beforeHour;
    let activeHours = 0;
    let connections = 0;
    let sampled = false;
    for (let at = 0; at < words.length;) {
      const epoch = epochAt(words, at);
      let end = at;
      let past = 0;
      let counted = 0;
      for (; end < words.length && epochAt(words, end) === epoch; end += WIDTH) {
        const packed = words[end + 1] ?? 0;
        if (packed >>> 8 >= beforeHour) continue;
        past++;
        counted += countOfCode(packed & 0xff);
      }
      const kept = (end - at) / WIDTH;
      const distinct = distinctCount(kept, limit, words[end - WIDTH] ?? 0);
      sampled ||= !distinct.exact && past > 0;
      activeHours += (past * distinct.count) / kept;
      connections += (counted * distinct.count) / kept;
      this.#kept += past;
      at = end;
    }
    this.activeHours = Math.round(activeHours);
    this.connections = Math.round(connections);
    this.sampled = sampled;
  }

  /** Kept hours, ascending; a uniform sample of each epoch where `sampled` says so. */
  get hours(): readonly ActiveHour[] {
    this.#hours ??= this.#read();
    return this.#hours;
  }

  /** The kept hours alone, in no meaningful order. */
  get hourNumbers(): readonly number[] {
    const hours: number[] = [];
    for (let at = 1; at < this.#words.length; at += WIDTH) {
      const hour = (this.#words[at] ?? 0) >>> 8;
      if (hour < this.#beforeHour) hours.push(hour);
    }
    return hours;
  }

  /** ln(1 + bytes sent) of the kept hours in which a sensor told, in no meaningful order. */
  get sent(): readonly number[] {
    this.#sent ??= this.#readSent();
    return this.#sent;
  }

  /** (sent - received) / (sent + received) of the kept hours in which a sensor told both, in no meaningful order. */
  get ratios(): readonly number[] {
    this.#ratios ??= this.#readRatios();
    return this.#ratios;
  }

  /** Largest distance of a sampled rank from the true one at 95 % (Dvoretzky, Kiefer, Wolfowitz); 0 when not sampled. */
  get rankError(): number {
    return this.sampled ? Math.sqrt(Math.log(2 / 0.05) / (2 * this.#kept)) : 0;
  }

  #readSent(): number[] {
    const sent: number[] = [];
    for (let at = 0; at < this.#words.length; at += WIDTH) {
      if ((this.#words[at + 1] ?? 0) >>> 8 >= this.#beforeHour) continue;
      const amount = logOfCode((this.#words[at + 2] ?? 0) >>> 16);
      if (amount !== undefined) sent.push(amount);
    }
    return sent;
  }

  #readRatios(): number[] {
    const ratios: number[] = [];
    for (let at = 0; at < this.#words.length; at += WIDTH) {
      if ((this.#words[at + 1] ?? 0) >>> 8 >= this.#beforeHour) continue;
      const sent = bytesOfCode((this.#words[at + 2] ?? 0) >>> 16);
      const received = bytesOfCode((this.#words[at + 2] ?? 0) & 0xffff);
      if (sent === undefined || received === undefined || sent + received === 0) continue;
      ratios.push((sent - received) / (sent + received));
    }
    return ratios;
  }

  #read(): ActiveHour[] {
    const words = this.#words;
    const hours: ActiveHour[] = [];
    for (let at = 0; at < words.length; at += WIDTH) {
      const packed = words[at + 1] ?? 0;
      if (packed >>> 8 >= this.#beforeHour) continue;
      const bytes = words[at + 2] ?? 0;
      hours.push({
        hour: packed >>> 8,
        connections: countOfCode(packed & 0xff),
        logOut: logOfCode(bytes >>> 16),
        logIn: logOfCode(bytes & 0xffff),
      });
    }
    return hours.sort((a, b) => a.hour - b.hour);
  }
}

function epochAt(words: Uint32Array, at: number): number {
  return epochOfHour((words[at + 1] ?? 0) >>> 8);
}
