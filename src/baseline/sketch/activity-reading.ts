/** What an activity sample says, for statistics. */
import { epochOfHour } from '../moment.ts';
import { distinctCount } from './distinct-count.ts';
import { countOfCode, logOfCode } from './log-code.ts';

/** One active hour of one host and user. */
export interface ActiveHour {
  /** Hours since 1970 UTC. */
  readonly hour: number;
  readonly connections: number;
  /** ln(1 + bytes); `undefined` where no sensor told. */
  readonly logOut: number | undefined;
  readonly logIn: number | undefined;
}

export interface Activity {
  /** Kept hours, ascending; a uniform sample of each epoch where `sampled` says so. */
  readonly hours: readonly ActiveHour[];
  /** How many hours were active, estimated when sampled. */
  readonly activeHours: number;
  /** How many connections there were: exact to 13 % while not sampled, else an estimate. */
  readonly connections: number;
  readonly sampled: boolean;
  /** Largest distance of a sampled rank from the true one at 95 % (Dvoretzky, Kiefer, Wolfowitz); 0 when not sampled. */
  readonly rankError: number;
}

/** Reads the items of an activity list, those before `beforeHour` only. */
export function readActivity(words: Uint32Array, limit: number, beforeHour: number): Activity {
  const hours: ActiveHour[] = [];
  let activeHours = 0;
  let connections = 0;
  let sampled = false;
  for (let at = 0; at < words.length;) {
    const epoch = epochOfHour((words[at + 1] ?? 0) >>> 8);
    let end = at;
    let keptConnections = 0;
    let past = 0;
    for (; end < words.length && epochOfHour((words[end + 1] ?? 0) >>> 8) === epoch; end += 3) {
      const packed = words[end + 1] ?? 0;
      if (packed >>> 8 >= beforeHour) continue;
      const bytes = words[end + 2] ?? 0;
      const count = countOfCode(packed & 0xff);
      past++;
      keptConnections += count;
      hours.push({
        hour: packed >>> 8,
        connections: count,
        logOut: logOfCode(bytes >>> 16),
        logIn: logOfCode(bytes & 0xffff),
      });
    }
    const kept = (end - at) / 3;
    const distinct = distinctCount(kept, limit, words[end - 3] ?? 0);
    const each = distinct.count / kept;
    sampled ||= !distinct.exact && past > 0;
    activeHours += past * each;
    connections += keptConnections * each;
    at = end;
  }
  hours.sort((a, b) => a.hour - b.hour);
  return {
    hours,
    activeHours: Math.round(activeHours),
    connections: Math.round(connections),
    sampled,
    rankError: sampled ? Math.sqrt(Math.log(2 / 0.05) / (2 * hours.length)) : 0,
  };
}
