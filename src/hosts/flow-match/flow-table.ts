/**
 * All flows that network sensors told of, each once: records of one sensor meet by its flow id, else by 5-tuple and time; those
 * of several sensors by 5-tuple (either direction, either side of an address translation) and time, their clocks measured
 * against each other. Neither order nor repetition of the records changes the result.
 */
import { communityId } from '../../event/community-id.ts';
import type { Flow } from '../../event/event.ts';
import { protocolNumber } from '../../normalize/network/protocol-name.ts';
import { areWhole, tupleKey } from './flow-ends.ts';
import type { FlowEnds } from './flow-ends.ts';
import { endsOf, FlowTelling } from './flow-telling.ts';
import { joinSensors } from './join-sensors.ts';
import type { JoinedFlow } from './joined-flow.ts';
import type { SensorClock } from './sensor-clocks.ts';

export interface FlowTableSettings {
  /** Flows that are kept at most; what exceeds it is counted in `dropped`. */
  readonly limit: number;
}

export interface JoinedFlows {
  /** By start, then id. */
  readonly flows: readonly JoinedFlow[];
  /** What was measured of the sensors' clocks. */
  readonly clocks: readonly SensorClock[];
}

/** Records of one tuple and sensor without an id belong to one flow while no longer silence lies between them. */
const SILENCE = 120_000;

/** Partial records of one flow id that are kept until their flow is known. */
const MOST_PARTIAL = 16;

export class FlowTable {
  readonly #limit: number;
  readonly #byId = new Map<string, FlowTelling>();
  /** Further flows that were given the id of one above. */
  readonly #idAgain = new Map<string, Map<string, FlowTelling>>();
  /** Records with an id that do not name both ends in full. */
  readonly #partial = new Map<string, Flow[]>();
  /** Tellings of one sensor and tuple, none within a silence of another. */
  readonly #byTuple = new Map<string, FlowTelling[]>();
  /** Flows of which an end is not known (proxies do not log the client's port): each record is one. */
  readonly #single = new Map<string, FlowTelling>();
  /** Records that have no ends but a Community ID. */
  readonly #byCommunity = new Map<string, Flow[]>();
  #size = 0;
  dropped = 0;

  constructor({ limit }: FlowTableSettings) {
    this.#limit = limit;
  }

  /** Flows and parts of flows that are kept. */
  get size(): number {
    return this.#size;
  }

  add(event: Flow): void {
    const ends = endsOf(event);
    if (event.flowId !== undefined) this.#addById(event, ends, event.flowId);
    else if (areWhole(event.protocol, ends)) this.#addByTuple(event, ends);
    else if (event.communityId !== undefined && event.sourceAddress === '')
      this.#addByCommunity(event, event.communityId);
    else this.#addSingle(event, ends);
  }

  resolve(): JoinedFlows {
    const tellings: FlowTelling[] = [];
    // What is not known of two flows does not make them one.
    const single = [...this.#single.values()];
    for (const telling of this.#byId.values()) tellings.push(telling);
    for (const others of this.#idAgain.values()) tellings.push(...others.values());
    for (const [key, partial] of this.#partial)
      single.push(...takePartial(this.#byId.get(key), this.#idAgain.has(key), partial));
    for (const own of this.#byTuple.values()) tellings.push(...own);
    this.#giveCommunity(tellings);
    return joinSensors(tellings, single);
  }

  #addById(event: Flow, ends: FlowEnds, flowId: string): void {
    const key = `${event.sensor}|${event.host}|${flowId}`;
    if (!areWhole(event.protocol, ends)) {
      this.#addPartial(key, event);
      return;
    }
    let telling = this.#byId.get(key);
    if (telling === undefined) {
      if (this.#isFull()) return;
      telling = new FlowTelling(event, ends);
      this.#byId.set(key, telling);
    } else if (!isSame(telling, event.protocol, ends)) {
      const again = this.#idAgain.get(key) ?? new Map<string, FlowTelling>();
      const tuple = tupleKey(event.protocol, ends);
      const other = again.get(tuple);
      if (other === undefined && this.#isFull()) return;
      telling = other ?? new FlowTelling(event, ends);
      again.set(tuple, telling);
      this.#idAgain.set(key, again);
    }
    telling.add(event, ends);
  }

  #addPartial(key: string, event: Flow): void {
    const known = this.#partial.get(key);
    if (known === undefined) {
      if (!this.#isFull()) this.#partial.set(key, [event]);
    } else if (known.length < MOST_PARTIAL) known.push(event);
    else this.dropped++;
  }

  #addByTuple(event: Flow, ends: FlowEnds): void {
    const key = `${event.sensor}|${event.host}|${tupleKey(event.protocol, ends)}`;
    const known = this.#byTuple.get(key) ?? [];
    const from = event.time - SILENCE;
    const to = (event.end ?? event.time) + SILENCE;
    const touched = known.filter((one) => one.start <= to && (one.end ?? one.start) >= from);
    let telling = touched[0];
    if (telling === undefined) {
      if (this.#isFull()) return;
      telling = new FlowTelling(event, ends);
      known.push(telling);
      this.#byTuple.set(key, known);
    }
    telling.add(event, ends);
    telling.end = Math.max(telling.end ?? event.time, event.end ?? event.time);
    // A record may close the gap between two that looked like different flows.
    for (const other of touched.slice(1)) {
      telling.absorb(other);
      known.splice(known.indexOf(other), 1);
      this.#size--;
    }
  }

  #addSingle(event: Flow, ends: FlowEnds): void {
    const content = JSON.stringify({ ...event, place: undefined });
    let telling = this.#single.get(content);
    if (telling === undefined) {
      if (this.#isFull()) return;
      telling = new FlowTelling(event, ends);
      this.#single.set(content, telling);
    }
    telling.add(event, ends);
  }

  #addByCommunity(event: Flow, id: string): void {
    const known = this.#byCommunity.get(id);
    if (known === undefined) {
      if (!this.#isFull()) this.#byCommunity.set(id, [event]);
    } else if (known.length < MOST_PARTIAL) known.push(event);
    else this.dropped++;
  }

  /** A Community ID without ends gets those of the flow that has this id. */
  #giveCommunity(tellings: readonly FlowTelling[]): void {
    if (this.#byCommunity.size === 0) return;
    for (const telling of tellings) {
      const { ends } = telling;
      const protocol = protocolNumber(telling.protocol);
      if (protocol === undefined) continue;
      const id = communityId({
        protocol,
        sourceAddress: ends.low,
        sourcePort: ends.lowPort,
        destinationAddress: ends.high,
        destinationPort: ends.highPort,
      });
      for (const event of this.#byCommunity.get(id ?? '') ?? []) {
        if (Math.abs(event.time - telling.start) <= SILENCE)
          telling.add({ ...event, ...namesOf(telling) }, ends);
      }
    }
  }

  #isFull(): boolean {
    if (this.#size >= this.#limit) {
      this.dropped++;
      return true;
    }
    this.#size++;
    return false;
  }
}

function isSame(telling: FlowTelling, protocol: string, ends: FlowEnds): boolean {
  const own = telling.ends;
  return (
    telling.protocol === protocol &&
    own.low === ends.low &&
    own.lowPort === ends.lowPort &&
    own.high === ends.high &&
    own.highPort === ends.highPort
  );
}

/** Gives records that lack ports to the only flow of their id; where there is none, they are flows as far as they go. */
function takePartial(
  only: FlowTelling | undefined,
  isOneOfMany: boolean,
  partial: readonly Flow[],
): FlowTelling[] {
  const own = new Map<string, FlowTelling>();
  for (const event of partial) {
    const ends = endsOf(event);
    if (only !== undefined) {
      const sameHosts = ends.low === only.ends.low && ends.high === only.ends.high;
      if (!isOneOfMany && (sameHosts || event.sourceAddress === ''))
        only.add(event, sameHosts ? ends : only.ends);
      continue;
    }
    if (event.sourceAddress === '' || event.destinationAddress === '') continue;
    const key = tupleKey(event.protocol, ends);
    const telling = own.get(key) ?? new FlowTelling(event, ends);
    telling.add(event, ends);
    own.set(key, telling);
  }
  return [...own.values()];
}

function namesOf({
  ends,
  protocol,
}: FlowTelling): Pick<Flow, 'sourceAddress' | 'destinationAddress' | 'protocol'> {
  return { sourceAddress: ends.low, destinationAddress: ends.high, protocol };
}
