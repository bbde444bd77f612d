/**
 * Which encryptions may be tied to a sender at all, found without looking at each of them: a busy server encrypts and
 * connects tens of thousands of times a day. What is found here `findLink` still decides on; what is not has no tie.
 */
import type { Process } from '../hosts/process.ts';
import type { Artefacts } from './artefacts.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import { tasksToFind, tasksToLookUnder } from './kinship.ts';
import type { CorrelationWindows } from './links.ts';
import { reachOf, sessionKey, userKey } from './links.ts';
import { NameIndex } from './name-index.ts';
import { sendersOf } from './shared-artefact.ts';

/** Encryptions by what they share with a sender, each list in order of time. */
type Shelf<Key> = Map<Key, ObservedOperation[]>;

export class OperationIndex {
  readonly #byProcess: Shelf<Process> = new Map();
  readonly #byTask: Shelf<Process> = new Map();
  readonly #bySession: Shelf<string> = new Map();
  readonly #byUser: Shelf<string> = new Map();
  readonly #unknownUser: ObservedOperation[] = [];
  readonly #all: readonly ObservedOperation[];
  readonly #names: NameIndex;
  readonly #artefacts: Artefacts;
  readonly #reach: Readonly<Record<'kin' | 'session' | 'user' | 'host', number>>;

  constructor(operations: readonly ObservedOperation[], windows: CorrelationWindows, artefacts: Artefacts) {
    this.#artefacts = artefacts;
    this.#reach = {
      kin: Math.max(reachOf('pipeline', windows), reachOf('lineage', windows)),
      session: reachOf('session', windows),
      user: reachOf('user', windows),
      host: reachOf('host', windows),
    };
    this.#all = [...operations].sort((a, b) => a.time - b.time);
    this.#names = new NameIndex();
    for (const operation of this.#all) this.#shelve(operation);
  }

  /** Every encryption that has a tie to the sender, and some that turn out to have none; each once, in order of time. */
  near(egress: Egress): readonly ObservedOperation[] {
    const { process } = egress;
    const found = new Set<ObservedOperation>(this.#byProcess.get(process));
    const take = (shelf: readonly ObservedOperation[] | undefined, reach: number): void => {
      for (const operation of within(shelf ?? [], egress.first - reach, egress.last + reach))
        found.add(operation);
    };
    for (const task of tasksToLookUnder(process)) take(this.#byTask.get(task), this.#reach.kin);
    const session = sessionKey(process);
    if (session !== undefined) take(this.#bySession.get(session), this.#reach.session);
    const user = userKey(process);
    if (user !== undefined) take(this.#byUser.get(user), this.#reach.user);
    if (process.user === undefined) take(this.#all, this.#reach.host);
    else take(this.#unknownUser, this.#reach.host);
    for (const sender of sendersOf(process, this.#artefacts)) {
      for (const operation of this.#names.mentionedBy(sender)) found.add(operation);
    }
    return [...found].sort((a, b) => a.time - b.time);
  }

  #shelve(operation: ObservedOperation): void {
    const { process } = operation;
    put(this.#byProcess, process, operation);
    for (const task of tasksToFind(process)) put(this.#byTask, task, operation);
    const session = sessionKey(process);
    if (session !== undefined) put(this.#bySession, session, operation);
    const user = userKey(process);
    if (user !== undefined) put(this.#byUser, user, operation);
    if (process.user === undefined) this.#unknownUser.push(operation);
    this.#names.add(operation, this.#artefacts.of(operation).names);
  }
}

function put<Key>(shelf: Shelf<Key>, key: Key, operation: ObservedOperation): void {
  const known = shelf.get(key);
  if (known === undefined) shelf.set(key, [operation]);
  else known.push(operation);
}

/** The part of the list, which is in order of time, that lies between two moments, both included. */
function within(
  operations: readonly ObservedOperation[],
  from: number,
  until: number,
): readonly ObservedOperation[] {
  let low = 0;
  let high = operations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((operations[middle]?.time ?? from) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < operations.length && (operations[end]?.time ?? until) <= until) end++;
  return operations.slice(low, end);
}
