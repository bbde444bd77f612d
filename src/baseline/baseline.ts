/**
 * What is normal: learned from sightings, asked by questions, merged, saved and compared. Everything kept is mergeable, so
 * that below the memory bound neither order nor repetition of what is learned changes any answer.
 *
 * @example
 * const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
 * for (const sighting of sightings) baseline.observe(sighting);
 * baseline.answer({ host: 'ws1', identity, destination: 'example.com', port: 443, ... }).standing; // 'established'
 */
import type { Answer } from './answer/answer.ts';
import { answerQuestion } from './answer/answer.ts';
import type { Question } from './answer/question.ts';
import { ProfileReader } from './answer/reader.ts';
import type { Rules } from './answer/statements.ts';
import { ZoneClocks } from './calendar/zone-clock.ts';
import { DEFAULT_RULES, mayLearn } from './learning/learning-rules.ts';
import type { Learned } from './learning/learning-rules.ts';
import { Observer } from './learning/observe.ts';
import type { Sighting } from './learning/sighting.ts';
import { SECOND } from './moment.ts';
import { Evictor } from './profile/evict.ts';
import type { Evicted } from './profile/evict.ts';
import { mergeTables } from './profile/merge-record.ts';
import type { Level, ProfileKey, Shape } from './profile/profile-key.ts';
import { ProfileFacts } from './profile/profile-facts.ts';
import { ProfileTable } from './profile/profile-table.ts';
import { CLEARED, FIRST_SEEN, LAST_SEEN, NEVER, SUSPECT_LAST } from './profile/record-layout.ts';
import { hashKey } from './storage/text-hash.ts';
import { DEFAULT_UNUSUAL_RULES } from './unusual/unusual-rules.ts';

export interface BaselineSettings extends Rules {
  /** The site's own text, so that nobody outside can tell which hash a name has. Baselines merge only with the same. */
  readonly secret: string;
  /** Most profiles, and most bytes they may take. */
  readonly mostProfiles: number;
  readonly mostBytes: number;
}

export const DEFAULT_BASELINE_SETTINGS: BaselineSettings = {
  secret: '',
  mostProfiles: 5_000_000,
  mostBytes: 1_900_000_000,
  learning: DEFAULT_RULES,
  unusual: DEFAULT_UNUSUAL_RULES,
};

/** Whose contact an analyst cleared. */
export type SuspectContact = Pick<
  Sighting,
  'host' | 'group' | 'identity' | 'destination' | 'port' | 'protocol'
>;

export interface BaselineCounts {
  readonly profiles: number;
  readonly texts: number;
  readonly usedBytes: number;
  readonly heldBytes: number;
  /** Sightings taken, kept from learning because they were suspect, and refused because they cannot be. */
  readonly learned: number;
  readonly withheld: number;
  readonly refused: number;
  readonly evicted: Evicted;
}

export class Baseline {
  readonly settings: BaselineSettings;
  readonly #table: ProfileTable;
  readonly #observer: Observer;
  readonly #evictor: Evictor;
  readonly #clocks = new ZoneClocks();
  readonly #told: Record<Learned, number> = { learned: 0, withheld: 0, refused: 0 };

  constructor(settings: BaselineSettings) {
    this.settings = settings;
    this.#table = new ProfileTable(hashKey(settings.secret));
    this.#observer = new Observer(this.#table);
    this.#evictor = new Evictor(this.#table);
  }

  /** The packed profiles, for snapshots. */
  get table(): ProfileTable {
    return this.#table;
  }

  /** Learns a sighting, or keeps only the suspicion, or refuses it; says which. */
  observe(sighting: Sighting): Learned {
    const told = mayLearn(sighting, this.settings.learning);
    this.#told[told]++;
    if (told === 'refused') return told;
    if (told === 'learned') this.#observer.learn(sighting);
    else this.#observer.withhold(sighting);
    this.#evictor.keepBelow(this.settings.mostProfiles, this.settings.mostBytes);
    return told;
  }

  /** What was known at the moment of the question. The question's own and later sightings do not count. */
  answer(question: Question): Answer {
    return answerQuestion(new ProfileReader(this.#table, question), this.settings, this.#clocks);
  }

  /** One profile as of a moment; `undefined` when there is none. */
  profile(key: ProfileKey, at: number): ProfileFacts | undefined {
    const record = this.#table.find(key);
    return record === 0 ? undefined : new ProfileFacts(this.#table, record, at);
  }

  /** Calls with every profile as of a moment, in no meaningful order. Do not change the baseline meanwhile. */
  forEach(at: number, visit: (facts: ProfileFacts) => void): void {
    this.#table.index.forEach((record) => {
      visit(new ProfileFacts(this.#table, record, at));
    });
  }

  /** An analyst found the suspicion before `at` (milliseconds UTC) unfounded; a later one counts again. */
  clearSuspicion(key: ProfileKey, at: number): void {
    const record = this.#table.find(key);
    if (record === 0) return;
    const page = this.#table.arena.pageOf(record);
    const word = this.#table.arena.offsetOf(record) + CLEARED;
    page[word] = Math.max(page[word] ?? 0, Math.floor(at / SECOND));
  }

  /** The same for everything one contact of a host made suspect: the host's, its group's and the fleet's profile of it. */
  clearContact(contact: SuspectContact, at: number): void {
    const { host, group, identity, destination, port, protocol } = contact;
    const clear = (level: Level, name: string, shape: Shape): void => {
      const program =
        shape === 'contact' ? { identity, port, protocol } : { identity: '', port: 0, protocol: '' };
      this.clearSuspicion({ level, name, shape, destination, ...program }, at);
    };
    clear('host', host, 'contact');
    if (group !== undefined) clear('peer-group', group, 'contact');
    clear('fleet', '', 'contact');
    clear('fleet', '', 'destination');
  }

  /**
   * Takes in all that another baseline knows; what both know counts once.
   * @throws RangeError when the other was made with another secret.
   */
  merge(other: Baseline): void {
    if (other.settings.secret !== this.settings.secret) {
      throw new RangeError('the baselines were made with different secrets and cannot be merged');
    }
    if (other === this) return;
    mergeTables(this.#table, other.#table);
    this.#evictor.keepBelow(this.settings.mostProfiles, this.settings.mostBytes);
  }

  /** Forgets profiles last seen before a moment (milliseconds UTC), suspects excepted; says how many. */
  expire(before: number): number {
    const stale: number[] = [];
    const table = this.#table;
    const second = Math.floor(before / SECOND);
    table.index.forEach((record) => {
      const suspect = table.word(record, SUSPECT_LAST) > table.word(record, CLEARED);
      const known = table.word(record, FIRST_SEEN) !== NEVER;
      if (!suspect && (!known || table.word(record, LAST_SEEN) < second)) stale.push(record);
    });
    for (const record of stale) table.remove(record);
    return stale.length;
  }

  counts(): BaselineCounts {
    const table = this.#table;
    return {
      profiles: table.size,
      texts: table.texts.size,
      usedBytes: table.usedBytes,
      heldBytes: table.heldBytes,
      ...this.#told,
      evicted: this.#evictor.evicted,
    };
  }
}
