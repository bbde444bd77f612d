import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { logPreambleFormat } from './preamble-format.ts';

const FILTER = 'Filtering the log data using "subsystem == \\"com.apple.network\\""\n';
const SKIPPING = 'Skipping info and debug messages, pass --info and/or --debug to include.\n';
const LINES = '{"eventMessage":"a"}\n{"eventMessage":"b"}\n{"count":2,"finished":1}\n';
const ARRAY = '[{\n  "eventMessage" : "a"\n},{\n  "eventMessage" : "b"\n}]\n';

describe('JSON of the unified log behind a preamble', () => {
  it.each([
    [FILTER + LINES, 3],
    [SKIPPING + FILTER + LINES, 3],
    [FILTER + ARRAY, 2],
  ])('reads its records at their own places, however the bytes come', (text, count) => {
    const bytes = Buffer.from(text);
    expect(detectFormat(bytes)?.id).toBe('unified-log-json');
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 5 }), (cuts) => {
        const sink = decodeInPieces((source, to) => logPreambleFormat.open(source, to), bytes, cuts);
        expect(sink.reasons).toEqual([]);
        expect(sink.records).toHaveLength(count);
        for (const { value, offset, length } of sink.records) {
          expect(JSON.parse(bytes.toString('utf8', offset, offset + length))).toEqual(value);
        }
      }),
    );
  });

  it('shifts the place of what is broken', () => {
    const text = `${FILTER}{"a":1}\n{"a":\n{"b":1}\n`;
    const sink = decodeInPieces(
      (source, to) => logPreambleFormat.open(source, to),
      Buffer.from(text),
      [],
      new RecordingSink(),
    );
    expect(sink.values).toEqual([{ a: 1 }, { b: 1 }]);
    expect(sink.reasons).toEqual([`json-broken@${FILTER.length + 8}+5`]);
  });

  it('leaves plain JSON and other text alone', () => {
    expect(logPreambleFormat.sniff(Buffer.from(LINES))).toBe(false);
    expect(logPreambleFormat.sniff(Buffer.from(`Hello\n${LINES}`))).toBe(false);
    expect(logPreambleFormat.sniff(Buffer.from(FILTER))).toBe(false);
  });
});
