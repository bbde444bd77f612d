/**
 * What a host's records say of processes, gathered in any order and without deciding anything: the same set of records
 * gives the same facts however they arrive or repeat. `process-table.ts` makes processes of them.
 */
import type {
  FileCreate,
  ModuleLoad,
  ProcessEnd,
  ProcessLaunch,
  ProcessRef,
  TelemetryEvent,
} from '../event/event.ts';
import { comparePlaces } from '../event/place.ts';
import type { Place } from '../event/place.ts';
import { comesFirst } from './telling-order.ts';

/** A process of which records with an id of its own speak (Sysmon's ProcessGuid). */
export interface Sighting {
  pid: number | undefined;
  image: string | undefined;
  user: string | undefined;
  first: number;
  last: number;
}

const MOST_FILES = 64;
const MOST_PLACES = 4;

export class ProcessFacts {
  readonly launches: Map<string, { launch: ProcessLaunch; places: Place[] }> = new Map();
  readonly ends: Map<string, { end: ProcessEnd; places: Place[] }> = new Map();
  readonly sightings: Map<string, Sighting> = new Map();
  /** Image signatures and capability modules, by uid or pid and minute. */
  readonly modules: Map<string, ModuleLoad> = new Map();
  readonly files: Map<string, { ref: ProcessRef; time: number; paths: Set<string> }> = new Map();
  /** Records left out because a limit was reached. */
  dropped = 0;

  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(event: TelemetryEvent): void {
    if (event.kind === 'health') return;
    if (event.uid !== undefined) {
      this.#sight(event.uid, event.pid, event.image, 'user' in event ? event.user : undefined, event.time);
    }
    if (event.kind === 'launch') this.#launch(event);
    else if (event.kind === 'end') this.#end(event);
    else if (event.kind === 'module') this.#module(event);
    else if (event.kind === 'file') this.#file(event);
  }

  /** Takes over the facts of another name of the same host. */
  absorb(other: ProcessFacts): void {
    for (const { launch, places } of other.launches.values()) {
      for (const place of places) this.#launch({ ...launch, place });
    }
    for (const { end, places } of other.ends.values())
      for (const place of places) this.#end({ ...end, place });
    for (const module of other.modules.values()) this.#module(module);
    for (const [key, known] of other.files) {
      for (const path of known.paths) this.#addFile(key, known.ref, known.time, path);
    }
    for (const [uid, { pid, image, user, first, last }] of other.sightings) {
      this.#sight(uid, pid, image, user, first);
      this.#sight(uid, pid, image, user, last);
    }
    this.dropped += other.dropped;
  }

  #launch(event: ProcessLaunch): void {
    const key = `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${Math.floor(event.time / 1000)}|${event.image ?? ''}`;
    const known = this.launches.get(key);
    if (known !== undefined) {
      addPlace(known.places, event.place);
      if (tellsMore(event, known.launch)) known.launch = event;
    } else if (this.#room(this.launches.size))
      this.launches.set(key, { launch: event, places: [event.place] });
  }

  #end(event: ProcessEnd): void {
    const key = `${event.uid ?? ''}|${event.pid ?? ''}|${Math.floor(event.time / 1000)}`;
    const known = this.ends.get(key);
    if (known !== undefined) {
      addPlace(known.places, event.place);
      if (comesFirst(event, known.end)) known.end = event;
    } else if (this.#room(this.ends.size)) this.ends.set(key, { end: event, places: [event.place] });
  }

  #module(event: ModuleLoad): void {
    const key = `${event.uid ?? ''}|${event.pid ?? ''}|${event.module.toLowerCase()}`;
    const known = this.modules.get(key);
    if (known === undefined ? this.#room(this.modules.size) : comesFirst(event, known))
      this.modules.set(key, event);
  }

  #file(event: FileCreate): void {
    const key = event.uid ?? `${event.pid ?? ''}|${Math.floor(event.time / 3_600_000)}|${event.image ?? ''}`;
    this.#addFile(key, event, event.time, event.path.toLowerCase());
  }

  #addFile(key: string, ref: ProcessRef, time: number, path: string): void {
    const known = this.files.get(key);
    if (known === undefined) {
      if (this.#room(this.files.size)) this.files.set(key, { ref, time, paths: new Set([path]) });
      return;
    }
    known.time = Math.min(known.time, time);
    known.paths.add(path);
    if (known.paths.size > MOST_FILES) {
      // Keep the smallest names, so that which ones survive does not depend on arrival.
      known.paths.delete([...known.paths].reduce((a, b) => (a > b ? a : b)));
      this.dropped++;
    }
  }

  #sight(
    uid: string,
    pid: number | undefined,
    image: string | undefined,
    user: string | undefined,
    time: number,
  ): void {
    const known = this.sightings.get(uid);
    if (known === undefined) {
      if (this.#room(this.sightings.size))
        this.sightings.set(uid, { pid, image, user, first: time, last: time });
      return;
    }
    known.pid = smaller(known.pid, pid);
    known.image = smaller(known.image, image);
    known.user = smaller(known.user, user);
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
  }

  #room(size: number): boolean {
    if (size < this.#limit) return true;
    this.dropped++;
    return false;
  }
}

/** Keeps the few smallest places, whatever their order of arrival. */
export function addPlace(places: Place[], place: Place): void {
  if (places.some((known) => comparePlaces(known, place) === 0)) return;
  places.push(place);
  places.sort(comparePlaces);
  if (places.length > MOST_PLACES) places.pop();
}

/** The same second, pid and image told twice: the telling with more in it stands. */
function tellsMore(event: ProcessLaunch, known: ProcessLaunch): boolean {
  return filled(event) - filled(known) > 0 || (filled(event) === filled(known) && comesFirst(event, known));
}

function filled(launch: ProcessLaunch): number {
  return Object.values(launch).filter((value) => value !== undefined).length;
}

function smaller<T extends string | number>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined) return b;
  return b === undefined || a <= b ? a : b;
}
