import { FLOW_WORDS, WORD } from './flow-layout.ts';
import type { Packet } from './packet.ts';

const PAGE_FLOWS = 4096;
const SMALLEST_TABLE = 4096;
/** A longer chain than chance makes: someone chose addresses that collide. */
const LONGEST_CHAIN = 128;
const NONE = -1;

/**
 * Open flows by 5-tuple, both directions alike. A flow is a number; `open` makes its record the current one, whose words
 * are then `words[base + ...]`, and its doubles `doubles[base / 2 + ...]`.
 */
export class FlowTable {
  words: Int32Array = new Int32Array(0);
  doubles: Float64Array = new Float64Array(0);
  base = 0;
  size = 0;
  /** Set by `find`: 0 when the packet goes the initiator's way, 1 when it is an answer. */
  direction = 0;
  /** Set by `find`: the flow that must go because its chain is too long, else -1. */
  crowded: number = NONE;
  /** Starting value of the hash, from the capture itself, so that collisions cannot be made beforehand. */
  seed = 0;
  readonly #pages: Int32Array[] = [];
  readonly #doublePages: Float64Array[] = [];
  #buckets = new Int32Array(SMALLEST_TABLE).fill(NONE);
  #free: number = NONE;
  #made = 0;

  open(flow: number): void {
    const page = Math.floor(flow / PAGE_FLOWS);
    this.words = this.#pages[page]!;
    this.doubles = this.#doublePages[page]!;
    this.base = (flow % PAGE_FLOWS) * FLOW_WORDS;
  }

  /** The packet's flow, opened, or -1. */
  find(packet: Packet): number {
    const hash = this.hashOf(packet);
    this.crowded = NONE;
    let steps = 0;
    let flow = this.#buckets[hash & (this.#buckets.length - 1)]!;
    while (flow !== NONE) {
      this.open(flow);
      if (this.words[this.base + WORD.hash] === hash && this.#isOf(packet)) return flow;
      if (++steps === LONGEST_CHAIN) this.crowded = flow;
      flow = this.words[this.base + WORD.chain]!;
    }
    return NONE;
  }

  /** A new record for the packet's tuple, opened, zeroed; the packet's source is the initiator, or not when `turned`. */
  add(packet: Packet, turned: boolean): number {
    if (this.size >= this.#buckets.length) this.#grow();
    let flow = this.#free;
    if (flow === NONE) {
      flow = this.#made++;
      if (flow % PAGE_FLOWS === 0) this.#addPage();
      this.open(flow);
    } else {
      this.open(flow);
      this.#free = this.words[this.base + WORD.chain]!;
    }
    const { words, base } = this;
    words.fill(0, base, base + FLOW_WORDS);
    const source = turned ? WORD.responder : WORD.initiator;
    const destination = turned ? WORD.initiator : WORD.responder;
    for (let i = 0; i < 4; i++) {
      words[base + source + i] = packet.source[i]!;
      words[base + destination + i] = packet.destination[i]!;
    }
    words[base + WORD.ports] = turned
      ? (packet.destinationPort << 16) | packet.sourcePort
      : (packet.sourcePort << 16) | packet.destinationPort;
    words[base + WORD.marks] = packet.protocol;
    const hash = this.hashOf(packet);
    words[base + WORD.hash] = hash;
    const bucket = hash & (this.#buckets.length - 1);
    words[base + WORD.chain] = this.#buckets[bucket]!;
    this.#buckets[bucket] = flow;
    this.direction = turned ? 1 : 0;
    this.size++;
    return flow;
  }

  /** Takes the flow out. Leaves it opened; its words may be used again by the next `add`. */
  remove(flow: number): void {
    this.open(flow);
    const following = this.words[this.base + WORD.chain]!;
    const bucket = this.words[this.base + WORD.hash]! & (this.#buckets.length - 1);
    let at = this.#buckets[bucket]!;
    if (at === flow) this.#buckets[bucket] = following;
    else {
      for (;;) {
        this.open(at);
        at = this.words[this.base + WORD.chain]!;
        if (at === flow) break;
      }
      this.words[this.base + WORD.chain] = following;
    }
    this.open(flow);
    this.words[this.base + WORD.chain] = this.#free;
    this.#free = flow;
    this.size--;
  }

  /** The same for both directions of a tuple. */
  hashOf(packet: Packet): number {
    const { source, destination } = packet;
    const there = endpointHash(source, packet.sourcePort, this.seed);
    const back = endpointHash(destination, packet.destinationPort, this.seed);
    return mix(((there + back) | 0) ^ Math.imul(there ^ back, 0x9e3779b1) ^ packet.protocol);
  }

  #isOf(packet: Packet): boolean {
    const { words, base } = this;
    if ((words[base + WORD.marks]! & 0xff) !== packet.protocol) return false;
    const ports = words[base + WORD.ports]!;
    const { source, destination } = packet;
    if (ports === ((packet.sourcePort << 16) | packet.destinationPort)) {
      if (this.#same(WORD.initiator, source) && this.#same(WORD.responder, destination)) {
        this.direction = 0;
        return true;
      }
    }
    if (ports !== ((packet.destinationPort << 16) | packet.sourcePort)) return false;
    this.direction = 1;
    return this.#same(WORD.initiator, destination) && this.#same(WORD.responder, source);
  }

  #same(at: number, address: Int32Array): boolean {
    const index = this.base + at;
    const { words } = this;
    return (
      words[index + 3] === address[3] &&
      words[index + 2] === address[2] &&
      words[index + 1] === address[1] &&
      words[index] === address[0]
    );
  }

  #addPage(): void {
    const memory = new ArrayBuffer(PAGE_FLOWS * FLOW_WORDS * 4);
    this.#pages.push(new Int32Array(memory));
    this.#doublePages.push(new Float64Array(memory));
  }

  #grow(): void {
    const old = this.#buckets;
    const buckets = new Int32Array(old.length * 2).fill(NONE);
    for (const first of old) {
      for (let flow = first; flow !== NONE;) {
        this.open(flow);
        const following = this.words[this.base + WORD.chain]!;
        const bucket = this.words[this.base + WORD.hash]! & (buckets.length - 1);
        this.words[this.base + WORD.chain] = buckets[bucket]!;
        buckets[bucket] = flow;
        flow = following;
      }
    }
    this.#buckets = buckets;
  }
}

function endpointHash(address: Int32Array, port: number, seed: number): number {
  let hash = seed ^ Math.imul(port + 1, 0x85ebca6b);
  for (let i = 0; i < 4; i++) hash = Math.imul((hash ^ address[i]!) + 0x2545f491, 0xcc9e2d51) ^ (hash >>> 13);
  return mix(hash);
}

/** The finisher of MurmurHash3. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
