import type { EvtxWriterBytes } from './evtx-writer-bytes.ts';

const BUCKETS = 64;

/** The names of one chunk: written out where first used, pointed at afterwards, and listed in 64 hash buckets. */
export class EvtxWriterNames {
  readonly #out: EvtxWriterBytes;
  readonly #offsets: Map<string, number> = new Map();
  readonly #heads: number[] = Array.from({ length: BUCKETS }, () => 0);

  constructor(out: EvtxWriterBytes) {
    this.#out = out;
  }

  write(name: string): void {
    const known = this.#offsets.get(name);
    if (known !== undefined) {
      this.#out.u32(known);
      return;
    }
    const hash = nameHash(name);
    const bucket = hash % BUCKETS;
    const offset = this.#out.position + 4;
    this.#out.u32(offset);
    this.#out.u32(this.#heads[bucket] ?? 0);
    this.#out.u16(hash & 0xffff);
    this.#out.u16(name.length);
    this.#out.utf16(name);
    this.#out.u16(0);
    this.#offsets.set(name, offset);
    this.#heads[bucket] = offset;
  }

  /** Where each bucket's list of names begins, leaving out what was written at or after `end`. */
  buckets(end: number): readonly number[] {
    return this.#heads.map((head) => {
      let offset = head;
      while (offset >= end) offset = this.#out.buffer.readUInt32LE(offset);
      return offset;
    });
  }
}

function nameHash(name: string): number {
  let hash = 0;
  for (let index = 0; index < name.length; index++) {
    hash = (Math.imul(hash, 65_599) + name.charCodeAt(index)) >>> 0;
  }
  return hash;
}
