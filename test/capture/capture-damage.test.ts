import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcapFile, pcapngFile } from './capture-files.ts';
import { conversation, datagrams, EPOCH, randomBytes } from './packets.ts';
import type { ReadCapture } from './read-capture.ts';
import { readCapture } from './read-capture.ts';

/** A flow a second, so that damage to one place can be told from damage to another. */
const frames = Array.from({ length: 24 }, (_, i) =>
  conversation(
    [
      { by: 'client', bytes: `GET /${i} HTTP/1.1\r\nHost: h${i}.example\r\n\r\n` },
      {
        by: 'server',
        bytes: Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), randomBytes(300 + i, i)]),
      },
    ],
    { client: { address: '10.20.30.5', port: 30_000 + i }, time: EPOCH + i * 1_000_000 },
  ),
).flat();

const LAYOUTS = [
  ['pcap', pcapFile(frames), 24],
  ['big-endian pcap', pcapFile(frames, { littleEndian: false }), 24],
  ['pcapng', pcapngFile(frames), 48],
] as const;

/** Flows by their port, to see which are the same. */
function byPort({ flows }: ReadCapture): ReadonlyMap<number, unknown> {
  // Why a flow was told depends on the clock of the frames round it.
  return new Map(flows.map((flow) => [flow.initiatorPort, { ...flow, ended: undefined }]));
}

describe.each(LAYOUTS)('a damaged %s', (_, file, begin) => {
  const intact = readCapture(file);

  it('that is whole gives no cause for complaint', () => {
    expect([intact.rejected, intact.flows.length]).toEqual([[], 24]);
  });

  it('that was cut short gives every frame before the cut, and says once where it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length - 1 }), (length) => {
        const { counts, rejected } = readCapture(file.subarray(0, length));
        expect(rejected.length).toBeLessThanOrEqual(1);
        for (const { reason, place } of rejected) {
          expect(reason).toBe('truncated');
          expect(place.offset + place.length).toBe(length);
          expect(place.offset).toBeLessThan(length);
        }
        const share = Math.max(0, length - begin) / (file.length - begin);
        expect(counts.frames).toBeGreaterThanOrEqual(Math.floor(share * frames.length * 0.9) - 1);
      }),
      { numRuns: 150 },
    );
  });

  it('is read on both sides of bytes that were overwritten, which are reported with their place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: begin, max: file.length - 3000 }),
        fc.integer({ min: 1, max: 2000 }),
        (at, length) => {
          const copy = Buffer.from(file);
          randomBytes(length, at).copy(copy, at);
          const told = readCapture(copy, [at, at + 7, at + length]);
          // At most the frames that overlap the damage, one before that took a wrong length, and what that swallowed.
          expect(told.counts.frames).toBeGreaterThanOrEqual(frames.length - Math.ceil(length / 50) - 12);
          for (const { place } of told.rejected) {
            expect(place.offset).toBeGreaterThanOrEqual(0);
            expect(place.offset + place.length).toBeLessThanOrEqual(copy.length);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('loses few flows to a single flipped bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: begin, max: file.length - 1 }), fc.nat(7), (at, bit) => {
        const copy = Buffer.from(file);
        copy[at]! ^= 1 << bit;
        const told = byPort(readCapture(copy));
        const same = [...byPort(intact)].filter(
          ([port, flow]) => asText(told.get(port)) === asText(flow),
        ).length;
        expect(same).toBeGreaterThanOrEqual(20);
      }),
      { numRuns: 150 },
    );
  });

  it('is told the same way whatever pieces it comes in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: begin, max: file.length - 500 }),
        fc.array(fc.nat(file.length), { maxLength: 8 }),
        (at, cuts) => {
          const copy = Buffer.from(file);
          randomBytes(400, at).copy(copy, at);
          const told = readCapture(copy, cuts);
          const whole = readCapture(copy);
          expect([told.flows, told.rejected]).toEqual([whole.flows, whole.rejected]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

function asText(value: unknown): string {
  return JSON.stringify(value);
}

describe('a hostile capture', () => {
  it('of any bytes behind a header never throws', () => {
    const heads = LAYOUTS.map(([, file, begin]) => file.subarray(0, begin));
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 3000 }), (head, bytes) => {
        const told = readCapture(Buffer.concat([head, bytes]), [30, 100, 101]);
        expect(told.flows.length).toBeLessThanOrEqual(told.counts.frames);
      }),
      { numRuns: 300 },
    );
  });

  it('of frames with any content never throws', () => {
    const whole = datagrams([{ by: 'client', bytes: randomBytes(60) }])[0]!.bytes;
    const mutation = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(
        fc.array(fc.array(mutation, { maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0, 1, 12, 101, 108, 113, 228, 276, 9999),
        (mutants, linkType) => {
          const mutated = mutants.map((changes, i) => {
            const bytes = Buffer.from(whole);
            for (const { at, value } of changes) bytes[at] = value;
            return { bytes, time: EPOCH + i };
          });
          const { counts } = readCapture(pcapFile(mutated, { linkType }));
          expect(counts.frames).toBe(mutants.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of streams with any content never throws, and every flow is told', () => {
    const beginnings = [
      '\x16\x03\x01\x00\x40\x01\x00\x00\x3c\x03\x03',
      '\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03',
      'GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n',
      'SSH-2.0-x\r\n\x00\x00\x01\x00\x05\x14',
      'PASV\r\nSTOR x\r\n',
      '220 x\r\n',
      'EHLO x\r\nDATA\r\n',
      '\x80\x2e\x01\x03\x01\x00\x15\x00\x00\x00\x10',
      '\x00\x30\x12\x34\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00\xc0\x0c',
      '--b\r\nContent-Type: x\r\n\r\n',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.constantFrom(...beginnings),
        fc.uint8Array({ maxLength: 600 }),
        fc.uint8Array({ maxLength: 600 }),
        (asked, answered, more, rest) => {
          const told = readCapture(
            pcapFile(
              conversation([
                { by: 'client', bytes: Buffer.concat([Buffer.from(asked, 'latin1'), more]) },
                { by: 'server', bytes: Buffer.concat([Buffer.from(answered, 'latin1'), rest]) },
              ]),
            ),
          );
          expect(told.flows).toHaveLength(1);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of datagrams with any content never throws', () => {
    const beginnings = [
      '\xc3\x00\x00\x00\x01\x08\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00\x44\x9e',
      '\x12\x34\x81\x80\x00\x01\x00\xff\x00\x00\x00\x00\xc0\x0c',
      '\x16\xfe\xfd\x00\x00\x00\x00\x00\x00\x00\x00\x00\x40\x01\x00\x00\x34\x00\x00\x00\x00\x00\x00\x00\x34',
      '\x01\x00\x00\x00',
      '\x38',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 1300 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.constantFrom(53, 443, 500, 1194, 4433),
        (parts, port) => {
          const talks = parts.map(([start, rest], i) => ({
            by: i % 2 === 0 ? ('client' as const) : ('server' as const),
            bytes: Buffer.concat([Buffer.from(start, 'latin1'), rest]),
          }));
          const told = readCapture(pcapFile(datagrams(talks, { server: { address: '192.0.2.1', port } })));
          expect(told.flows).toHaveLength(1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('whose records claim impossible lengths is passed over, not waited for', () => {
    const file = pcapFile(frames);
    const huge = Buffer.from(file);
    huge.writeUInt32LE(0xffff_fff0, 24 + 8);
    const told = readCapture(huge);
    expect(told.rejected).toMatchObject([{ reason: 'capture-broken', place: { offset: 24 } }]);
    expect(told.counts.frames).toBe(frames.length - 1);
  });

  it('with clocks of another age is told all the same', () => {
    const times = [0, 4_294_967_295_000_000, EPOCH, 0, EPOCH + 1];
    const told = readCapture(
      pcapFile(times.map((time, i) => ({ ...datagrams([{ by: 'client', bytes: `${i}` }])[0]!, time }))),
    );
    expect(told.flows.reduce((sum, { sent }) => sum + sent.packets, 0)).toBe(5);
    for (const { start } of told.flows) expect(Number.isNaN(new Date(start).getTime())).toBe(false);
  });
});
