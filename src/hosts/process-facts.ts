/**
 * What a host's records say of processes, gathered in any order and without deciding anything: the same set of records
 * gives the same facts however they arrive or repeat. `process-table.ts` makes processes of them.
 */
import { isProcessEvent } from '../event/event.ts';
import type {
  FileActivity,
  ModuleLoad,
  Platform,
  ProcessEnd,
  ProcessEvent,
  ProcessLaunch,
  TelemetryEvent,
} from '../event/event.ts';
import { comparePlaces } from '../event/place.ts';
import type { Place } from '../event/place.ts';
import { SENSORS } from '../event/sensor.ts';
import { comesFirst } from './telling-order.ts';

/** A process of which records with an id of its own speak (Sysmon's ProcessGuid). */
export interface Sighting {
  pid: number | undefined;
  image: string | undefined;
  user: string | undefined;
  readonly platform?: Platform | undefined;
  first: number;
  last: number;
}

/** Paths that one process wrote or read around one time. */
export interface FileFact {
  readonly ref: FileActivity;
  time: number;
  readonly wrote: Set<string>;
  readonly read: Set<string>;
}

const MOST_FILES = 64;
const MOST_RENAMES = 50_000;
const MOST_PLACES = 4;

export class ProcessFacts {
  readonly launches: Map<string, { launch: ProcessLaunch; places: Place[] }> = new Map();
  readonly ends: Map<string, { end: ProcessEnd; places: Place[] }> = new Map();
  readonly sightings: Map<string, Sighting> = new Map();
  /** Image signatures and capability modules, by uid or pid and minute. */
  readonly modules: Map<string, ModuleLoad> = new Map();
  readonly files: Map<string, FileFact> = new Map();
  /** New names by old name, lower case. */
  readonly renames: Map<string, Set<string>> = new Map();
  /** Records left out because a limit was reached. */
  dropped = 0;

  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(event: TelemetryEvent): void {
    if (!isProcessEvent(event)) return;
    if (event.uid !== undefined) {
      const user = 'user' in event ? event.user : undefined;
      this.#sight(event.uid, { ...event, user, first: event.time, last: event.time });
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
      for (const path of known.wrote) this.#addFile(key, known.ref, known.time, path, 'wrote');
      for (const path of known.read) this.#addFile(key, known.ref, known.time, path, 'read');
    }
    for (const [from, names] of other.renames) for (const to of names) this.#addRename(from, to);
    for (const [uid, sighting] of other.sightings) this.#sight(uid, sighting);
    this.dropped += other.dropped;
  }

  #launch(event: ProcessLaunch): void {
    const key = `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${moment(event)}|${event.how ?? ''}|${event.image ?? ''}`;
    const known = this.launches.get(key);
    if (known !== undefined) {
      addPlace(known.places, event.place);
      if (tellsMore(event, known.launch)) known.launch = event;
    } else if (this.#room(this.launches.size))
      this.launches.set(key, { launch: event, places: [event.place] });
  }

  #end(event: ProcessEnd): void {
    const key = `${event.uid ?? ''}|${event.pid ?? ''}|${moment(event)}`;
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

  #file(event: FileActivity): void {
    if (event.action === 'delete') return;
    // A pid may be another process a second later; only a unique id speaks of one for good.
    const span = SENSORS[event.sensor].exactClock ? 1_000 : 3_600_000;
    const key = event.uid ?? `${event.pid ?? ''}|${Math.floor(event.time / span)}|${event.image ?? ''}`;
    const path = event.path.toLowerCase();
    this.#addFile(key, event, event.time, path, event.action === 'read' ? 'read' : 'wrote');
    if (event.from !== undefined) this.#addRename(event.from.toLowerCase(), path);
  }

  #addFile(key: string, ref: FileActivity, time: number, path: string, how: 'wrote' | 'read'): void {
    let known = this.files.get(key);
    if (known === undefined) {
      if (!this.#room(this.files.size)) return;
      known = { ref, time, wrote: new Set(), read: new Set() };
      this.files.set(key, known);
    }
    known.time = Math.min(known.time, time);
    const paths = known[how];
    paths.add(path);
    if (paths.size > MOST_FILES) {
      // Keep the smallest names, so that which ones survive does not depend on arrival.
      paths.delete([...paths].reduce((a, b) => (a > b ? a : b)));
      this.dropped++;
    }
  }

  #addRename(from: string, to: string): void {
    const known = this.renames.get(from);
    if (known !== undefined) {
      if (known.size < MOST_FILES) known.add(to);
      else if (!known.has(to)) this.dropped++;
    } else if (this.renames.size < MOST_RENAMES) this.renames.set(from, new Set([to]));
    else this.dropped++;
  }

  #sight(uid: string, { pid, image, user, platform, first, last }: Readonly<Sighting>): void {
    const known = this.sightings.get(uid);
    if (known === undefined) {
      if (this.#room(this.sightings.size))
        this.sightings.set(uid, { pid, image, user, platform, first, last });
      return;
    }
    known.pid = smaller(known.pid, pid);
    known.image = smaller(known.image, image);
    known.user = smaller(known.user, user);
    known.first = Math.min(known.first, first);
    known.last = Math.max(known.last, last);
  }

  #room(size: number): boolean {
    if (size < this.#limit) return true;
    this.dropped++;
    return false;
  }
}

/** Two acts of one second are two where the sensor's clock can tell them apart. */
function moment({ sensor, time }: ProcessEvent): number {
  return SENSORS[sensor].exactClock ? time : Math.floor(time / 1000);
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
