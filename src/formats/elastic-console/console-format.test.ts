import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { elasticConsoleFormat } from './console-format.ts';
import { withoutTripleQuotes } from './triple-quotes.ts';

/** Imitates exports of sbousseaden/macOS-ATTACK-DATASET: the console's raw strings, and a brace that was lost. */
const RAW = '{\n  "_index" : "a",\n  "_source" : {\n    "args" : ["-e", """say "hi" \\d {"""]\n  }\n}\n';
const UNCLOSED = '{\n  "_index": "b",\n  "_source": {\n    "id": 1\n  }\n  \n';
const WHOLE = '{\n  "_index": "c",\n  "_source": {\n    "id": 2\n  }\n}\n';

function decode(text: string, cuts: number[] = []): ReturnType<typeof decodeInPieces> {
  return decodeInPieces((source, to) => elasticConsoleFormat.open(source, to), Buffer.from(text), cuts);
}

describe('documents copied from the console', () => {
  it('are known where they are no plain JSON', () => {
    expect(detectFormat(Buffer.from(RAW))?.id).toBe('elastic-console');
    expect(detectFormat(Buffer.from(UNCLOSED + WHOLE))?.id).toBe('elastic-console');
    expect(detectFormat(Buffer.from(WHOLE + WHOLE))?.id).toBe('json-text');
  });

  it('are read with their raw strings', () => {
    const sink = decode(RAW + WHOLE);
    expect(sink.values).toEqual([
      { _index: 'a', _source: { args: ['-e', String.raw`say "hi" \d {`] } },
      { _index: 'c', _source: { id: 2 } },
    ]);
    expect(sink.reasons).toEqual([]);
    expect(sink.records[0]).toMatchObject({ offset: 0, length: RAW.length - 1 });
  });

  it('are read without their last brace, which is reported', () => {
    const sink = decode(UNCLOSED + WHOLE + RAW);
    expect(sink.values).toMatchObject([
      { _index: 'b', _source: { id: 1 } },
      { _index: 'c' },
      { _index: 'a' },
    ]);
    expect(sink.reasons).toEqual([`json-broken@0+${UNCLOSED.trimEnd().length}`]);
    expect(decode(WHOLE + UNCLOSED).reasons).toEqual([
      `truncated@${WHOLE.length}+${UNCLOSED.trimEnd().length}`,
    ]);
  });

  it('do not take others with them when one is broken', () => {
    const cut = WHOLE.slice(0, 40);
    const sink = decode(`${cut}\n${WHOLE}`);
    expect(sink.values).toMatchObject([{ _index: 'c' }]);
    expect(sink.reasons).toEqual([`json-broken@0+${cut.trimEnd().length}`]);
  });

  it('are read behind stray braces, which are reported', () => {
    const sink = decode(`${WHOLE}}\n,${RAW}`);
    expect(sink.values).toHaveLength(2);
    expect(sink.reasons).toEqual([`json-broken@${WHOLE.length}+3`]);
  });

  it('are the same however the bytes come, and never throw', () => {
    const text = fc
      .array(fc.constantFrom(RAW, UNCLOSED, WHOLE, '"""', '}', '{"_index":', 'größe'))
      .map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(text, fc.array(fc.nat(600), { maxLength: 6 }), (all, cuts) => {
        const whole = decode(all);
        const pieces = decode(all, cuts);
        expect(pieces.records).toEqual(whole.records);
        expect(pieces.reasons).toEqual(whole.reasons);
      }),
    );
  });
});

describe('withoutTripleQuotes', () => {
  it.each([
    ['{"a":"b"}', '{"a":"b"}'],
    ['{"a":"""b"c"""}', String.raw`{"a":"b\"c"}`],
    [String.raw`{"a":"\"","b":"""x\y"""}`, String.raw`{"a":"\"","b":"x\\y"}`],
    ['{"a":"""b', '{"a":"""b'],
  ])('%s', (text, expected) => expect(withoutTripleQuotes(text)).toBe(expected));
});
