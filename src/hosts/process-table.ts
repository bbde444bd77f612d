/**
 * The process table of one host, made from all facts at once, so that order of arrival cannot matter.
 *
 * Pids are reused. Every question "which process was pid 4312 at that time?" is answered from life spans, and two
 * unknown pids never match.
 */
import { addPlace } from './process-facts.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { ProcessLaunch, ProcessRef } from '../event/event.ts';
import { baseName } from './process.ts';
import type { Process } from './process.ts';

/** The start of one process in two sensors: NXLog cuts times to the second, and Sysmon's clock may run beside. */
const SAME_START = 3_000;
/** A record cut to the second may seem older than the process start. */
const BEFORE_START = 2_000;
/** Records arrive after the exit: 24 % of Sysmon's network records do (measured), mostly within 2 s. */
const AFTER_END = 60_000;

/** How a process was found for a pid, and how surely. */
export interface Located {
  readonly process: Process;
  readonly confidence: number;
  readonly reason: string;
}

export class ProcessTable {
  readonly processes: Process[] = [];
  readonly #byUid = new Map<string, Process>();
  readonly #byPid = new Map<number, Process[]>();
  readonly #pidless: Process[] = [];

  /** `pids` are process ids learned for uids whose own records carry none. */
  constructor(facts: ProcessFacts, pids: ReadonlyMap<string, number> = new Map()) {
    this.#fromUids(facts, pids);
    this.#fromPids(facts);
    for (const list of this.#byPid.values()) list.sort(compareLives);
    this.#applyEnds(facts);
    this.#linkParents(facts);
    this.#applyModules(facts);
    this.#applyFiles(facts);
  }

  byUid(uid: string): Process | undefined {
    return this.#byUid.get(uid);
  }

  /** The process a record speaks of: by its own id, else by pid and time. Never by pid alone. */
  locate(ref: ProcessRef, time: number): Located | undefined {
    if (ref.uid !== undefined) {
      const process = this.#byUid.get(ref.uid);
      if (process !== undefined)
        return { process, confidence: 1, reason: 'the record names the process by its unique id' };
    }
    return ref.pid === undefined ? undefined : this.#locatePid(ref.pid, ref.image, time);
  }

  /**
   * The same, but a process nobody recorded the start of (it ran before logging began) is made up from the record
   * itself, bounded by the lives known before and after.
   */
  locateOrAssume(ref: ProcessRef, time: number): Located | undefined {
    const located = this.locate(ref, time);
    if (located !== undefined || ref.pid === undefined) return located;
    if (this.#livesAt(ref.pid, time).length > 1) return undefined;
    const earlier = (this.#byPid.get(ref.pid) ?? []).filter(
      (life) => !life.key.startsWith('pid-') && lifeStart(life) <= time,
    );
    const key = `pid-${ref.pid}-${earlier.length}`;
    let process = this.#byUid.get(key);
    if (process === undefined) {
      process = newProcess(key, undefined, ref.pid, time);
      this.#add(process);
      this.#byPid.get(ref.pid)?.sort(compareLives);
      this.#byUid.set(key, process);
    }
    process.firstSeen = Math.min(process.firstSeen, time);
    process.lastSeen = Math.max(process.lastSeen, time);
    process.image ??= ref.image;
    return {
      process,
      confidence: 0.8,
      reason: `pid ${ref.pid}; its start was not recorded, no other process had this pid then`,
    };
  }

  #locatePid(pid: number, image: string | undefined, time: number): Located | undefined {
    const wanted = baseName(image);
    const fits = this.#livesAt(pid, time).filter((life) => {
      const name = baseName(life.image);
      return wanted === undefined || name === undefined || name === wanted;
    });
    const strict = fits.filter(
      (life) => lifeStart(life) <= time && time <= (life.end ?? Number.POSITIVE_INFINITY),
    );
    const one = fits.length === 1 ? fits[0] : strict.length === 1 ? strict[0] : undefined;
    if (one === undefined) return undefined;
    const reason =
      one.start === undefined
        ? `pid ${pid}; its start was not recorded, no other process had this pid then`
        : `pid ${pid}, alive at that time`;
    return { process: one, confidence: 0.8, reason };
  }

  /** Lives of a pid that contain the moment, with the slack that late and cut records need. */
  #livesAt(pid: number, time: number): Process[] {
    const lives = this.#byPid.get(pid) ?? [];
    return lives.filter((life, index) => {
      const next = lives[index + 1];
      const until = Math.min(
        (life.end ?? Number.POSITIVE_INFINITY) + AFTER_END,
        next?.start === undefined ? Number.POSITIVE_INFINITY : next.start + BEFORE_START,
      );
      const previous = lives[index - 1];
      const from =
        life.start === undefined ? (previous?.end ?? Number.NEGATIVE_INFINITY) : life.start - BEFORE_START;
      return from <= time && time <= until;
    });
  }

  #fromUids(facts: ProcessFacts, pids: ReadonlyMap<string, number>): void {
    for (const [uid, sighting] of sortedEntries(facts.sightings)) {
      const process = newProcess(uid, uid, sighting.pid ?? pids.get(uid), sighting.first);
      process.image = sighting.image;
      process.user = sighting.user;
      process.lastSeen = sighting.last;
      this.#add(process);
      this.#byUid.set(uid, process);
    }
    for (const [, { launch, places }] of sortedEntries(facts.launches)) {
      const process = launch.uid === undefined ? undefined : this.#byUid.get(launch.uid);
      if (process !== undefined) describe(process, launch, places);
    }
  }

  /** Launches without an id of their own (4688) join the one that has the same pid, image and second, or stand alone. */
  #fromPids(facts: ProcessFacts): void {
    const rest = [...facts.launches.values()].filter(({ launch }) => launch.uid === undefined);
    rest.sort(
      (a, b) => a.launch.time - b.launch.time || launchKey(a.launch).localeCompare(launchKey(b.launch)),
    );
    for (const { launch, places } of rest) {
      if (launch.pid === undefined) continue;
      const name = baseName(launch.image);
      const nameless = this.#withoutPid(launch);
      if (nameless !== undefined) {
        nameless.pid = launch.pid;
        this.#index(nameless);
        describe(nameless, launch, places);
        continue;
      }
      const twins = (this.#byPid.get(launch.pid) ?? []).filter((life) => {
        const start = life.start ?? life.firstSeen;
        const apart =
          life.start === undefined
            ? launch.time - start <= SAME_START
            : Math.abs(start - launch.time) <= SAME_START;
        const known = baseName(life.image);
        const alone = life.start !== undefined || !this.#laterLaunch(facts, launch, start);
        return apart && alone && (known === undefined || name === undefined || known === name);
      });
      twins.sort(
        (a, b) =>
          Math.abs((a.start ?? a.firstSeen) - launch.time) - Math.abs((b.start ?? b.firstSeen) - launch.time),
      );
      const twin = twins[0];
      if (twin !== undefined) {
        describe(twin, launch, places);
        continue;
      }
      const key = `pid-${launch.pid}@${Math.floor(launch.time / 1000)}`;
      const process = newProcess(key, undefined, launch.pid, launch.time);
      describe(process, launch, places);
      this.#add(process);
    }
  }

  /** The start that Sysmon told without a pid: same command line or, failing that, same image, within a few seconds. */
  #withoutPid(launch: ProcessLaunch): Process | undefined {
    const fits = this.#pidless.filter(
      (process) =>
        process.pid === undefined &&
        process.start !== undefined &&
        Math.abs(process.start - launch.time) <= SAME_START &&
        baseName(process.image) === baseName(launch.image),
    );
    const exact = fits.filter(
      (process) => launch.commandLine !== undefined && process.commandLine === launch.commandLine,
    );
    // Two that look alike cannot be told apart: better none than the wrong one.
    if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
    return fits.length === 1 && launch.commandLine === undefined ? fits[0] : undefined;
  }

  /** Between this launch and the sighting, did the same pid start again? Then the sighting is of that later life. */
  #laterLaunch(facts: ProcessFacts, launch: ProcessLaunch, sighted: number): boolean {
    for (const { launch: other } of facts.launches.values()) {
      if (other.pid === launch.pid && other.time > launch.time + SAME_START && other.time <= sighted)
        return true;
    }
    return false;
  }

  #applyEnds(facts: ProcessFacts): void {
    const ends = sortedEntries(facts.ends).sort(([, a], [, b]) => a.end.time - b.end.time);
    for (const [, { end, places }] of ends) {
      const process =
        end.uid === undefined
          ? this.#locatePid(end.pid ?? -1, end.image, end.time)?.process
          : this.#byUid.get(end.uid);
      if (process === undefined) continue;
      process.end = process.end === undefined ? end.time : Math.min(process.end, end.time);
      for (const place of places) addPlace(process.endPlaces, place);
    }
  }

  #linkParents(facts: ProcessFacts): void {
    for (const [, { launch }] of sortedEntries(facts.launches)) {
      const child =
        launch.uid === undefined
          ? this.#locatePid(launch.pid ?? -1, launch.image, launch.time)?.process
          : this.#byUid.get(launch.uid);
      if (child === undefined) continue;
      if (launch.parentUid !== undefined)
        child.parent = this.#byUid.get(launch.parentUid) ?? this.#unrecorded(launch);
      if (child.parent !== undefined || launch.parentPid === undefined) continue;
      const ref: ProcessRef = { uid: undefined, pid: launch.parentPid, image: launch.parentImage };
      const parent = this.locateOrAssume(ref, launch.time)?.process;
      if (parent !== child) child.parent = parent;
    }
  }

  /** A parent of which only its children's records speak. */
  #unrecorded(launch: ProcessLaunch): Process | undefined {
    if (launch.parentUid === undefined || launch.parentUid === launch.uid) return undefined;
    const parent = newProcess(launch.parentUid, launch.parentUid, launch.parentPid, launch.time);
    parent.image = launch.parentImage;
    parent.commandLine = launch.parentCommandLine;
    this.#byUid.set(launch.parentUid, parent);
    this.#add(parent);
    if (parent.pid !== undefined) this.#byPid.get(parent.pid)?.sort(compareLives);
    return parent;
  }

  #applyModules(facts: ProcessFacts): void {
    for (const [, load] of sortedEntries(facts.modules)) {
      const process = this.locate(load, load.time)?.process;
      if (process === undefined) continue;
      const module = baseName(load.module) ?? '';
      if (module.startsWith('system.management.automation')) process.hostsPowerShell = true;
      if (load.module.toLowerCase() !== process.image?.toLowerCase()) continue;
      process.signed = load.signed;
      process.signature = load.signature;
    }
  }

  #applyFiles(facts: ProcessFacts): void {
    for (const [, { ref, time, paths }] of sortedEntries(facts.files)) {
      const process = this.locate(ref, time)?.process;
      for (const path of paths) process?.files.add(path);
    }
  }

  #add(process: Process): void {
    this.processes.push(process);
    if (process.pid === undefined) this.#pidless.push(process);
    else this.#index(process);
  }

  #index(process: Process): void {
    if (process.pid === undefined) return;
    const lives = this.#byPid.get(process.pid);
    if (lives === undefined) this.#byPid.set(process.pid, [process]);
    else lives.push(process);
  }
}

function newProcess(key: string, uid: string | undefined, pid: number | undefined, seen: number): Process {
  return {
    key,
    uid,
    pid,
    image: undefined,
    commandLine: undefined,
    user: undefined,
    session: undefined,
    cwd: undefined,
    originalName: undefined,
    company: undefined,
    start: undefined,
    end: undefined,
    firstSeen: seen,
    lastSeen: seen,
    parent: undefined,
    parentPid: undefined,
    parentImage: undefined,
    parentCommandLine: undefined,
    signature: undefined,
    signed: undefined,
    hostsPowerShell: false,
    files: new Set(),
    launchPlaces: [],
    endPlaces: [],
  };
}

/** Fills what a launch tells; Sysmon's telling of a field stands over Security's. */
function describe(process: Process, launch: ProcessLaunch, places: readonly ProcessLaunch['place'][]): void {
  const first = launch.sensor === 'sysmon' || process.start === undefined;
  const pick = <T>(known: T | undefined, told: T | undefined): T | undefined =>
    first ? (told ?? known) : (known ?? told);
  process.start = first ? launch.time : process.start;
  process.image = pick(process.image, launch.image);
  process.commandLine = pick(process.commandLine, launch.commandLine);
  process.user = pick(process.user, launch.user);
  process.session = pick(process.session, launch.session);
  process.cwd = pick(process.cwd, launch.cwd);
  process.originalName = pick(process.originalName, launch.originalName);
  process.company = pick(process.company, launch.company);
  process.parentPid = pick(process.parentPid, launch.parentPid);
  process.parentImage = pick(process.parentImage, launch.parentImage);
  process.parentCommandLine = pick(process.parentCommandLine, launch.parentCommandLine);
  process.firstSeen = Math.min(process.firstSeen, launch.time);
  for (const place of places) addPlace(process.launchPlaces, place);
}

/** Entries by key: what is told first must not depend on what arrived first. */
function sortedEntries<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}

function launchKey(launch: ProcessLaunch): string {
  return `${launch.pid ?? ''}|${launch.image ?? ''}|${launch.commandLine ?? ''}`;
}

function lifeStart(process: Process): number {
  return process.start ?? Number.NEGATIVE_INFINITY;
}

function compareLives(a: Process, b: Process): number {
  return (a.start ?? a.firstSeen) - (b.start ?? b.firstSeen) || (a.key < b.key ? -1 : 1);
}
