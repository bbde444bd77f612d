import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureBytes } from '../../src/formats/capture/payload/byte-measure.ts';
import { pcapFile } from './capture-files.ts';
import type { TimedFrame } from './packets.ts';
import {
  ACK,
  CLIENT,
  EPOCH,
  ethernet,
  ipv4,
  PSH_ACK,
  randomBytes,
  SERVER,
  SYN,
  SYN_ACK,
  tcpSegment,
} from './packets.ts';
import { readCapture } from './read-capture.ts';

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** The client's stream in the given pieces, in their order, behind a handshake. */
function sent(content: Buffer, pieces: readonly Piece[], first = 1000): readonly TimedFrame[] {
  const frame = (flags: number, sequence: number, payload: Buffer, fromServer = false): Buffer => {
    const [from, to] = fromServer ? [SERVER, CLIENT] : [CLIENT, SERVER];
    return ethernet(ipv4(from.address, to.address, 6, tcpSegment(from, to, flags, sequence, payload)));
  };
  const nothing = Buffer.alloc(0);
  const frames = [
    frame(SYN, first - 1, nothing),
    frame(SYN_ACK, 7000, nothing, true),
    frame(ACK, first, nothing),
    ...pieces.map(({ from, to }) => frame(PSH_ACK, first + from, content.subarray(from, to))),
  ];
  return frames.map((bytes, i) => ({ bytes, time: EPOCH + i * 100 }));
}

/** Cuts of a stream of `length` bytes into neighbouring pieces. */
function cutArbitrary(length: number, most: number): fc.Arbitrary<Piece[]> {
  return fc.uniqueArray(fc.integer({ min: 1, max: length - 1 }), { maxLength: most }).map((cuts) => {
    const bounds = [0, ...cuts.sort((a, b) => a - b), length];
    return bounds.slice(1).map((to, i) => ({ from: bounds[i]!, to }));
  });
}

const LENGTH = 6000;
const content = randomBytes(LENGTH, 7);

/** What is told of a stream apart from how it was cut. */
function told(frames: readonly TimedFrame[]): unknown {
  const [flow, ...others] = readCapture(pcapFile(frames)).flows;
  expect(others).toEqual([]);
  const { payloadBytes, missedBytes, keptBytes, content: facts, whole } = flow!.sent;
  return { payloadBytes, missedBytes, keptBytes, facts, whole };
}

const inOrder = told(sent(content, [{ from: 0, to: LENGTH }]));

describe('a TCP stream is the same', () => {
  it('however it is cut', () => {
    fc.assert(
      fc.property(cutArbitrary(LENGTH, 40), (pieces) => {
        expect(told(sent(content, pieces))).toEqual(inOrder);
      }),
      { numRuns: 60 },
    );
  });

  it('in any order, as far as sixteen gaps are open at a time', () => {
    const shuffled = cutArbitrary(LENGTH, 14).chain((pieces) =>
      fc.shuffledSubarray(pieces, { minLength: pieces.length, maxLength: pieces.length }),
    );
    fc.assert(
      fc.property(shuffled, (pieces) => {
        expect(told(sent(content, pieces))).toEqual(inOrder);
      }),
      { numRuns: 150 },
    );
  });

  it('with pieces sent again, overlapping by any amount, in any order', () => {
    const again = fc
      .tuple(fc.nat(LENGTH), fc.nat(LENGTH))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    const mixed = fc
      .tuple(cutArbitrary(LENGTH, 8), fc.array(again, { maxLength: 6 }))
      .chain(([pieces, more]) => {
        const all = [...pieces, ...more.filter(({ from, to }) => to > from)];
        return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      });
    fc.assert(
      fc.property(mixed, (pieces) => {
        expect(told(sent(content, pieces))).toEqual(inOrder);
      }),
      { numRuns: 200 },
    );
  });

  it('when its sequence numbers pass 2^32', () => {
    fc.assert(
      fc.property(cutArbitrary(LENGTH, 10), fc.integer({ min: 0, max: LENGTH }), (pieces, before) => {
        expect(told(sent(content, pieces.reverse(), 2 ** 32 - before))).toEqual(inOrder);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a gap in a TCP stream', () => {
  it('is counted as missed, and everything else as sent', () => {
    fc.assert(
      fc.property(cutArbitrary(LENGTH, 12), fc.nat(), (pieces, which) => {
        const lost = pieces[which % pieces.length]!;
        const frames = sent(
          content,
          pieces.filter((piece) => piece !== lost),
        );
        const [flow] = readCapture(pcapFile(frames)).flows;
        const length = lost.to - lost.from;
        const isLast = lost.to === LENGTH;
        expect(flow?.sent.payloadBytes).toBe(LENGTH - length);
        expect(flow?.sent.missedBytes).toBe(isLast ? 0 : length);
        expect(flow?.sent.keptBytes).toBe(lost.from);
        const seen = Buffer.concat([content.subarray(0, lost.from), content.subarray(lost.to)]);
        const isCounted = seen.length > 0 && LENGTH - (isLast ? length : 0) > 2048;
        if (isCounted) expect(flow?.sent.whole).toEqual(measureBytes(seen));
      }),
      { numRuns: 200 },
    );
  });

  it('far ahead of anything a window allows is not believed', () => {
    const frames = [
      ...sent(content, [{ from: 0, to: 3000 }]),
      ...sent(content, [{ from: 3000, to: LENGTH }]).slice(3),
    ];
    const stray = sent(content, [{ from: 0, to: 100 }], 1000 + 0x6000_0000).slice(3);
    const [flow] = readCapture(pcapFile([...frames.slice(0, 4), ...stray, ...frames.slice(4)])).flows;
    expect(flow?.sent).toMatchObject({ payloadBytes: LENGTH, missedBytes: 0, retransmittedBytes: 100 });
  });
});

it('counts of a long stream are those of its bytes', () => {
  const long = randomBytes(200_000, 3);
  const pieces = Array.from({ length: 200 }, (_, i) => ({ from: i * 1000, to: i * 1000 + 1000 }));
  const [flow] = readCapture(pcapFile(sent(long, pieces))).flows;
  expect(flow?.sent.whole).toEqual(measureBytes(long));
  expect(flow?.sent.content?.entropy).toBe(measureBytes(long, 0, 65_536).entropy);
});

it('keep-alives are no payload', () => {
  const frames = sent(content, [
    { from: 0, to: 1000 },
    { from: 999, to: 1000 },
    { from: 999, to: 1000 },
    { from: 1000, to: LENGTH },
  ]);
  const [flow] = readCapture(pcapFile(frames)).flows;
  expect(flow?.sent).toMatchObject({ payloadBytes: LENGTH, retransmittedBytes: 2, missedBytes: 0 });
});
