/**
 * The process table of one host, made from all facts at once, so that order of arrival cannot matter.
 *
 * Pids are reused. Every question "which process was pid 4312 at that time?" is answered from life spans, and two
 * unknown pids never match.
 */
import type { Platform, ProcessLaunch, ProcessRef } from '../event/event.ts';
import { SENSORS } from '../event/sensor.ts';
import type { Sensor } from '../event/sensor.ts';
import { sortedEntries } from '../event/sorted-entries.ts';
import { describeLaunch } from './describe-launch.ts';
import { newProcess } from './new-process.ts';
import { PidHistory } from './pid-history.ts';
import { addPlace } from './process-facts.ts';
import type { ProcessFacts } from './process-facts.ts';
import { ProcessLives } from './process-lives.ts';
import { becameAtOnce, inheritParents, linkReplaced } from './replaced-images.ts';
import { baseName } from './process.ts';
import type { Process } from './process.ts';

/** The start of one process in two sensors: NXLog cuts times to the second, and Sysmon's clock may run beside. */
const SAME_START = 3_000;
/** Records of a process are written up to a minute after its exit. */
const LATE_RECORD = 60_000;
const MOST_LIBRARIES = 64;

/** A record's word for a process; which sensor wrote it tells how exact its time is. */
export interface SensedProcess extends ProcessRef {
  readonly sensor?: Sensor;
  readonly platform?: Platform | undefined;
}

/** How a process was found for a pid, and how surely. */
export interface Located {
  readonly process: Process;
  readonly confidence: number;
  readonly reason: string;
}

export class ProcessTable {
  readonly processes: Process[] = [];
  readonly #byUid = new Map<string, Process>();
  readonly #lives = new ProcessLives();
  /** Starts that were told without a pid, by program and span of time. */
  readonly #pidless = new Map<string, Process[]>();
  /** Process of each launch that names no unique id. */
  readonly #launched = new Map<ProcessLaunch, Process>();
  readonly #keys = new Set<string>();
  /** Made up from records of processes whose start nobody recorded, by pid and number of earlier lives. */
  readonly #assumed = new Map<string, Process>();
  readonly #madeUp = new Set<Process>();
  #begunByExec: ReadonlySet<Process> = new Set();

  /** `pids` are process ids learned for uids whose own records carry none. */
  constructor(facts: ProcessFacts, pids: ReadonlyMap<string, number> = new Map()) {
    this.#fromUids(facts, pids);
    this.#fromPids(facts);
    this.#lives.arrangeAll();
    this.#applyEnds(facts);
    const processOf = (launch: ProcessLaunch): Process | undefined => this.#processOf(launch);
    // Which images are one process tells whose child another is, and whose child it is may tell of further images.
    linkReplaced(facts, this.#lives, processOf);
    this.#linkParents(facts);
    this.#begunByExec = linkReplaced(facts, this.#lives, processOf);
    inheritParents(this.#begunByExec);
    this.#applyModules(facts);
    this.#applyFiles(facts);
  }

  byUid(uid: string): Process | undefined {
    return this.#byUid.get(uid);
  }

  /** The process a record speaks of: by its own id, else by pid and time. Never by pid alone. */
  locate(ref: SensedProcess, time: number): Located | undefined {
    const own = ref.uid === undefined ? undefined : this.#byUid.get(ref.uid);
    if (own !== undefined) {
      return { process: own, confidence: 1, reason: 'the record names the process by its unique id' };
    }
    const process = ref.pid === undefined ? undefined : this.#lifeOf(ref.pid, ref, time);
    // Another unique id is another process, whatever the pid says.
    if (process === undefined || (ref.uid !== undefined && process.uid !== undefined)) return undefined;
    const reason =
      process.start === undefined ? unrecordedStart(ref.pid) : `pid ${ref.pid}, alive at that time`;
    return { process, confidence: 0.8, reason };
  }

  /**
   * The same, but a process nobody recorded the start of (it ran before logging began) is made up from the record
   * itself, bounded by the lives known before and after.
   */
  locateOrAssume(ref: SensedProcess, time: number): Located | undefined {
    const located = this.locate(ref, time);
    if (located !== undefined || ref.pid === undefined) return located;
    if (!isExact(ref) && this.#lives.at(ref.pid, time).length > 1) return undefined;
    const process = this.#assume(ref.pid, ref, time);
    process.image ??= ref.image;
    this.#sawAlive(process, time);
    const next = isExact(ref) && this.#madeUp.has(process) ? this.#lives.after(process) : undefined;
    if (next !== undefined && this.#begunByExec.has(next) && becameAtOnce(process, next))
      next.replaced = process;
    return { process, confidence: 0.8, reason: unrecordedStart(ref.pid) };
  }

  /** One process for each pid, number of recorded lives before it, and program. */
  #assume(pid: number, ref: SensedProcess, time: number): Process {
    const name = baseName(ref.image);
    const { platform } = ref;
    const earlier = this.#lives
      .of(pid)
      .filter((life) => !this.#madeUp.has(life) && (life.start ?? life.firstSeen) <= time);
    const key = `pid-${pid}-${earlier.length}`;
    const known = this.#assumed.get(key);
    if (known === undefined) return this.#newAssumed(key, pid, time, platform);
    const image = baseName(known.image);
    if (image === undefined || name === undefined || image === name) return known;
    const named = `${key}-${name}`;
    return this.#assumed.get(named) ?? this.#newAssumed(named, pid, time, platform);
  }

  #lifeOf(pid: number, ref: SensedProcess, time: number): Process | undefined {
    return isExact(ref)
      ? this.#lives.exactly(pid, ref.image, time)
      : this.#lives.locate(pid, ref.image, time);
  }

  #newAssumed(key: string, pid: number, time: number, platform: Platform | undefined): Process {
    const process = newProcess(key, undefined, pid, time, platform);
    this.#assumed.set(key, process);
    this.#madeUp.add(process);
    this.#add(process);
    this.#lives.arrange(pid);
    return process;
  }

  #fromUids(facts: ProcessFacts, pids: ReadonlyMap<string, number>): void {
    for (const [uid, sighting] of sortedEntries(facts.sightings)) {
      const process = newProcess(uid, uid, sighting.pid ?? pids.get(uid), sighting.first, sighting.platform);
      process.image = sighting.image;
      process.user = sighting.user;
      process.lastSeen = sighting.last;
      this.#add(process);
      this.#byUid.set(uid, process);
    }
    // What a child was forked as stands only until it is told what it became.
    const told = sortedEntries(facts.launches).sort(
      ([, a], [, b]) => Number(a.launch.how === 'fork') - Number(b.launch.how === 'fork'),
    );
    for (const [, { launch, places }] of told) {
      const process = launch.uid === undefined ? undefined : this.#byUid.get(launch.uid);
      if (process !== undefined) describeLaunch(process, launch, places);
    }
  }

  /** Launches without an id of their own (4688) join the one that has the same pid, image and second, or stand alone. */
  #fromPids(facts: ProcessFacts): void {
    const history = new PidHistory(facts);
    for (const process of this.processes) this.#indexPidless(process);
    const rest = sortedEntries(facts.launches).filter(([, { launch }]) => launch.uid === undefined);
    // A child is forked before it becomes something, also where both are told with the same second.
    rest.sort(
      ([, a], [, b]) =>
        a.launch.time - b.launch.time || Number(b.launch.how === 'fork') - Number(a.launch.how === 'fork'),
    );
    const joined = new Set<Process>();
    for (const [, { launch, places }] of rest) {
      if (launch.pid === undefined) continue;
      const process =
        this.#withoutPid(launch) ?? this.#twin(launch, history, joined) ?? this.#newLife(launch);
      if (process.pid === undefined) {
        process.pid = launch.pid;
        this.#lives.add(process);
      }
      joined.add(process);
      this.#launched.set(launch, process);
      describeLaunch(process, launch, places);
    }
  }

  /** The life that Sysmon tells of and this launch began. Two launches of one sensor are two processes. */
  #twin(launch: ProcessLaunch, history: PidHistory, joined: ReadonlySet<Process>): Process | undefined {
    const name = baseName(launch.image);
    const began = (life: Process): number => life.start ?? life.firstSeen;
    let twin: Process | undefined;
    for (const life of this.#lives.of(launch.pid ?? -1)) {
      const known = baseName(life.image);
      if (joined.has(life) || (known !== undefined && name !== undefined && known !== name)) continue;
      if (!couldBegin(launch, life, history)) continue;
      const apart = Math.abs(began(life) - launch.time);
      if (twin === undefined || apart < Math.abs(began(twin) - launch.time)) twin = life;
    }
    return twin;
  }

  #newLife(launch: ProcessLaunch): Process {
    const second = `pid-${launch.pid ?? ''}@${Math.floor(launch.time / 1000)}`;
    let key = second;
    for (let next = 2; this.#keys.has(key); next++) key = `${second}#${next}`;
    const process = newProcess(key, undefined, launch.pid, launch.time, launch.platform);
    this.#add(process);
    return process;
  }

  /** The start that Sysmon told without a pid: same command line or, failing that, same image, within a few seconds. */
  #withoutPid(launch: ProcessLaunch): Process | undefined {
    const span = Math.floor(launch.time / SAME_START);
    const fits = [span - 1, span, span + 1]
      .flatMap((near) => this.#pidless.get(`${near}|${baseName(launch.image) ?? ''}`) ?? [])
      .filter(({ pid, start }) => pid === undefined && Math.abs((start ?? 0) - launch.time) <= SAME_START);
    const exact = fits.filter(
      (process) => launch.commandLine !== undefined && process.commandLine === launch.commandLine,
    );
    // Two that look alike cannot be told apart: better none than the wrong one.
    if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
    return fits.length === 1 && launch.commandLine === undefined ? fits[0] : undefined;
  }

  #indexPidless(process: Process): void {
    if (process.pid !== undefined || process.start === undefined) return;
    const key = `${Math.floor(process.start / SAME_START)}|${baseName(process.image) ?? ''}`;
    const known = this.#pidless.get(key);
    if (known === undefined) this.#pidless.set(key, [process]);
    else known.push(process);
  }

  #applyEnds(facts: ProcessFacts): void {
    const ends = sortedEntries(facts.ends).sort(([, a], [, b]) => a.end.time - b.end.time);
    for (const [, { end, places }] of ends) {
      const process = this.locate(end, end.time)?.process;
      if (process === undefined) continue;
      process.end = process.end === undefined ? end.time : Math.min(process.end, end.time);
      for (const place of places) addPlace(process.endPlaces, place);
    }
  }

  #linkParents(facts: ProcessFacts): void {
    for (const [, { launch }] of sortedEntries(facts.launches)) {
      const child = this.#processOf(launch);
      if (child === undefined) continue;
      child.responsible ??= this.#responsibleFor(launch, child);
      const parent = child.parent ?? this.#parentOf(launch);
      // A record that names the process as its own parent names none.
      if (parent === undefined || parent === child) continue;
      child.parent = parent;
      this.#sawAlive(parent, launch.time);
    }
  }

  #processOf(launch: ProcessLaunch): Process | undefined {
    return launch.uid === undefined ? this.#launched.get(launch) : this.#byUid.get(launch.uid);
  }

  #responsibleFor(launch: ProcessLaunch, own: Process): Process | undefined {
    const { responsibleUid: uid, responsiblePid: pid, sensor } = launch;
    if (uid === undefined && pid === undefined) return undefined;
    const process = this.locate({ uid, pid, image: undefined, sensor }, launch.time)?.process;
    return process === own ? undefined : process;
  }

  #parentOf(launch: ProcessLaunch): Process | undefined {
    const { parentUid, parentPid, parentImage, time, sensor, platform } = launch;
    const known = parentUid === undefined ? undefined : this.#byUid.get(parentUid);
    if (known !== undefined) return known;
    const ref: SensedProcess = { uid: parentUid, pid: parentPid, image: parentImage, sensor, platform };
    if (parentUid === undefined)
      return parentPid === undefined ? undefined : this.locateOrAssume(ref, time)?.process;
    // Only its children's records speak of it by this id; another sensor may have told of its start.
    const parent = this.locate(ref, time)?.process ?? this.#unrecorded(parentUid, launch);
    this.#byUid.set(parentUid, parent);
    return parent;
  }

  #unrecorded(uid: string, launch: ProcessLaunch): Process {
    const parent = newProcess(uid, uid, launch.parentPid, launch.time, launch.platform);
    parent.image = launch.parentImage;
    parent.commandLine = launch.parentCommandLine;
    this.#add(parent);
    this.#lives.arrange(parent.pid);
    return parent;
  }

  #sawAlive(process: Process, time: number): void {
    process.lastSeen = Math.max(process.lastSeen, time);
    if (time >= process.firstSeen) return;
    process.firstSeen = time;
    this.#lives.arrange(process.pid);
  }

  #applyModules(facts: ProcessFacts): void {
    for (const [, load] of sortedEntries(facts.modules)) {
      const process = this.locate(load, load.time)?.process;
      if (process === undefined) continue;
      const module = baseName(load.module) ?? '';
      if (process.libraries.size < MOST_LIBRARIES) process.libraries.add(module);
      if (module.startsWith('system.management.automation')) process.hostsPowerShell = true;
      if (load.module.toLowerCase() !== process.image?.toLowerCase()) continue;
      process.signed = load.signed;
      process.signature = load.signature;
    }
  }

  #applyFiles(facts: ProcessFacts): void {
    for (const [, { ref, time, wrote, read }] of sortedEntries(facts.files)) {
      const process = this.locate(ref, time)?.process;
      for (const path of wrote) process?.files.add(path);
      for (const path of read) process?.reads.add(path);
    }
  }

  #add(process: Process): void {
    this.processes.push(process);
    this.#keys.add(process.key);
    this.#lives.add(process);
  }
}

function isExact({ sensor }: SensedProcess): boolean {
  return sensor !== undefined && SENSORS[sensor].exactClock;
}

/** Same start in two sensors; or a life whose start Sysmon missed, if the pid was not given away in between. */
function couldBegin(launch: ProcessLaunch, life: Process, history: PidHistory): boolean {
  const pid = launch.pid ?? -1;
  if (life.start !== undefined) return Math.abs(life.start - launch.time) <= SAME_START;
  if (launch.time - life.firstSeen > SAME_START) return false;
  return (
    !history.startedBetween(pid, launch.time + SAME_START, life.firstSeen) &&
    !history.endedBetween(pid, launch.time, life.firstSeen - LATE_RECORD)
  );
}

function unrecordedStart(pid: number | undefined): string {
  return `pid ${pid ?? 'unknown'}; its start was not recorded, no other process had this pid then`;
}
