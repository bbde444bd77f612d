import type { FlowSide } from './capture-flow.ts';
import { SIDE } from './flow-layout.ts';
import type { FlowTable } from './flow-table.ts';
import { measureCounts } from './payload/byte-measure.ts';
import { contentFacts, sealedContentFacts } from './payload/content-facts.ts';
import type { Framing } from './payload/content-layers.ts';
import { firstPayloadFacts } from './payload/first-payload.ts';
import { ciphertextOf } from './payload/flow-ciphertext.ts';
import type { FlowContext } from './payload/flow-ciphertext.ts';
import type { ByteMeasure, ContentFacts, FirstPayloadFacts } from './payload/payload-facts.ts';
import { judgePayload } from './payload/payload-verdict.ts';
import { ENCRYPTED_PROTOCOLS } from './protocol/application.ts';
import type { PayloadStore } from './payload-store.ts';

const NONE = -1;
const SAMPLE = 65_536;

/** Which part of what a side sent is its content. */
export interface ContentPlace {
  readonly start: number;
  readonly end: number;
  readonly framing: Framing;
}

/** Makes the facts of one side of the table's opened flow. */
export class SideExporter {
  readonly #table: FlowTable;
  readonly #store: PayloadStore;
  readonly #rest = new Uint32Array(256);

  constructor(table: FlowTable, store: PayloadStore) {
    this.#table = table;
    this.#store = store;
  }

  /** The beginning of the side without a gap, not copied. */
  beginning(side: number): Buffer {
    const { words, doubles } = this.#table;
    const head = words[side + SIDE.head]!;
    if (head === NONE) return EMPTY;
    const kept = Math.min(words[side + SIDE.headLimit]!, doubles[(side + SIDE.position) >> 1]!);
    const start = this.#store.pool.offsetOf(head);
    return this.#store.pool.bytesOf(head).subarray(start, start + kept);
  }

  /** The first payload of the side, for the test of fully encrypted traffic. */
  first(side: number, beginning: Buffer): FirstPayloadFacts | undefined {
    const length = this.#table.words[side + SIDE.first]! >>> 0;
    return length > 0 && beginning.length > 0 ? firstPayloadFacts(beginning.subarray(0, length)) : undefined;
  }

  export(
    side: number,
    beginning: Buffer,
    place: ContentPlace,
    flow: FlowContext,
    first: FirstPayloadFacts | undefined,
  ): FlowSide {
    const { words, doubles } = this.#table;
    const sample = beginning.subarray(place.start, Math.min(place.end, place.start + SAMPLE));
    const content =
      sample.length === 0
        ? undefined
        : ENCRYPTED_PROTOCOLS.has(flow.application)
          ? sealedContentFacts(sample)
          : contentFacts(sample, place.framing);
    const whole = this.#whole(side, beginning, place, content);
    const verdict = judgePayload(flow.application, content, whole);
    return {
      packets: words[side + SIDE.packets]! >>> 0,
      wireBytes: doubles[(side + SIDE.wireBytes) >> 1]!,
      payloadBytes: doubles[(side + SIDE.payloadBytes) >> 1]!,
      missedBytes: words[side + SIDE.missed]! >>> 0,
      retransmittedBytes: words[side + SIDE.retransmitted]! >>> 0,
      snappedBytes: words[side + SIDE.snapped]! >>> 0,
      keptBytes: beginning.length,
      content,
      whole,
      first,
      verdict,
      ciphertext: ciphertextOf(verdict, flow),
    };
  }

  /** Over all that was counted, less what comes before a body that lasts to the end. */
  #whole(
    side: number,
    beginning: Buffer,
    place: ContentPlace,
    content: ContentFacts | undefined,
  ): ByteMeasure | undefined {
    const handle = this.#table.words[side + SIDE.counts]!;
    if (handle < 0) {
      // Without counts all there is was kept, and looked at already; or a protocol encrypts it.
      if (content === undefined) return undefined;
      return { length: content.length, entropy: content.entropy, chiSquare: content.chiSquare };
    }
    const counts = this.#store.pool.wordsOf(handle);
    const first = this.#store.pool.wordIndexOf(handle);
    if (place.start === 0 || place.end < beginning.length) return measureCounts(counts, first);
    const rest = this.#rest;
    for (let i = 0; i < 256; i++) rest[i] = counts[first + i]!;
    for (let at = 0; at < place.start; at++) rest[beginning[at]!]!--;
    return measureCounts(rest, 0);
  }
}

const EMPTY = Buffer.alloc(0);
