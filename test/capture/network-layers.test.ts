import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcapFile } from './capture-files.ts';
import type { TimedFrame } from './packets.ts';
import {
  CLIENT,
  conversation,
  EPOCH,
  ethernet,
  ipv4,
  ipv6,
  randomBytes,
  SERVER,
  tcpSegment,
  udpDatagram,
} from './packets.ts';
import { readCapture } from './read-capture.ts';

const frames = conversation([{ by: 'client', bytes: 'GET / HTTP/1.1\r\nHost: a.example\r\n\r\n' }]);
const plain = readCapture(pcapFile(frames)).flows;

function rewrapped(wrap: (packet: Buffer) => Buffer): readonly TimedFrame[] {
  return frames.map(({ bytes, time }) => ({ bytes: wrap(bytes.subarray(14)), time }));
}

describe('the link layer', () => {
  const hex = (text: string): Buffer => Buffer.from(text, 'hex');
  it.each([
    ['a VLAN tag', 1, (ip: Buffer) => ethernet(ip, [0x8100])],
    ['stacked tags', 1, (ip: Buffer) => ethernet(ip, [0x88a8, 0x8100])],
    ['PPPoE', 1, (ip: Buffer) => Buffer.concat([Buffer.alloc(12), hex('88641100000100000021'), ip])],
    ['raw IP', 101, (ip: Buffer) => ip],
    ['raw IPv4', 228, (ip: Buffer) => ip],
    ['raw IP of BSD', 12, (ip: Buffer) => ip],
    ['loopback, little-endian', 0, (ip: Buffer) => Buffer.concat([hex('02000000'), ip])],
    ['loopback, big-endian', 108, (ip: Buffer) => Buffer.concat([hex('00000002'), ip])],
    ['Linux cooked', 113, (ip: Buffer) => Buffer.concat([Buffer.alloc(14), hex('0800'), ip])],
    ['Linux cooked 2', 276, (ip: Buffer) => Buffer.concat([hex('0800'), Buffer.alloc(18), ip])],
  ] as const)('is unwrapped: %s', (_, linkType, wrap) => {
    const told = readCapture(pcapFile(rewrapped(wrap), { linkType }));
    expect([told.rejected, told.flows]).toEqual([[], plain]);
  });

  it('says once that frames of an unknown type cannot be read, and counts them', () => {
    const { flows, rejected, counts } = readCapture(pcapFile(frames, { linkType: 147 }));
    expect([flows, counts.notIp]).toEqual([[], frames.length]);
    expect(rejected).toMatchObject([{ reason: 'capture-broken', place: { offset: 24 } }]);
  });

  it('does not take padding of short frames for payload', () => {
    const padded = frames.map(({ bytes, time }) => ({
      bytes: Buffer.concat([bytes, Buffer.alloc(20, 0xaa)]),
      time,
    }));
    const { flows } = readCapture(pcapFile(padded));
    expect(flows).toEqual(plain);
  });
});

describe('IP', () => {
  const datagram = udpDatagram(CLIENT, SERVER, randomBytes(5000));
  const pieces = [0, 1480, 2960, 4440].map((offset) => ({
    offset,
    bytes: datagram.subarray(offset, offset + 1480),
    more: offset + 1480 < datagram.length,
  }));

  function fragments(order: readonly number[]): readonly TimedFrame[] {
    return order.map((index, i) => {
      const { offset, bytes, more } = pieces[index]!;
      const fragment = { id: 77, offset, more };
      return { bytes: ethernet(ipv4(CLIENT.address, SERVER.address, 17, bytes, fragment)), time: EPOCH + i };
    });
  }

  it('fragments are put together in any order, and more than once', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(order, fc.integer({ min: 0, max: 3 }), (arrival, again) => {
        const { flows, counts } = readCapture(pcapFile(fragments([arrival[0]!, ...arrival, again])));
        expect(flows).toHaveLength(1);
        expect(flows[0]?.sent).toMatchObject({
          payloadBytes: 5000,
          wireBytes: expect.any(Number),
          keptBytes: 5000,
        });
        expect(counts.fragments).toBe(6);
      }),
    );
  });

  it('a datagram that never becomes whole is counted as lost', () => {
    const { flows, counts } = readCapture(pcapFile(fragments([0, 1, 3])));
    expect([flows, counts.fragmentsLost]).toEqual([[], 3]);
  });

  it('a flood of fragments takes no more than its share', () => {
    const flood = Array.from({ length: 3000 }, (_, id) => ({
      bytes: ethernet(
        ipv4(CLIENT.address, SERVER.address, 17, Buffer.alloc(8), { id, offset: 0, more: true }),
      ),
      time: EPOCH,
    }));
    const { counts } = readCapture(pcapFile(flood));
    expect([counts.fragments, counts.fragmentsLost]).toEqual([3000, 3000]);
  });

  it('options are passed over', () => {
    const packet = ipv4(
      CLIENT.address,
      SERVER.address,
      17,
      udpDatagram(CLIENT, SERVER, 'hello'),
      undefined,
      Buffer.alloc(8, 1),
    );
    const { flows } = readCapture(pcapFile([{ bytes: ethernet(packet), time: EPOCH }]));
    expect(flows).toMatchObject([{ transport: 'udp', sent: { payloadBytes: 5, wireBytes: 41 } }]);
  });

  const client = { address: '2001:db8::5', port: 50_000 };
  const server = { address: '2001:db8:1::20', port: 443 };

  it('version 6 has its extension headers passed over', () => {
    const segment = tcpSegment(client, server, 2, 1);
    const options = Buffer.from([43, 0, 1, 4, 0, 0, 0, 0]);
    const routing = Buffer.from([6, 0, 0, 0, 0, 0, 0, 0]);
    const packet = ipv6(client.address, server.address, 0, Buffer.concat([options, routing, segment]));
    const { flows } = readCapture(pcapFile([{ bytes: ethernet(packet), time: EPOCH }]));
    expect(flows).toMatchObject([
      {
        initiatorAddress: '2001:db8::5',
        responderAddress: '2001:db8:1::20',
        responderPort: 443,
        history: 'S',
      },
    ]);
  });

  it('version 6 fragments are put together', () => {
    const whole = udpDatagram(client, server, randomBytes(3000));
    const piece = (offset: number, more: number): Buffer => {
      const head = Buffer.from([17, 0, 0, 0, 0, 0, 0, 9]);
      head.writeUInt16BE(offset | more, 2);
      const content = whole.subarray(offset, offset + 1440);
      return ethernet(ipv6(client.address, server.address, 44, Buffer.concat([head, content])));
    };
    const { flows } = readCapture(
      pcapFile([piece(2880, 0), piece(0, 1), piece(1440, 1)].map((bytes, i) => ({ bytes, time: EPOCH + i }))),
    );
    expect(flows).toMatchObject([{ sent: { payloadBytes: 3000, packets: 3 } }]);
  });

  it('an endless chain of extension headers is refused', () => {
    const chain = Buffer.alloc(800);
    const packet = ipv6(client.address, server.address, 0, chain);
    const { rejected } = readCapture(pcapFile([{ bytes: ethernet(packet), time: EPOCH }]));
    expect(rejected).toMatchObject([{ reason: 'capture-broken' }]);
  });

  it('addresses mapped into version 6 are those of version 4', () => {
    const from = { ...client, address: '::ffff:10.0.0.1' };
    const to = { ...server, address: '::ffff:192.0.2.7' };
    const packet = ipv6(from.address, to.address, 17, udpDatagram(from, to, 'x'));
    const { flows } = readCapture(pcapFile([{ bytes: ethernet(packet), time: EPOCH }]));
    expect(flows).toMatchObject([{ initiatorAddress: '10.0.0.1', responderAddress: '192.0.2.7' }]);
  });

  it('other protocols make no flows and are counted', () => {
    const packets = [1, 47, 50].map((protocol) =>
      ipv4(CLIENT.address, SERVER.address, protocol, Buffer.alloc(40)),
    );
    const arp = Buffer.concat([Buffer.alloc(12), Buffer.from([8, 6]), Buffer.alloc(28)]);
    const { flows, counts } = readCapture(
      pcapFile([...packets.map((packet) => ethernet(packet)), arp].map((bytes) => ({ bytes, time: EPOCH }))),
    );
    expect(flows).toEqual([]);
    expect(counts).toMatchObject({ icmp: 1, otherTransport: 2, notIp: 1 });
  });

  it('packets that the network card cut have the length of their frame', () => {
    const packet = ipv4(
      CLIENT.address,
      SERVER.address,
      6,
      tcpSegment(CLIENT, SERVER, 24, 1, randomBytes(20_000)),
    );
    packet.writeUInt16BE(0, 2);
    const { flows } = readCapture(pcapFile([{ bytes: ethernet(packet), time: EPOCH }]));
    expect(flows[0]?.sent).toMatchObject({ payloadBytes: 20_000, keptBytes: 20_000 });
  });
});
