import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCapture } from '../../src/formats/capture/capture-format.ts';
import {
  enhancedPacket,
  interfaceBlock,
  pcapFile,
  pcapngBlock,
  pcapngFile,
  sectionHeader,
  simplePacket,
} from './capture-files.ts';
import { conversation, datagrams, EPOCH, randomBytes } from './packets.ts';
import { readCapture } from './read-capture.ts';

const frames = [
  ...conversation([
    { by: 'client', bytes: 'GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n' },
    { by: 'server', bytes: `HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n${'x'.repeat(4000)}` },
  ]),
  ...conversation([{ by: 'client', bytes: randomBytes(70_000) }], {
    client: { address: '10.20.30.5', port: 40_001 },
    time: EPOCH + 500_000,
  }),
];
const plain = readCapture(pcapFile(frames));

describe('a classic pcap', () => {
  it('gives each flow with its bytes and times', () => {
    expect(plain.rejected).toEqual([]);
    expect(plain.counts).toMatchObject({ frames: frames.length, flows: 2 });
    const [http, raw] = plain.flows;
    expect(http).toMatchObject({
      start: EPOCH / 1000,
      durationMicroseconds: 9000,
      initiatorAddress: '10.20.30.5',
      initiatorPort: 40_000,
      responderAddress: '203.0.113.20',
      responderPort: 8443,
      initiatorBy: 'syn',
      application: 'http',
      history: 'ShADdFf',
      sent: { packets: 5, payloadBytes: 38, missedBytes: 0 },
      received: { packets: 5, payloadBytes: 4041 },
    });
    expect(raw).toMatchObject({ application: 'unknown', sent: { payloadBytes: 70_000, keptBytes: 65_536 } });
    expect(raw?.sent.whole?.length).toBe(70_000);
  });

  it.each([
    ['big-endian', { littleEndian: false }],
    ['nanoseconds', { nanoseconds: true }],
    ['big-endian nanoseconds', { littleEndian: false, nanoseconds: true }],
  ])('is the same in %s', (_, options) => {
    const told = readCapture(pcapFile(frames, options));
    expect([told.rejected, told.flows]).toEqual([[], plain.flows]);
  });

  it('is the same whatever pieces it comes in', () => {
    const file = pcapFile(frames);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 12 }), (cuts) => {
        const told = readCapture(file, cuts);
        expect([told.rejected, told.flows, told.offsets]).toEqual([[], plain.flows, plain.offsets]);
      }),
      { numRuns: 60 },
    );
    const everyByte = pcapFile(frames.slice(0, 8));
    const whole = readCapture(everyByte);
    const told = readCapture(
      everyByte,
      Array.from({ length: everyByte.length }, (_, i) => i),
    );
    expect(told.flows).toEqual(whole.flows);
  });

  it('counts what cut frames had on the wire, and looks at what was captured', () => {
    const cut = frames.map(({ bytes, time }) => ({
      bytes: bytes.subarray(0, 96),
      time,
      wireLength: bytes.length,
    }));
    const told = readCapture(pcapFile(cut, { snapLength: 96 }));
    expect(told.rejected).toEqual([]);
    const [http, raw] = told.flows;
    expect(http?.sent).toMatchObject({ payloadBytes: 38, snappedBytes: 0 });
    expect(raw?.sent).toMatchObject({ payloadBytes: 70_000, snappedBytes: 70_000 - 50 * 42, keptBytes: 42 });
  });

  it('goes on when captures were put one behind the other', () => {
    const later = conversation([{ by: 'client', bytes: 'abc' }], { time: EPOCH + 7_200_000_000 });
    const told = readCapture(Buffer.concat([pcapFile(frames), pcapFile(later, { littleEndian: false })]));
    expect([told.rejected, told.flows.length]).toEqual([[], 3]);
  });
});

describe('a pcapng', () => {
  it('gives the same flows as a classic pcap', () => {
    const told = readCapture(pcapngFile(frames));
    expect([told.rejected, told.flows]).toEqual([[], plain.flows]);
  });

  it('is the same whatever pieces it comes in', () => {
    const file = pcapngFile(frames);
    fc.assert(
      fc.property(fc.array(fc.nat(file.length), { maxLength: 12 }), (cuts) => {
        expect(readCapture(file, cuts).flows).toEqual(plain.flows);
      }),
      { numRuns: 60 },
    );
  });

  it('has sections of either byte order, interfaces with clocks of their own and blocks nobody knows', () => {
    const [first, second, ...rest] = frames;
    const file = Buffer.concat([
      sectionHeader(false),
      interfaceBlock(101, 9, false),
      pcapngBlock(0x0bad, Buffer.alloc(5000, 7), false),
      interfaceBlock(1, 9, false),
      enhancedPacket(1, BigInt(first!.time) * 1000n, first!.bytes, false),
      sectionHeader(),
      interfaceBlock(1, 0x80 | 20),
      pcapngBlock(4, Buffer.alloc(64)),
      enhancedPacket(0, (BigInt(second!.time) * (1n << 20n)) / 1_000_000n, second!.bytes),
      interfaceBlock(1),
      ...rest.map(({ bytes, time }) => enhancedPacket(1, BigInt(time), bytes)),
      pcapngBlock(5, Buffer.alloc(12)),
    ]);
    const told = readCapture(file, [1, 30, 77, 4000, 5100]);
    expect(told.rejected).toEqual([]);
    expect(told.flows).toEqual(plain.flows);
  });

  it('takes the time of the packet before for packets without one', () => {
    const [first, ...rest] = datagrams([
      { by: 'client', bytes: 'ping' },
      { by: 'server', bytes: 'pong' },
    ]);
    const told = readCapture(
      Buffer.concat([
        sectionHeader(),
        interfaceBlock(1),
        enhancedPacket(0, BigInt(first!.time), first!.bytes),
        ...rest.map(({ bytes }) => simplePacket(bytes)),
      ]),
    );
    expect(told.flows).toMatchObject([
      { start: EPOCH / 1000, sent: { payloadBytes: 4 }, received: { payloadBytes: 4 } },
    ]);
  });

  it('says so when a packet names an interface that was never described', () => {
    const file = Buffer.concat([sectionHeader(), enhancedPacket(3, 0n, frames[0]!.bytes)]);
    const { rejected } = readCapture(file);
    expect(rejected.map(({ reason, place }) => [reason, place.offset])).toEqual([['capture-broken', 28]]);
  });
});

describe('the layout is judged by content', () => {
  it('knows captures and nothing else', () => {
    expect(isCapture(pcapFile([]))).toBe(true);
    expect(isCapture(pcapFile([], { littleEndian: false, nanoseconds: true }))).toBe(true);
    expect(isCapture(pcapngFile([]))).toBe(true);
    for (const other of ['{"ts":1}\n'.repeat(10), 'ElfFile\0'.padEnd(80, '\0'), '']) {
      expect(isCapture(Buffer.from(other))).toBe(false);
    }
  });
});
