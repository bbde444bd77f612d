import type { CaptureCounts } from './capture-counts.ts';
import { newCaptureCounts } from './capture-counts.ts';
import type { CaptureSettings } from './capture-settings.ts';
import type { CaptureSink } from './capture-sink.ts';
import { FlowMeter } from './flow-meter.ts';
import { FragmentTable } from './fragment-table.ts';
import { findIp, NOT_IP } from './link-layer.ts';
import { Packet } from './packet.ts';
import type { ReportDamage } from './pcap-reader.ts';
import type { FrameSink } from './record-reader.ts';

const TCP = 6;
const UDP = 17;
const ICMP = 1;
const ICMPV6 = 58;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
/** IPv6 headers that only say where the next one is: hop-by-hop, routing, options, mobility, HIP, shim6. */
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135, 139, 140]);
/** A chain of extension headers longer than this is an attack on whoever follows it. */
const MOST_EXTENSIONS = 12;
const MAPPED = 0xffff;

/** Frames to packets: link layer, IP, fragments, transport. Headers are read in place. */
export class FrameDissector implements FrameSink {
  readonly counts: CaptureCounts = newCaptureCounts();
  readonly #packet = new Packet();
  readonly #meter: FlowMeter;
  readonly #fragments: FragmentTable;
  readonly #report: ReportDamage;
  readonly #unknownLinks = new Set<number>();
  #length = 0;

  constructor(sink: CaptureSink, settings: CaptureSettings, report: ReportDamage) {
    this.#meter = new FlowMeter(sink, settings, this.counts);
    this.#fragments = new FragmentTable(this.counts);
    this.#report = report;
  }

  frame(
    bytes: Buffer,
    at: number,
    end: number,
    wireLength: number,
    time: number,
    linkType: number,
    offset: number,
    length: number,
  ): void {
    this.counts.frames++;
    const ip = findIp(bytes, at, end, linkType);
    if (ip < 0) {
      if (ip === NOT_IP) this.counts.notIp++;
      else this.#unknownLink(linkType, offset, length);
      return;
    }
    const packet = this.#packet;
    packet.bytes = bytes;
    packet.time = time;
    packet.offset = offset;
    packet.packets = 1;
    this.#length = length;
    const version = ip < end ? bytes.readUInt8(ip) >>> 4 : 0;
    const onWire = wireLength - (ip - at);
    if (version === 4) this.#readIPv4(bytes, ip, end, onWire);
    else if (version === 6) this.#readIPv6(bytes, ip, end, onWire);
    else this.#broken('an IP packet is of no known version');
  }

  end(): void {
    this.#fragments.end();
    this.#meter.end();
  }

  #readIPv4(bytes: Buffer, at: number, end: number, onWire: number): void {
    if (end - at < 20) return this.#cutShort();
    const header = (bytes.readUInt8(at) & 15) * 4;
    const stated = bytes.readUInt16BE(at + 2);
    // Segments cut by the network card have no length of their own yet.
    const total = stated === 0 ? onWire : stated;
    if (header < 20 || total < header) return this.#broken('an IPv4 header has an impossible length');
    const packet = this.#packet;
    packet.ipLength = total;
    setIPv4(packet.source, bytes.readInt32BE(at + 12));
    setIPv4(packet.destination, bytes.readInt32BE(at + 16));
    const protocol = bytes.readUInt8(at + 9);
    const fragment = bytes.readUInt16BE(at + 6) & 0x3fff;
    const begin = at + header;
    const last = Math.min(end, at + total);
    if (begin > last) return this.#cutShort();
    if (fragment === 0) return this.#readTransport(protocol, bytes, begin, last, total - header);
    const id = bytes.readUInt16BE(at + 4);
    this.#readFragment(
      protocol,
      id,
      (fragment & 0x1fff) * 8,
      (fragment & 0x2000) !== 0,
      begin,
      last,
      total - header,
    );
  }

  #readIPv6(bytes: Buffer, at: number, end: number, onWire: number): void {
    if (end - at < 40) return this.#cutShort();
    const packet = this.#packet;
    const stated = bytes.readUInt16BE(at + 4);
    const total = stated === 0 ? onWire : stated + 40;
    packet.ipLength = total;
    for (let i = 0; i < 4; i++) {
      packet.source[i] = bytes.readInt32BE(at + 8 + 4 * i);
      packet.destination[i] = bytes.readInt32BE(at + 24 + 4 * i);
    }
    const last = Math.min(end, at + total);
    let next = bytes.readUInt8(at + 6);
    let begin = at + 40;
    for (let count = 0; count < MOST_EXTENSIONS; count++) {
      const isFragment = next === FRAGMENT;
      if (!isFragment && next !== AUTHENTICATION && !EXTENSIONS.has(next)) {
        return this.#readTransport(next, bytes, begin, last, at + total - begin);
      }
      if (begin + 8 > last) return this.#cutShort();
      const following = bytes.readUInt8(begin);
      const field = bytes.readUInt16BE(begin + 2);
      // A datagram may call itself a fragment and be whole.
      if (isFragment && (field & 0xfff9) !== 0) {
        const id = bytes.readUInt32BE(begin + 4);
        const rest = at + total - begin - 8;
        return this.#readFragment(following, id, field & 0xfff8, (field & 1) === 1, begin + 8, last, rest);
      }
      const units = bytes.readUInt8(begin + 1);
      begin += isFragment ? 8 : next === AUTHENTICATION ? (units + 2) * 4 : (units + 1) * 8;
      next = following;
      if (begin > last) return this.#cutShort();
    }
    this.#broken('an IPv6 packet has more extension headers than any system makes');
  }

  /** `bytes[at, end)` was captured of `length` bytes. */
  #readTransport(protocol: number, bytes: Buffer, at: number, end: number, length: number): void {
    if (protocol === TCP) this.#readTcp(bytes, at, end, length);
    else if (protocol === UDP) this.#readUdp(bytes, at, end, length);
    else if (protocol === ICMP || protocol === ICMPV6) this.counts.icmp++;
    else this.counts.otherTransport++;
  }

  #readTcp(bytes: Buffer, at: number, end: number, length: number): void {
    if (end - at < 20) return this.#cutShort();
    const header = (bytes.readUInt8(at + 12) >>> 4) * 4;
    if (header < 20 || header > length) return this.#broken('a TCP header has an impossible length');
    const packet = this.#packet;
    packet.protocol = TCP;
    packet.sequence = bytes.readInt32BE(at + 4);
    packet.flags = bytes.readUInt8(at + 13);
    this.#deliver(bytes, at, end, header, length - header);
  }

  #readUdp(bytes: Buffer, at: number, end: number, length: number): void {
    if (end - at < 8) return this.#cutShort();
    const stated = bytes.readUInt16BE(at + 4);
    if (stated !== 0 && stated < 8) return this.#broken('a UDP header has an impossible length');
    const packet = this.#packet;
    packet.protocol = UDP;
    packet.flags = 0;
    this.#deliver(bytes, at, end, 8, (stated === 0 ? length : Math.min(stated, length)) - 8);
  }

  #deliver(bytes: Buffer, at: number, end: number, header: number, payloadLength: number): void {
    const packet = this.#packet;
    packet.sourcePort = bytes.readUInt16BE(at);
    packet.destinationPort = bytes.readUInt16BE(at + 2);
    packet.payload = at + header;
    packet.payloadLength = payloadLength;
    packet.captured = Math.max(0, Math.min(payloadLength, end - at - header));
    this.#meter.packet(packet);
  }

  /** `bytes[at, end)` was captured of `length` bytes that belong at `position` of a datagram. */
  #readFragment(
    protocol: number,
    id: number,
    position: number,
    more: boolean,
    at: number,
    end: number,
    length: number,
  ): void {
    const packet = this.#packet;
    if (end - at < length) return this.#cutShort();
    const whole = this.#fragments.add(packet, protocol, id, position, more, at, length);
    if (whole === undefined) return;
    packet.bytes = whole;
    this.#readTransport(protocol, whole, 0, whole.length, whole.length);
  }

  #unknownLink(linkType: number, offset: number, length: number): void {
    this.counts.notIp++;
    if (this.#unknownLinks.has(linkType)) return;
    this.#unknownLinks.add(linkType);
    const detail = `frames of link type ${linkType} cannot be read; all of them are passed over`;
    this.#report('capture-broken', offset, length, detail);
  }

  #cutShort(): void {
    this.counts.cutShort++;
  }

  #broken(detail: string): void {
    this.counts.broken++;
    this.#report('capture-broken', this.#packet.offset, this.#length, detail);
  }
}

function setIPv4(words: Int32Array, address: number): void {
  words[0] = 0;
  words[1] = 0;
  words[2] = MAPPED;
  words[3] = address;
}
