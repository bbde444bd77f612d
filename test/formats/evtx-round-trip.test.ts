import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evtxFormat } from '../../src/formats/evtx/evtx-format.ts';
import type { WindowsRecord } from '../../src/formats/windows-record.ts';
import { writeEvtx } from '../../src/stories/evtx-writer.ts';
import { EvtxSink, readEvtx } from './read-evtx.ts';

/** Any UTF-16, lone surrogates and control characters included; a NUL at the end is EVTX's own terminator. */
const anyText = fc
  .oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  )
  .map((text) => text.replace(/\0$/, '_'));

const fieldName = fc.oneof(
  fc.stringMatching(/^[A-Z][A-Za-z]{0,12}$/),
  fc.constantFrom('constructor', 'toString', 'Bedienungsanleitung-Größe'),
);
const namedData = fc
  .uniqueArray(fc.tuple(fieldName, anyText), { maxLength: 12, selector: ([name]) => name })
  .map((entries) => Object.fromEntries(entries));
const unnamedData = fc
  .array(anyText, { maxLength: 5 })
  .map((texts) => Object.fromEntries(texts.map((text, index) => [`param${index + 1}`, text])));

const anyRecord: fc.Arbitrary<WindowsRecord> = fc.record({
  provider: anyText,
  eventId: fc.integer({ min: 0, max: 65_535 }),
  channel: anyText,
  computer: anyText,
  recordId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  loggedTime: fc.option(fc.integer({ min: 0, max: 253_402_300_000_000 }), { nil: undefined }),
  executionPid: fc.option(fc.integer({ min: 0, max: 0xffff_ffff }), { nil: undefined }),
  user: fc.option(fc.oneof(anyText, fc.constant('S-1-5-21-186559946-3925841745-111227986-500')), {
    nil: undefined,
  }),
  data: fc.oneof(namedData, unnamedData),
  message: fc.option(anyText, { nil: undefined }),
});

describe('an EVTX file of our own', () => {
  it('gives back every record with every text as it was written, however the bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(anyRecord, { maxLength: 20 }),
        fc.array(fc.nat(200_000), { maxLength: 6 }),
        (records, cuts) => {
          const sink = readEvtx(writeEvtx(records), cuts);
          expect(sink.rejected).toEqual([]);
          expect(sink.values).toEqual(records);
        },
      ),
      { numRuns: 150, seed: 1048 },
    );
  });

  it('holds texts of up to 20,000 characters and as many chunks as they need', () => {
    const records = [0, 1, 255, 19_999, 20_000, 3, 20_000, 20_000].map((length, index) =>
      storyRecord(index + 1, { Short: 'x', ScriptBlockText: '\u{1f512}é$'.repeat(length).slice(0, length) }),
    );
    const bytes = writeEvtx(records);
    const sink = readEvtx(bytes);
    expect(bytes.length).toBe(4096 + 4 * 65_536);
    expect(sink.reasons).toEqual([]);
    expect(sink.values).toEqual(records);
  });

  it('refuses a record no chunk can hold', () => {
    const tooLong = storyRecord(1, { A: 'x'.repeat(20_000), B: 'x'.repeat(20_000) });
    expect(() => writeEvtx([tooLong])).toThrow(RangeError);
    expect(() => writeEvtx([storyRecord(1, { A: 'x'.repeat(33_000) })])).toThrow(RangeError);
  });

  it('places each record at the bytes it was read from', () => {
    const bytes = writeEvtx(
      Array.from({ length: 300 }, (_, index) => storyRecord(index, { Index: `${index}` })),
    );
    const sink = readEvtx(bytes, [5000, 70_000]);
    expect(sink.records).toHaveLength(300);
    for (const { offset, length } of sink.records) {
      expect(bytes.readUInt32LE(offset)).toBe(0x2a2a);
      expect(bytes.readUInt32LE(offset + length - 4)).toBe(length);
    }
  });

  it('asks before it decodes, and delivers only what may matter', () => {
    const records = Array.from({ length: 100 }, (_, index) => storyRecord(index + 1, { Index: `${index}` }));
    const sink = new EvtxSink();
    const asked = new Set<string>();
    sink.windowsGate = (provider, eventId) => {
      asked.add(`${provider}/${eventId}`);
      return eventId === 3;
    };
    readEvtx(writeEvtx(records), [], sink);
    expect([...asked].sort()).toEqual(['Microsoft-Windows-Sysmon/1', 'Microsoft-Windows-Sysmon/3']);
    expect(sink.values).toEqual(records.filter((record) => record.eventId === 3));
  });

  it('is recognised by its first bytes, with or without a sound header', () => {
    const bytes = writeEvtx([storyRecord(1, {})]);
    expect(evtxFormat.sniff(bytes)).toBe(true);
    expect(evtxFormat.sniff(Buffer.concat([Buffer.alloc(4096), bytes.subarray(4096)]))).toBe(true);
    expect(evtxFormat.sniff(bytes.subarray(4096))).toBe(true);
    expect(evtxFormat.sniff(bytes.subarray(0, 4))).toBe(false);
    expect(evtxFormat.sniff(Buffer.from('{"EventID":1}'))).toBe(false);
  });
});

function storyRecord(recordId: number, data: Record<string, string>): WindowsRecord {
  return {
    provider: 'Microsoft-Windows-Sysmon',
    eventId: recordId % 2 === 0 ? 3 : 1,
    channel: 'Microsoft-Windows-Sysmon/Operational',
    computer: 'WS01.corp.example',
    recordId,
    loggedTime: 1_599_250_195_035 + recordId,
    executionPid: 2440,
    user: 'S-1-5-18',
    data,
    message: undefined,
  };
}
