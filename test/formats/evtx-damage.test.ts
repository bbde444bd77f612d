import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/formats/evtx/crc32.ts';
import { writeEvtx } from '../../src/stories/evtx-writer.ts';
import { readEvtx } from './read-evtx.ts';

const HEADER = 4096;
const CHUNK = 65_536;

const records = Array.from({ length: 420 }, (_, index) => ({
  provider: 'Microsoft-Windows-Sysmon',
  eventId: index % 3 === 0 ? 1 : 3,
  channel: 'Microsoft-Windows-Sysmon/Operational',
  computer: 'WS01.corp.example',
  recordId: 5000 + index,
  loggedTime: 1_599_250_195_035 + index,
  executionPid: 2440,
  user: 'S-1-5-18',
  data:
    index % 3 === 0
      ? {
          UtcTime: '2020-09-04 20:09:55.035',
          CommandLine: 'gpg -c '.repeat(index % 90),
          ProcessId: `${index}`,
        }
      : { ProcessId: `${index}`, DestinationIp: '203.0.113.7', DestinationPort: '443' },
  message: undefined,
}));
const whole = writeEvtx(records);
const chunkCount = (whole.length - HEADER) / CHUNK;
const intact = readEvtx(whole);

function changed(change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(whole);
  change(copy);
  return copy;
}

/** As Windows leaves a header it wrote itself: with its checksum. */
function sealFileHeader(bytes: Buffer): void {
  bytes.writeUInt32LE(crc32(bytes, 0, 120), 124);
}

function sealChunkHeader(bytes: Buffer, chunk: number): void {
  const window = bytes.subarray(chunk, chunk + CHUNK);
  window.writeUInt32LE(crc32(window, 512, window.readUInt32LE(48)), 52);
  window.writeUInt32LE(crc32(window, 128, 512, crc32(window, 0, 120)), 124);
}

function chunkOf(offset: number): number {
  return Math.floor((offset - HEADER) / CHUNK);
}

describe('a sound EVTX file', () => {
  it('has several chunks and gives no cause for complaint', () => {
    expect(chunkCount).toBeGreaterThanOrEqual(3);
    expect(intact.rejected).toEqual([]);
    expect(intact.values).toEqual(records);
  });

  it('is read to its last chunk though the header of a live log counts fewer, and unused room holds leftovers', () => {
    const live = changed((copy) => {
      copy.writeUInt16LE(1, 42);
      copy.writeUInt32LE(1, 120);
      sealFileHeader(copy);
    });
    const leftovers = Buffer.alloc(3 * CHUNK, 'old bytes of the disk');
    const sink = readEvtx(Buffer.concat([live, leftovers]));
    expect(sink.reasons).toEqual([]);
    expect(sink.records).toEqual(intact.records);
  });

  it('is read past the end a stale chunk header names, but not into leftovers of an older log', () => {
    const first = intact.records.filter(({ offset }) => chunkOf(offset) === 0);
    const third = first[2]!;
    const stale = changed((copy) => {
      copy.writeUInt32LE(third.offset - HEADER, HEADER + 48);
      sealChunkHeader(copy, HEADER);
    });
    expect(readEvtx(stale).records).toEqual(intact.records);
    stale.writeBigUInt64LE(7n, third.offset + 8);
    const sink = readEvtx(stale);
    expect(sink.reasons).toEqual([]);
    expect(sink.records).toEqual([
      ...first.slice(0, 2),
      ...intact.records.filter(({ offset }) => chunkOf(offset) > 0),
    ]);
  });
});

describe('a truncated EVTX file', () => {
  it('gives every record that lies before a cut between chunks, and says that chunks are missing', () => {
    for (let chunks = 0; chunks < chunkCount; chunks++) {
      const length = HEADER + chunks * CHUNK;
      const sink = readEvtx(whole.subarray(0, length));
      expect(sink.reasons).toEqual([`truncated@${length}+0`]);
      expect(sink.records).toEqual(intact.records.filter(({ offset }) => offset < length));
    }
  });

  it('gives every whole record before a cut anywhere, and says once where it was cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        const sink = readEvtx(whole.subarray(0, length));
        const before = intact.records.filter((record) => record.offset + record.length <= length);
        expect(sink.records).toEqual(before);
        const allRead = sink.records.length === records.length;
        expect(sink.rejected.map(({ reason }) => reason)).toEqual(allRead ? [] : ['truncated']);
      }),
      { numRuns: 400, seed: 1390 },
    );
  });
});

describe('a damaged EVTX file', () => {
  it('is read in full when only its file header is broken, which is said once', () => {
    for (const offset of [0, 5, 24, 42, 100, 124]) {
      const sink = readEvtx(changed((copy) => void (copy[offset]! ^= 0x10)));
      expect(sink.reasons).toEqual([`evtx-header-broken@0+${HEADER}`]);
      expect(sink.records).toEqual(intact.records);
    }
  });

  it('is read in full when a chunk header is broken, which is said once', () => {
    for (const offset of [0, 7, 12, 45, 48, 49, 60, 126, 200, 400]) {
      const sink = readEvtx(changed((copy) => void (copy[HEADER + CHUNK + offset]! ^= 0x10)));
      expect(sink.reasons).toEqual([`evtx-chunk-broken@${HEADER + CHUNK}+${CHUNK}`]);
      expect(sink.records).toEqual(intact.records);
    }
  });

  it('loses one chunk and no more when 64 KiB are overwritten', () => {
    const sink = readEvtx(changed((copy) => void copy.fill(0, HEADER + CHUNK, HEADER + 2 * CHUNK)));
    expect(sink.reasons).toEqual([`evtx-chunk-broken@${HEADER + CHUNK}+${CHUNK}`]);
    expect(sink.records).toEqual(intact.records.filter(({ offset }) => chunkOf(offset) !== 1));
  });

  it('gives a record though one of its three marks is damaged', () => {
    const { offset, length } = intact.records[40]!;
    for (const mark of [offset, offset + 5, offset + length - 3]) {
      const sink = readEvtx(changed((copy) => void (copy[mark]! ^= 0x01)));
      expect(sink.reasons).toEqual([
        `evtx-chunk-broken@${HEADER}+${CHUNK}`,
        `evtx-record-broken@${offset}+${length}`,
      ]);
      expect(sink.records).toEqual(intact.records);
    }
  });

  it('loses one record and no more when its bytes are overwritten', () => {
    const { offset, length } = intact.records[41]!;
    const sink = readEvtx(changed((copy) => void copy.fill(0xaa, offset, offset + length)));
    expect(sink.reasons).toEqual([
      `evtx-chunk-broken@${HEADER}+${CHUNK}`,
      `evtx-record-broken@${offset}+${length}`,
    ]);
    expect(sink.records).toEqual(intact.records.filter((record) => record.offset !== offset));
  });

  it('is read from its chunks alone, as carving leaves them', () => {
    const sink = readEvtx(whole.subarray(HEADER));
    expect(sink.rejected.map(({ reason }) => reason)).toEqual(['evtx-header-broken']);
    expect(sink.values).toEqual(records);
  });

  it('never breaks, whichever bits flip: chunks without a flip are delivered as they are', () => {
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(7)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(flips, (places) => {
        const hit = new Set(places.map(([offset]) => chunkOf(offset)));
        const bytes = changed((copy) => {
          for (const [offset, bit] of places) copy[offset]! ^= 1 << bit;
        });
        const sink = readEvtx(bytes);
        const untouched = intact.records.filter(({ offset }) => !hit.has(chunkOf(offset)));
        expect(sink.records.filter(({ offset }) => !hit.has(chunkOf(offset)))).toEqual(untouched);
        expect(sink.records.length).toBeLessThanOrEqual(records.length);
        const reported = new Set(sink.rejected.map(({ reason, place }) => `${reason}@${place.offset}`));
        expect(reported.size).toBe(sink.rejected.length);
      }),
      { numRuns: 400, seed: 1391 },
    );
  });

  it('never breaks when bytes are overwritten with anything', () => {
    const patch = fc.tuple(fc.nat(whole.length - 1), fc.uint8Array({ minLength: 1, maxLength: 600 }));
    fc.assert(
      fc.property(fc.array(patch, { minLength: 1, maxLength: 6 }), (patches) => {
        const sink = readEvtx(
          changed((copy) => {
            for (const [offset, bytes] of patches) copy.set(bytes.subarray(0, copy.length - offset), offset);
          }),
        );
        expect(sink.records.length).toBeLessThanOrEqual(records.length + patches.length);
      }),
      { numRuns: 300, seed: 1392 },
    );
  });

  it('never breaks on bytes that are no event log at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), (bytes) => {
        const sink = readEvtx(Buffer.from(bytes));
        expect(sink.records).toEqual([]);
        expect(sink.rejected.length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 200, seed: 1393 },
    );
  });
});
