import type { CaptureCounts } from './capture-counts.ts';
import type { Packet } from './packet.ts';

/** Datagrams in pieces at one time, and the bytes kept for them: enough for real networks, little for a flood. */
const MOST_DATAGRAMS = 256;
const MOST_BYTES = 8 * 1024 * 1024;
/** RFC 791 keeps fragments 15 s, Linux 30 s. */
const LIFE_MICROSECONDS = 30e6;
const LONGEST_DATAGRAM = 65_535;
/** Pieces of one datagram: 64 KiB in the smallest fragments real paths make. */
const MOST_PIECES = 256;

interface Datagram {
  readonly began: number;
  /** Begin and end of each piece, alternating. */
  readonly pieces: number[];
  readonly content: Buffer[];
  /** Known once the last piece came. */
  total: number;
  bytes: number;
  ipLength: number;
}

/** Puts IP fragments together. Whatever is dropped is counted. */
export class FragmentTable {
  readonly #counts: CaptureCounts;
  readonly #datagrams = new Map<string, Datagram>();
  #bytes = 0;

  constructor(counts: CaptureCounts) {
    this.#counts = counts;
  }

  /**
   * Adds `length` bytes at `at` of the packet, which belong at `position`. Gives the datagram's payload when it is
   * whole, and then sets the packet's IP length and count to those of all pieces.
   */
  add(
    packet: Packet,
    protocol: number,
    id: number,
    position: number,
    more: boolean,
    at: number,
    length: number,
  ): Buffer | undefined {
    this.#counts.fragments++;
    this.#forgetOld(packet.time);
    const key = `${packet.source.join()},${packet.destination.join()},${protocol},${id}`;
    const end = position + length;
    if (end > LONGEST_DATAGRAM || length === 0) {
      this.#counts.fragmentsLost++;
      return undefined;
    }
    let datagram = this.#datagrams.get(key);
    if (datagram === undefined) {
      datagram = { began: packet.time, pieces: [], content: [], total: -1, bytes: 0, ipLength: 0 };
      this.#datagrams.set(key, datagram);
    }
    if (!more) datagram.total = end;
    datagram.pieces.push(position, end);
    datagram.content.push(Buffer.from(packet.bytes.subarray(at, at + length)));
    datagram.bytes += length;
    datagram.ipLength += packet.ipLength;
    this.#bytes += length;
    const whole = assemble(datagram);
    if (whole === undefined) {
      if (datagram.content.length >= MOST_PIECES) this.#lose(key, datagram);
      this.#makeRoom();
      return undefined;
    }
    this.#remove(key, datagram);
    packet.ipLength = datagram.ipLength;
    packet.packets = datagram.content.length;
    return whole;
  }

  end(): void {
    for (const [key, datagram] of this.#datagrams) this.#lose(key, datagram);
  }

  #forgetOld(now: number): void {
    for (const [key, datagram] of this.#datagrams) {
      if (Math.abs(now - datagram.began) <= LIFE_MICROSECONDS) return;
      this.#lose(key, datagram);
    }
  }

  #makeRoom(): void {
    for (const [key, datagram] of this.#datagrams) {
      if (this.#datagrams.size <= MOST_DATAGRAMS && this.#bytes <= MOST_BYTES) return;
      this.#lose(key, datagram);
    }
  }

  #lose(key: string, datagram: Datagram): void {
    this.#counts.fragmentsLost += datagram.content.length;
    this.#remove(key, datagram);
  }

  #remove(key: string, datagram: Datagram): void {
    this.#datagrams.delete(key);
    this.#bytes -= datagram.bytes;
  }
}

/** The whole payload, or `undefined` while a piece is missing. Where pieces overlap the one that came first holds. */
function assemble({ pieces, content, total, bytes }: Datagram): Buffer | undefined {
  if (total < 0 || bytes < total) return undefined;
  const order = content.map((_, i) => i).sort((a, b) => pieces[2 * a]! - pieces[2 * b]!);
  let reached = 0;
  for (const i of order) {
    if (pieces[2 * i]! > reached) return undefined;
    reached = Math.max(reached, pieces[2 * i + 1]!);
  }
  if (reached < total) return undefined;
  const whole = Buffer.alloc(reached);
  for (let i = content.length - 1; i >= 0; i--) whole.set(content[i]!, pieces[2 * i]);
  return whole.subarray(0, total);
}
