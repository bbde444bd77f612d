/** Everything kept of one host: facts only, in any order. `view()` makes of them what the analytics join. */
import type { HostView, ObservedOperation, ScriptFact } from '../analytics/host-view.ts';
import type { Recognition } from '../encryption/encryption-operation.ts';
import type { NameLookup, Platform, ProcessLaunch, SensorHealth } from '../event/event.ts';
import type { Place } from '../event/place.ts';
import { recordTitle } from '../event/sensor.ts';
import { sortedEntries } from '../event/sorted-entries.ts';
import { ConnectionFacts } from '../hosts/connection-facts.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import { NameMemory } from '../hosts/name-memory.ts';
import { addPlace, ProcessFacts } from '../hosts/process-facts.ts';
import { ProcessTable } from '../hosts/process-table.ts';
import { comesFirst } from '../hosts/telling-order.ts';
import { attributeConnection, commandIndex, learnedPids, locateScript } from './attribution.ts';
import { EgressGroups } from './egress-groups.ts';
import { inferEgress, NONE_INFERRED } from './infer-egress.ts';
import type { NetworkView } from './network-evidence.ts';
import { asksNames, asksWithData } from './name-questions.ts';
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
  /** Of all hosts together. */
  readonly flows: number;
}

export const DEFAULT_LIMITS: StateLimits = {
  processes: 200_000,
  connections: 200_000,
  names: 100_000,
  scripts: 50_000,
  flows: 1_000_000,
};

/** What a host's state is looked at with. */
export interface ViewContext {
  readonly host: string;
  readonly aliases: readonly string[];
  readonly tally: HostTally;
  readonly recogniser: TextRecogniser;
  readonly connections: readonly ConnectionFact[];
  /** `undefined` where no network sensor told of anything. */
  readonly network: NetworkView | undefined;
}

interface RecognisedCommand {
  event: ProcessLaunch;
  readonly recognition: Recognition;
  readonly places: Place[];
}

export class HostState {
  readonly #processes: ProcessFacts;
  readonly #connections: ConnectionFacts;
  readonly #names: NameMemory;
  readonly #scripts: ScriptFacts;
  /** Command lines in which something was read, by text and second. */
  readonly #commands = new Map<string, RecognisedCommand>();
  readonly #mostCommands: number;
  #droppedCommands = 0;
  /** A network sensor saw it look up names. */
  #lookedUp = false;
  readonly #health = new Map<string, SensorHealth>();
  readonly #isExternal: (address: string) => boolean;

  constructor(isExternal: (address: string) => boolean, limits: StateLimits = DEFAULT_LIMITS) {
    this.#isExternal = isExternal;
    this.#mostCommands = limits.processes;
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
        // What failed for good carried nothing out.
        if (event.direction === 'inbound' || event.failed === true) break;
        if (this.#isExternal(event.remoteAddress) || asksNames(event)) this.#connections.add(event);
        break;
      case 'name':
        this.#names.add(event);
        break;
      case 'script':
        this.#scripts.add(observation);
        break;
      case 'launch': {
        if (recognition === undefined) break;
        this.#addCommand({ event, recognition, places: [event.place] });
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
    for (const command of other.#commands.values()) this.#addCommand(command);
    this.#droppedCommands += other.#droppedCommands;
    for (const [key, health] of other.#health) this.#health.set(key, health);
  }

  #addCommand(command: RecognisedCommand): void {
    const { event } = command;
    const key = `${event.sensor}|${event.uid ?? ''}|${event.pid ?? ''}|${Math.floor(event.time / 1000)}|${event.commandLine ?? ''}`;
    const known = this.#commands.get(key);
    if (known !== undefined) {
      if (comesFirst(event, known.event)) known.event = event;
      for (const place of command.places) addPlace(known.places, place);
    } else if (this.#commands.size >= this.#mostCommands) this.#droppedCommands++;
    else this.#commands.set(key, { ...command, places: [...command.places] });
  }

  /** External connections, each once. */
  connections(): ConnectionFact[] {
    return this.#connections.resolve();
  }

  /** A lookup that a network sensor saw this host make. */
  addLookup(event: NameLookup): void {
    this.#lookedUp = true;
    this.#names.add({ ...event, uid: undefined, pid: undefined });
  }

  view({ host, aliases, tally, recogniser, connections, network }: ViewContext): HostView {
    const table = new ProcessTable(this.#processes, learnedPids(connections));
    const scripts = this.#resolveScripts(table, recogniser);
    const names = this.#names.index(table);
    const egress = new EgressGroups(names);
    let external = 0;
    let attributed = 0;
    for (const fact of connections) {
      const isExternal = this.#isExternal(fact.remoteAddress);
      if (isExternal) external++;
      const owner = attributeConnection(table, fact);
      if (owner === undefined) continue;
      if (isExternal) attributed++;
      else if (!asksWithData(owner.process)) continue;
      egress.add(fact, owner.process, owner.attribution, network?.matchOf(fact));
    }
    const inferred =
      network === undefined || tally.connections
        ? NONE_INFERRED
        : inferEgress(host, table, network, names, egress);
    const egresses = egress.all();
    const operations = [...this.#commandOperations(table), ...scripts.operations];
    return {
      host,
      aliases,
      platform: platformOf(tally),
      renames: this.#processes.renames,
      processes: table.processes,
      egresses,
      operations,
      scripts: scripts.facts,
      presence: {
        processStart: this.#processes.launches.size > 0,
        commandLine: tally.commandLine,
        scriptText: tally.scriptText,
        connections: tally.connections,
        names: tally.names || this.#lookedUp,
        imageSignatures: tally.imageSignatures,
        volumes: tally.volumes || egresses.some(({ bytesOut }) => bytesOut !== undefined),
        payload: egresses.some(({ wire }) => wire?.payloadOut !== undefined),
      },
      externalConnections: external + inferred.flows,
      attributedConnections: attributed + inferred.owned,
      sensors: [...new Set([...tally.kinds].map((kind) => kind.slice(0, kind.lastIndexOf(' '))))].sort(),
      first: tally.first,
      last: tally.last,
      notes: this.#notes(),
    };
  }

  *#commandOperations(table: ProcessTable): Generator<ObservedOperation> {
    for (const [, command] of sortedEntries(this.#commands)) {
      const { event, recognition, places } = command;
      const located = table.locate(event, event.time);
      if (located === undefined) continue;
      const seenIn = `${recordTitle(event.sensor, event.code)}, command line`;
      for (const operation of recognition.operations) {
        yield {
          process: located.process,
          operation,
          recognition,
          time: event.time,
          seenIn,
          blockId: undefined,
          scriptPath: undefined,
          gap: undefined,
          processConfidence: 1,
          places,
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
    const commands = commandIndex(table);
    for (const whole of [...this.#scripts.resolve()].sort(byTime)) {
      const { event } = whole;
      const located = locateScript(table, commands, whole);
      if (located === undefined) continue;
      if (event.form !== 'host-application') located.process.hostsPowerShell = true;
      const recognition =
        whole.recognition ??
        (event.parts > 1 ? recogniseText(recogniser, { ...event, text: whole.text }) : undefined);
      if (recognition === undefined) continue;
      const seenIn = recordTitle(event.sensor, event.code);
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
      .filter(({ state }) => state !== 'started' && state !== 'configuration-changed')
      .sort((a, b) => a.time - b.time || (a.detail < b.detail ? -1 : 1))
      .slice(0, 20)
      .map((health) => `${new Date(health.time).toISOString()} ${health.detail}`);
    const dropped =
      this.#processes.dropped +
      this.#connections.dropped +
      this.#names.dropped +
      this.#scripts.dropped +
      this.#droppedCommands;
    if (dropped > 0) notes.push(`${dropped} facts were left out because a memory limit was reached`);
    return notes;
  }
}

/** A host runs one system; should several sensors disagree, the answer is at least always the same. */
function platformOf({ platforms }: HostTally): Platform {
  return [...platforms].sort()[0] ?? 'windows';
}

function byTime(a: WholeScript, b: WholeScript): number {
  return (
    a.event.time - b.event.time ||
    compareText(a.event.blockId ?? '', b.event.blockId ?? '') ||
    compareText(a.text, b.text)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
