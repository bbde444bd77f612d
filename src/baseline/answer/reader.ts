/** Finds the profiles that a question touches, as they were at its moment, each read once. */
import type { Level, ProfileKey, Shape } from '../profile/profile-key.ts';
import { ProfileFacts } from '../profile/profile-facts.ts';
import type { ProfileTable } from '../profile/profile-table.ts';
import type { Question } from './question.ts';

export class ProfileReader {
  readonly question: Question;
  readonly #table: ProfileTable;
  readonly #read = new Map<string, ProfileFacts | undefined>();

  constructor(table: ProfileTable, question: Question) {
    this.#table = table;
    this.question = question;
  }

  /** The profile of a level and shape; `undefined` when there is none or the question names no such group or user. */
  profile(level: Level, shape: Shape): ProfileFacts | undefined {
    const cached = `${level}|${shape}`;
    if (this.#read.has(cached)) return this.#read.get(cached);
    const facts = this.#find(level, shape);
    this.#read.set(cached, facts);
    return facts;
  }

  /** The keyed hash by which a text is a member of a set. */
  hashOf(text: string): number {
    return this.#table.texts.hashOf(text);
  }

  nameOf(level: Level): string | undefined {
    const { host, group, user } = this.question;
    return { host, 'peer-group': group, fleet: '', user }[level];
  }

  #find(level: Level, shape: Shape): ProfileFacts | undefined {
    const name = this.nameOf(level);
    if (name === undefined || (name === '' && level !== 'fleet')) return undefined;
    const { question } = this;
    const key: ProfileKey = {
      level,
      name,
      shape,
      identity: shape === 'contact' || shape === 'program' ? question.identity : '',
      destination: shape === 'contact' || shape === 'destination' ? question.destination : '',
      port: shape === 'contact' ? question.port : 0,
      protocol: shape === 'contact' ? question.protocol : '',
    };
    const record = this.#table.find(key);
    return record === 0 ? undefined : new ProfileFacts(this.#table, record, question.at, key);
  }
}
