import type { CaptureCounts } from './capture-counts.ts';
import type { FlowEnd } from './capture-flow.ts';
import type { CaptureSettings } from './capture-settings.ts';
import type { CaptureSink } from './capture-sink.ts';
import { Datagrams } from './datagrams.ts';
import { noteHistory } from './flag-history.ts';
import { beginPart, FlowEnds, quietEnd } from './flow-ends.ts';
import { FlowExporter } from './flow-exporter.ts';
import { DOUBLE, HISTORY, MARK, SIDE, sideWords, WORD } from './flow-layout.ts';
import { FlowTable } from './flow-table.ts';
import { FtpAnnouncements } from './ftp-announcements.ts';
import type { Packet } from './packet.ts';
import { TCP_FLAG } from './packet.ts';
import { PayloadStore } from './payload-store.ts';
import { TcpStream } from './tcp-stream.ts';
import { WAITING, WaitingFlows } from './waiting-flows.ts';

const NONE = -1;
const TCP = 6;
const FTP_CONTROL_PORT = 21;
/** Ports below are servers' where the other one is above, if the beginning of the flow was not captured. */
const PRIVILEGED_PORTS = 1024;
/** How often, in capture time, silent flows are looked for. */
const SWEEP_MICROSECONDS = 1e6;
/** Year 9999: beyond, a clock is broken, and dates cannot be written. */
const LATEST_MICROSECONDS = 253_402_300_799e6;

/** Packets to flows: counts both directions, keeps what the payload began with, and tells each flow when it is over. */
export class FlowMeter {
  readonly #sink: CaptureSink;
  readonly #settings: CaptureSettings;
  readonly #counts: CaptureCounts;
  readonly #table = new FlowTable();
  readonly #store: PayloadStore;
  readonly #stream: TcpStream;
  readonly #datagrams: Datagrams;
  readonly #ftp = new FtpAnnouncements();
  readonly #exporter: FlowExporter;
  readonly #waiting: WaitingFlows;
  readonly #ends: FlowEnds;
  #lastTime = 0;
  #sweptAt = 0;

  constructor(sink: CaptureSink, settings: CaptureSettings, counts: CaptureCounts) {
    this.#sink = sink;
    this.#settings = settings;
    this.#counts = counts;
    const table = this.#table;
    this.#store = new PayloadStore(table, settings.memoryBytes, settings.headBytes, counts);
    this.#stream = new TcpStream(table, this.#store);
    this.#datagrams = new Datagrams(table, this.#store);
    this.#exporter = new FlowExporter(table, this.#store, this.#datagrams, this.#ftp);
    const { tcpIdle, udpIdle, closedLinger } = settings;
    const idle = [tcpIdle * 1000, udpIdle * 1000, closedLinger * 1000];
    this.#waiting = new WaitingFlows(table, idle);
    this.#ends = new FlowEnds(table, this.#datagrams, idle, settings.longest * 1000);
  }

  packet(packet: Packet): void {
    if (!(packet.time >= 0 && packet.time <= LATEST_MICROSECONDS)) packet.time = this.#lastTime;
    const { time } = packet;
    this.#lastTime = time;
    if (Math.abs(time - this.#sweptAt) >= SWEEP_MICROSECONDS) this.#sweep(time);
    const flow = this.#flowOf(packet);
    const table = this.#table;
    const { words, doubles, base } = table;
    const half = base >> 1;
    if (time > doubles[half + DOUBLE.last]!) doubles[half + DOUBLE.last] = time;
    if (time < doubles[half + DOUBLE.first]!) doubles[half + DOUBLE.first] = time;
    const { direction } = table;
    const side = base + sideWords(direction);
    words[side + SIDE.packets]! += packet.packets;
    doubles[(side + SIDE.wireBytes) >> 1]! += packet.ipLength;
    if (packet.protocol === TCP) this.#readTcp(flow, side, direction, packet);
    else this.#readUdp(flow, side, packet);
  }

  end(): void {
    for (;;) {
      const flow = this.#waiting.oldest(this.#lastTime);
      if (flow === NONE) return;
      this.#finish(flow, 'capture-end');
    }
  }

  #readTcp(flow: number, side: number, direction: number, packet: Packet): void {
    const table = this.#table;
    const { words, base } = table;
    const { flags, payloadLength } = packet;
    words[side + SIDE.marks]! |= flags;
    const syn = (flags & TCP_FLAG.syn) !== 0;
    const closing = (flags & (TCP_FLAG.fin | TCP_FLAG.reset)) !== 0;
    if (syn) {
      noteHistory(table, direction, flags & TCP_FLAG.ack ? HISTORY.synAck : HISTORY.syn);
      words[base + WORD.marks]! |= MARK.synSeen;
      this.#stream.begin(side, packet.sequence + 1);
    } else if (payloadLength === 0 && !closing) noteHistory(table, direction, HISTORY.ack);
    if (payloadLength > 0 && (flags & TCP_FLAG.reset) === 0) this.#readSegment(flow, side, direction, packet);
    if (closing) this.#noteClosing(flow, direction, flags);
  }

  #readSegment(flow: number, side: number, direction: number, packet: Packet): void {
    const table = this.#table;
    const { words, base } = table;
    const { bytes, payload, payloadLength, captured } = packet;
    const sequence = packet.flags & TCP_FLAG.syn ? packet.sequence + 1 : packet.sequence;
    this.#stream.segment(flow, side, sequence, payloadLength, bytes, payload, captured);
    if (this.#stream.fresh === 0) {
      noteHistory(table, direction, HISTORY.retransmission);
      return;
    }
    noteHistory(table, direction, HISTORY.data);
    if (words[side + SIDE.missed] !== 0) noteHistory(table, direction, HISTORY.gap);
    if (words[side + SIDE.first] === 0) {
      words[side + SIDE.first] = payloadLength;
      if (direction === 1 && FtpAnnouncements.isGreeting(packet))
        words[base + WORD.marks]! |= MARK.ftpControl;
    }
    if (words[base + WORD.marks]! & MARK.ftpControl) this.#ftp.read(table, packet, direction);
  }

  #readUdp(flow: number, side: number, packet: Packet): void {
    const { words } = this.#table;
    const { bytes, payload, payloadLength, captured } = packet;
    if (words[side + SIDE.first] === 0) words[side + SIDE.first] = payloadLength;
    this.#datagrams.append(flow, side, payloadLength, bytes, payload, captured);
  }

  #noteClosing(flow: number, direction: number, flags: number): void {
    const table = this.#table;
    const { words, base } = table;
    const reset = (flags & TCP_FLAG.reset) !== 0;
    noteHistory(table, direction, reset ? HISTORY.reset : HISTORY.fin);
    const other = words[base + sideWords(1 - direction) + SIDE.marks]!;
    if ((!reset && (other & TCP_FLAG.fin) === 0) || words[base + WORD.marks]! & MARK.closed) return;
    words[base + WORD.marks]! |= reset ? MARK.closed | MARK.reset : MARK.closed;
    this.#waiting.remove(flow);
    this.#waiting.add(flow, WAITING.closed, this.#lastTime);
  }

  /** The packet's flow, opened, with `table.direction` set: the one it belongs to, or a new one. */
  #flowOf(packet: Packet): number {
    const table = this.#table;
    if (this.#counts.flows === 0) table.seed = packet.sequence ^ packet.time ^ packet.source[3]!;
    const flow = table.find(packet);
    if (flow !== NONE) {
      const ended = this.#ends.of(packet);
      if (ended === undefined) return flow;
      const { direction } = table;
      if (ended === 'part') {
        if (packet.protocol === TCP) {
          this.#tellPart(flow, packet.time);
          table.direction = direction;
          return flow;
        }
        const part = table.words[table.base + WORD.part]! + 1;
        const marks = table.words[table.base + WORD.marks]! & MARK.byPort;
        this.#finish(flow, 'part');
        return this.#begin(packet, direction === 1, marks, part);
      }
      this.#finish(flow, ended);
    } else if (table.crowded !== NONE) this.#evict(table.crowded);
    if (table.size >= this.#settings.maxFlows) this.#evict(this.#waiting.oldest(packet.time));
    const fromServer =
      packet.protocol === TCP && packet.flags & TCP_FLAG.syn
        ? (packet.flags & TCP_FLAG.ack) !== 0
        : packet.sourcePort < PRIVILEGED_PORTS && packet.destinationPort >= PRIVILEGED_PORTS;
    const isGuess = fromServer && (packet.flags & TCP_FLAG.syn) === 0;
    return this.#begin(packet, fromServer, isGuess ? MARK.byPort : 0, 0);
  }

  #begin(packet: Packet, turned: boolean, marks: number, part: number): number {
    const table = this.#table;
    const flow = table.add(packet, turned);
    this.#counts.flows++;
    this.#waiting.add(flow, packet.protocol === TCP ? WAITING.tcp : WAITING.udp, packet.time);
    const { words, doubles, base } = table;
    words[base + WORD.marks]! |= marks;
    words[base + WORD.part] = part;
    doubles[(base >> 1) + DOUBLE.first] = packet.time;
    doubles[(base >> 1) + DOUBLE.last] = packet.time;
    doubles[(base >> 1) + DOUBLE.offset] = packet.offset;
    this.#store.begin();
    if (packet.protocol !== TCP) return flow;
    words[base + WORD.announced] = this.#ftp.announcedFor(table);
    if ((words[base + WORD.ports]! & 0xffff) === FTP_CONTROL_PORT)
      words[base + WORD.marks]! |= MARK.ftpControl;
    return flow;
  }

  /** Tells a long connection up to here and counts on from nothing; what is known of its payload stays. */
  #tellPart(flow: number, time: number): void {
    const table = this.#table;
    this.#tell('part');
    table.open(flow);
    beginPart(table, time);
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (;;) {
      const flow = this.#waiting.silent(now);
      if (flow === NONE) return;
      this.#finish(flow, quietEnd(this.#table));
    }
  }

  #evict(flow: number): void {
    this.#counts.evicted++;
    this.#finish(flow, 'evicted');
  }

  #finish(flow: number, ended: FlowEnd): void {
    const table = this.#table;
    table.open(flow);
    if ((table.words[table.base + WORD.marks]! & MARK.protocol) === TCP) {
      this.#stream.finish(table.base + sideWords(0));
      this.#stream.finish(table.base + sideWords(1));
    }
    this.#tell(ended);
    table.open(flow);
    this.#waiting.remove(flow);
    this.#store.release(flow);
    table.remove(flow);
  }

  #tell(ended: FlowEnd): void {
    const { doubles, base } = this.#table;
    this.#sink.flow(this.#exporter.export(ended), doubles[(base >> 1) + DOUBLE.offset]!);
  }
}
