import type { FlowEnd } from './capture-flow.ts';
import type { Datagrams } from './datagrams.ts';
import { MOST_DATAGRAMS } from './datagrams.ts';
import { DOUBLE, MARK, SIDE, SIDE_MARK, sideWords, WORD } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import type { Packet } from './packet.ts';
import { TCP_FLAG } from './packet.ts';

const TCP = 6;
/** Lookups, multicast lookups: every answer counts, so such a flow is told in parts rather than cut. */
const NAME_PORTS: ReadonlySet<number> = new Set([53, 5353, 5355]);

/** Decides, when a packet comes, whether the flow of its tuple is over or goes on. */
export class FlowEnds {
  readonly #table: FlowTable;
  readonly #datagrams: Datagrams;
  readonly #idle: readonly number[];
  readonly #longest: number;

  /** `idle` has the longest silence of each list of flows; all times are microseconds. */
  constructor(table: FlowTable, datagrams: Datagrams, idle: readonly number[], longest: number) {
    this.#table = table;
    this.#datagrams = datagrams;
    this.#idle = idle;
    this.#longest = longest;
  }

  /** Why the opened flow is over before this packet, or `undefined` when the packet belongs to it. */
  of(packet: Packet): FlowEnd | undefined {
    const { words, doubles, base, direction } = this.#table;
    const marks = words[base + WORD.marks]!;
    const first = doubles[(base >> 1) + DOUBLE.first]!;
    const last = doubles[(base >> 1) + DOUBLE.last]!;
    const idle = this.#idle[(marks >>> MARK.listShift) & 3]!;
    // A clock that went back far: captures put one behind the other.
    if (packet.time - last > idle || first - packet.time > idle) return quietEnd(this.#table);
    const side = base + sideWords(direction);
    if (packet.protocol === TCP) {
      const isSyn = (packet.flags & (TCP_FLAG.syn | TCP_FLAG.ack)) === TCP_FLAG.syn;
      if (isSyn && !this.#isSynAgain(packet, side))
        return marks & MARK.closed ? quietEnd(this.#table) : 'reused';
    } else if (this.#datagrams.count(side) === MOST_DATAGRAMS) {
      const ports = words[base + WORD.ports]!;
      if (NAME_PORTS.has(ports >>> 16) || NAME_PORTS.has(ports & 0xffff)) return 'part';
    }
    return packet.time - first > this.#longest ? 'part' : undefined;
  }

  /** Is this SYN the one that began the opened flow, sent once more? Another sequence number is another connection. */
  #isSynAgain(packet: Packet, side: number): boolean {
    const { words, doubles, base, direction } = this.#table;
    if (!(words[base + WORD.marks]! & MARK.synSeen) || direction === 1) return false;
    if (!(words[side + SIDE.marks]! & SIDE_MARK.sequenceKnown)) return true;
    const moved = doubles[(side + SIDE.position) >> 1]!;
    return ((packet.sequence + 1 + moved - words[side + SIDE.next]!) | 0) === 0;
  }
}

/** Why the opened flow, which fell silent, is over. */
export function quietEnd({ words, base }: FlowTable): FlowEnd {
  const marks = words[base + WORD.marks]!;
  return marks & MARK.reset ? 'reset' : marks & MARK.closed ? 'closed' : 'idle';
}

/** Makes the opened flow, told up to here, count on from nothing; what is known of its payload stays. */
export function beginPart({ words, doubles, base }: FlowTable, time: number): void {
  words[base + WORD.part]!++;
  doubles[(base >> 1) + DOUBLE.first] = time;
  for (let direction = 0; direction < 2; direction++) {
    const side = base + sideWords(direction);
    words[side + SIDE.packets] = 0;
    words[side + SIDE.retransmitted] = 0;
    words[side + SIDE.missed] = 0;
    words[side + SIDE.snapped] = 0;
    doubles[(side + SIDE.wireBytes) >> 1] = 0;
    doubles[(side + SIDE.payloadBytes) >> 1] = 0;
  }
}
