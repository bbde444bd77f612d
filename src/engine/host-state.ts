/** Everything kept of one host: facts only, in any order. `view()` makes of them what the analytics join. */
import type { Attribution, HostView, ObservedOperation, ScriptFact } from '../analytics/host-view.ts';
import type { Recognition } from '../encryption/encryption-operation.ts';
import type { ProcessRef, SensorHealth } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { ConnectionFacts } from '../hosts/connection-facts.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import { NameMemory } from '../hosts/name-memory.ts';
import { ProcessFacts } from '../hosts/process-facts.ts';
import type { Process } from '../hosts/process.ts';
import { ProcessTable } from '../hosts/process-table.ts';
import type { Located } from '../hosts/process-table.ts';
import { EgressGroups } from './egress-groups.ts';
import type { Observation } from './observation.ts';
import { recogniseText } from './observer.ts';
import { ScriptFacts } from './script-facts.ts';
import type { WholeScript } from './script-facts.ts';
import type { HostTally } from './tally.ts';
import type { TextRecogniser } from './text-recogniser.ts';

/** How many facts of each kind are kept for a host; beyond that they are counted as dropped. */
export interface StateLimits {
  readonly processes: number;
  readonly connections: number;
  readonly names: number;
  readonly scripts: number;
}

export const DEFAULT_LIMITS: StateLimits = {
  processes: 200_000,
  connections: 200_000,
  names: 100_000,
  scripts: 50_000,
};

const SENSOR_CODES: Readonly<Record<string, string>> = {
  sysmon: 'Sysmon',
  'windows-security': 'Security',
  powershell: 'PowerShell',
};

export class HostState {
  readonly #processes: ProcessFacts;
  readonly #connections: ConnectionFacts;
  readonly #names: NameMemory;
  readonly #scripts: ScriptFacts;
  /** Command lines in which something was read, by text and second. */
  readonly #commands = new Map<
    string,
    { ref: ProcessRef; time: number; recognition: Recognition; seenIn: string; place: Place }
  >();
  readonly #health = new Map<string, SensorHealth>();
  readonly #isExternal: (address: string) => boolean;

  constructor(isExternal: (address: string) => boolean, limits: StateLimits = DEFAULT_LIMITS) {
    this.#isExternal = isExternal;
    this.#processes = new ProcessFacts(limits.processes);
    this.#connections = new ConnectionFacts(limits.connections);
    this.#names = new NameMemory(limits.names);
    this.#scripts = new ScriptFacts(limits.scripts);
  }

  add(observation: Observation): void {
    const { event, recognition } = observation;
    this.#processes.add(event);
    switch (event.kind) {
      case 'connection':
        if (event.direction !== 'inbound' && this.#isExternal(event.remoteAddress))
          this.#connections.add(event);
        break;
      case 'name':
        this.#names.add(event);
        break;
      case 'script':
        this.#scripts.add(observation);
        break;
      case 'launch': {
        if (recognition === undefined) break;
        const key = `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${Math.floor(event.time / 1000)}|${event.commandLine ?? ''}`;
        const seenIn = `${SENSOR_CODES[event.sensor] ?? ''} ${event.code}`;
        if (!this.#commands.has(key))
          this.#commands.set(key, { ref: event, time: event.time, recognition, seenIn, place: event.place });
        break;
      }
      case 'health':
        this.#health.set(`${event.state}|${event.time}|${event.detail}`, event);
        break;
      default:
        break;
    }
  }

  /** Takes over all facts of another name of the same host. */
  absorb(other: HostState): void {
    this.#processes.absorb(other.#processes);
    this.#connections.absorb(other.#connections);
    this.#names.absorb(other.#names);
    this.#scripts.absorb(other.#scripts);
    for (const [key, command] of other.#commands)
      if (!this.#commands.has(key)) this.#commands.set(key, command);
    for (const [key, health] of other.#health) this.#health.set(key, health);
  }

  view(host: string, aliases: readonly string[], tally: HostTally, recogniser: TextRecogniser): HostView {
    const connections = this.#connections.resolve();
    const table = new ProcessTable(this.#processes, learnedPids(connections));
    const scripts = this.#resolveScripts(table, recogniser);
    const egress = new EgressGroups(this.#names.index(table));
    let attributed = 0;
    for (const fact of connections) {
      const owner = attribute(table, fact);
      if (owner === undefined) continue;
      attributed++;
      egress.add(fact, owner.process, owner.attribution);
    }
    const operations = [...this.#commandOperations(table), ...scripts.operations];
    return {
      host,
      aliases,
      processes: table.processes,
      egresses: egress.all(),
      operations,
      scripts: scripts.facts,
      presence: {
        processStart: this.#processes.launches.size > 0,
        commandLine: tally.commandLine,
        scriptText: tally.scriptText,
        connections: tally.connections,
        names: tally.names,
        imageSignatures: tally.imageSignatures,
      },
      externalConnections: connections.length,
      attributedConnections: attributed,
      sensors: [...new Set([...tally.kinds].map((kind) => kind.slice(0, kind.lastIndexOf(' '))))].sort(),
      first: tally.first,
      last: tally.last,
      notes: this.#notes(),
    };
  }

  *#commandOperations(table: ProcessTable): Generator<ObservedOperation> {
    for (const [, command] of [...this.#commands].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const located = table.locate(command.ref, command.time);
      if (located === undefined) continue;
      for (const operation of command.recognition.operations) {
        yield {
          process: located.process,
          operation,
          recognition: command.recognition,
          time: command.time,
          seenIn: `${command.seenIn}, command line`,
          blockId: undefined,
          scriptPath: undefined,
          gap: undefined,
          processConfidence: 1,
          places: [command.place],
        };
      }
    }
  }

  #resolveScripts(
    table: ProcessTable,
    recogniser: TextRecogniser,
  ): { facts: ScriptFact[]; operations: ObservedOperation[] } {
    const facts: ScriptFact[] = [];
    const operations: ObservedOperation[] = [];
    for (const whole of [...this.#scripts.resolve()].sort(byTime)) {
      const { event } = whole;
      const located = locateScript(table, whole);
      if (located === undefined) continue;
      if (event.form !== 'host-application') located.process.hostsPowerShell = true;
      const recognition =
        whole.recognition ??
        (event.parts > 1 ? recogniseText(recogniser, event.form, whole.text) : undefined);
      if (recognition === undefined) continue;
      const seenIn = `${SENSOR_CODES[event.sensor] ?? ''} ${event.code}`;
      const { blockId, path, time } = event;
      const { places } = whole;
      facts.push({ process: located.process, time, recognition, blockId, path, seenIn, places });
      for (const operation of recognition.operations) {
        operations.push({
          process: located.process,
          operation,
          recognition,
          time,
          seenIn,
          blockId,
          scriptPath: path,
          gap: whole.gap,
          processConfidence: located.confidence,
          places,
        });
      }
    }
    return { facts, operations };
  }

  #notes(): string[] {
    const notes = [...this.#health.values()]
      .filter((health) => health.state === 'error' || health.state === 'stopped')
      .sort((a, b) => a.time - b.time || (a.detail < b.detail ? -1 : 1))
      .slice(0, 20)
      .map((health) => `${new Date(health.time).toISOString()} ${health.detail}`);
    const dropped =
      this.#processes.dropped + this.#connections.dropped + this.#names.dropped + this.#scripts.dropped;
    if (dropped > 0) notes.push(`${dropped} facts were left out because a memory limit was reached`);
    return notes;
  }
}

/** A connection told by Sysmon without a pid and by the filtering platform with one ties that guid to that pid. */
function learnedPids(connections: readonly ConnectionFact[]): Map<string, number> {
  const pids = new Map<string, number>();
  for (const { told } of connections) {
    const tellings = [...told.values()];
    const uid = tellings.find((event) => event.uid !== undefined && event.pid === undefined)?.uid;
    const pid = tellings.find((event) => event.uid === undefined)?.pid;
    if (uid === undefined || pid === undefined) continue;
    const known = pids.get(uid);
    pids.set(uid, known === undefined ? pid : Math.min(known, pid));
  }
  return pids;
}

/** The owner of a connection: the sensor that names it by a unique id first, then pid and life span. */
function attribute(
  table: ProcessTable,
  fact: ConnectionFact,
): { process: Process; attribution: Attribution } | undefined {
  const tellings = [...fact.told].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
  const native = tellings.find((event) => event.uid !== undefined && table.byUid(event.uid) !== undefined);
  const both =
    new Set(tellings.map((event) => event.sensor)).size > 1
      ? '; Sysmon and the filtering platform agree'
      : '';
  if (native?.uid !== undefined) {
    const process = table.byUid(native.uid);
    if (process !== undefined) {
      const reason = `Sysmon names the process by its ProcessGuid${both}`;
      return { process, attribution: { method: 'native', confidence: 1, reason } };
    }
  }
  for (const event of tellings) {
    const located = table.locateOrAssume(event, event.time);
    if (located === undefined) continue;
    const reason = `the record names ${located.reason}${both}`;
    return {
      process: located.process,
      attribution: { method: 'native', confidence: located.confidence, reason },
    };
  }
  return undefined;
}

/** PowerShell's own log is written by the process itself; the classic log names none, only its command line. */
function locateScript(table: ProcessTable, { event, text }: WholeScript): Located | undefined {
  if (event.pid !== undefined) return table.locateOrAssume(event, event.time);
  if (event.form !== 'host-application') return undefined;
  const wanted = text.trim();
  const same = table.processes.filter(
    (process) =>
      process.commandLine?.trim() === wanted &&
      process.firstSeen <= event.time + 5_000 &&
      event.time <= (process.end ?? Number.POSITIVE_INFINITY) + 5_000,
  );
  const only = same.length === 1 ? same[0] : undefined;
  if (only === undefined) return undefined;
  return { process: only, confidence: 0.6, reason: 'the host application has its command line' };
}

function byTime(a: WholeScript, b: WholeScript): number {
  return (
    a.event.time - b.event.time ||
    (a.event.blockId ?? '').localeCompare(b.event.blockId ?? '') ||
    (a.text < b.text ? -1 : 1)
  );
}
