/** Connections of one process to one destination and port, gathered into one egress. */
import type { Attribution, Egress } from '../analytics/host-view.ts';
import type { ConnectionFact } from '../hosts/connection-facts.ts';
import { addPlace } from '../hosts/process-facts.ts';
import type { LearnedName, NameIndex } from '../hosts/name-memory.ts';
import type { Process } from '../hosts/process.ts';
import type { Place } from '../event/place.ts';

interface Group {
  readonly process: Process;
  readonly first: ConnectionFact;
  readonly name: LearnedName | undefined;
  sensorName: string | undefined;
  readonly addresses: Set<string>;
  readonly sensors: Set<string>;
  readonly times: number[];
  readonly places: Place[];
  connections: number;
  from: number;
  to: number;
  attribution: Attribution;
}

/** Enough to find the connection closest to an encryption; first and last are kept anyway. */
const MOST_TIMES = 512;
const SENSORS: Readonly<Record<string, string>> = { sysmon: 'Sysmon', 'windows-security': 'Security' };

export class EgressGroups {
  readonly #groups = new Map<string, Group>();
  readonly #names: NameIndex;

  constructor(names: NameIndex) {
    this.#names = names;
  }

  /** Facts come in time order. */
  add(fact: ConnectionFact, process: Process, attribution: Attribution): void {
    const name = this.#names.nameOf(fact.remoteAddress, process, fact.first);
    const key = `${process.key}|${name?.name ?? fact.remoteAddress}|${fact.protocol}|${fact.remotePort}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = {
        process,
        first: fact,
        name,
        sensorName: undefined,
        addresses: new Set(),
        sensors: new Set(),
        times: [],
        places: [],
        connections: 0,
        from: fact.first,
        to: fact.last,
        attribution,
      };
      this.#groups.set(key, group);
    }
    group.connections++;
    group.addresses.add(fact.remoteAddress);
    group.from = Math.min(group.from, fact.first);
    group.to = Math.max(group.to, fact.last);
    if (group.times.length < MOST_TIMES) group.times.push(fact.first);
    if (attribution.confidence > group.attribution.confidence) group.attribution = attribution;
    for (const event of fact.told.values()) {
      group.sensors.add(`${SENSORS[event.sensor] ?? event.sensor} ${event.code}`);
      if (
        event.remoteName !== undefined &&
        (group.sensorName === undefined || event.remoteName < group.sensorName)
      ) {
        group.sensorName = event.remoteName;
      }
      process.user ??= event.user;
      process.image ??= event.image;
    }
    for (const place of fact.places) addPlace(group.places, place);
  }

  all(): Egress[] {
    return [...this.#groups.values()].map((group) => ({
      process: group.process,
      address: group.first.remoteAddress,
      port: group.first.remotePort,
      protocol: group.first.protocol,
      name: group.name,
      sensorName: group.sensorName,
      addresses: [...group.addresses].sort(),
      connections: group.connections,
      first: group.from,
      last: group.to,
      times: group.times,
      attribution: group.attribution,
      sensors: [...group.sensors].sort(),
      places: group.places,
    }));
  }
}
