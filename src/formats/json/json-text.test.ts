import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import { repairJson } from './json-repair.ts';
import { jsonTextFormat, openJsonText } from './json-text.ts';

const decode = (text: string | Buffer, cuts: readonly number[] = []): RecordingSink =>
  decodeInPieces((source, sink) => jsonTextFormat.open(source, sink), Buffer.from(text), cuts);

const nested = (depth: number, inner: string): string =>
  `${'{"a":'.repeat(depth)}${inner}${'}'.repeat(depth)}`;

describe('JSON text', () => {
  it.each([
    ['an array', '[{"a":1}, {"b":[{"c":"]}"}]}]'],
    ['an array, pretty-printed', '[\n  {\n    "a": 1\n  },\n  {\n    "b": [{ "c": "]}" }]\n  }\n]\n'],
    ['concatenated objects', '{"a":1}{"b":[{"c":"]}"}]}'],
    ['pretty-printed objects', '{\n "a": 1\n}\n{\n "b": [ { "c": "]}" } ]\n}\n'],
    ['a byte order mark', '\ufeff[{"a":1},{"b":[{"c":"]}"}]}]'],
    ['a CloudTrail wrapper', '{"Records":[{"a":1},{"b":[{"c":"]}"}]}]}'],
    ['several wrappers', '{"records":[{"a":1}]}\n{"records":[{"b":[{"c":"]}"}]}]}'],
    ['an OData answer', '{"@odata.context":"x{[","value":[{"a":1},{"b":[{"c":"]}"}]}],"next":{"value":1}}'],
    [
      'a search answer',
      '{"took":1,"_shards":{"total":1},"hits":{"total":{"value":2},"hits":[{"a":1},{"b":[{"c":"]}"}]}]},"x":[]}',
    ],
    ['an array of arrays', '[[{"a":1}],[{"b":[{"c":"]}"}]}]]'],
    ['missing and surplus commas', '[,{"a":1} {"b":[{"c":"]}"}]},]'],
  ])('reads %s', (_, text) => {
    const sink = decode(text);
    expect(sink.values).toEqual([{ a: 1 }, { b: [{ c: ']}' }] }]);
    expect(sink.rejected).toEqual([]);
  });

  it('gives exact places in bytes', () => {
    const sink = decode('[ {"ü":1},\n{"b":"\\"}"} ]');
    expect(sink.records).toEqual([
      { value: { ü: 1 }, offset: 2, length: 8 },
      { value: { b: '"}' }, offset: 12, length: 11 },
    ]);
  });

  it('does not unwrap an array of plain values', () => {
    expect(decode('{"value":[1,2],"events":[]}').values).toEqual([{ value: [1, 2], events: [] }]);
  });

  it.each([
    ['a stray brace', '[{"a":1}},\n{"b":2}]', ['json-broken@8+3']],
    ['a missing brace', '[{"a":1},{"x":{"y":2,\n{"b":2}]', ['json-broken@9+13']],
    ['a missing quote', '{"a":1}\n{"x":"y\n}\n{"b":2}', ['json-broken@8+10']],
    ['a bad value', '[{"a":1},{"x":nope},{"b":2}]', ['json-broken@9+10']],
    ['junk between', '{"a":1}\n-- 2 rows --\n{"b":2}', ['json-broken@8+13']],
    ['values that are no records', '[{"a":1},17,"x",\n{"b":2}]', ['json-broken@9+8']],
    ['a record too deep', `[{"a":1},${nested(70, '"]"')},{"b":2}]`, ['json-too-deep@9+423']],
  ])('goes on after %s', (_, text, reasons) => {
    const sink = decode(text);
    expect(sink.values).toEqual([{ a: 1 }, { b: 2 }]);
    expect(sink.reasons).toEqual(reasons);
  });

  it('says where a text was cut off', () => {
    expect(decode('[{"a":1},{"b":').reasons).toEqual(['truncated@9+5']);
    expect(decode('[{"a":1}').reasons).toEqual(['truncated@8+0']);
    expect(decode('{"Records":[{"a":1}').reasons).toEqual(['truncated@19+0']);
    expect(decode('{"Records":[{"a":1}],').reasons).toEqual(['truncated@19+2']);
  });

  it('survives a megabyte of brackets', () => {
    expect(decode('['.repeat(1_000_000)).reasons).toEqual(['json-too-deep@16+999984']);
    expect(decode('{"a":['.repeat(200_000)).rejected).toHaveLength(1);
    expect(decode('{"records":[{"a":1},'.repeat(10_000)).rejected.length).toBeGreaterThan(0);
  });

  it('skips a record that is too long and holds little of it', () => {
    const sink = new RecordingSink();
    const decoder = jsonTextFormat.open('member', sink);
    const before = process.memoryUsage().arrayBuffers;
    let highest = 0;
    decoder.push(Buffer.from('[{"a":"'));
    for (let i = 0; i < 200; i++) {
      decoder.push(Buffer.alloc(1024 * 1024, 0x61));
      highest = Math.max(highest, process.memoryUsage().arrayBuffers - before);
    }
    decoder.push(Buffer.from('"},{"b":2}]'));
    decoder.end();
    expect(sink.values).toEqual([{ b: 2 }]);
    expect(sink.reasons).toEqual([`record-too-long@1+${200 * 1024 * 1024 + 8}`]);
    expect(highest).toBeLessThan(400 * 1024 * 1024);
  });
});

describe('JSON text, properties', () => {
  const piece = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      '"',
      '\\',
      '\n',
      '{"records":[',
      '{"hits":{"hits":[',
      '{"a":1}',
      '\ufeff',
    ),
    fc.constantFrom(nested(63, '{}'), nested(64, '{}'), '['.repeat(20)),
  );
  const hostile = fc.array(piece).map((pieces) => Buffer.from(pieces.join('')));

  it('gives the same for any cut, and every place holds what was parsed', () => {
    fc.assert(
      fc.property(hostile, fc.array(fc.nat()), (bytes, cuts) => {
        const whole = decode(bytes);
        const cut = decode(bytes, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
        for (const { value, offset, length } of whole.records)
          expect(JSON.parse(repairJson(bytes.toString('utf8', offset, offset + length)))).toEqual(value);
      }),
    );
  });

  it('gives the same for any cut when records are too long', () => {
    const open = (source: string, sink: RecordingSink): ReturnType<typeof openJsonText> =>
      openJsonText(source, sink, 12);
    fc.assert(
      fc.property(hostile, fc.array(fc.nat()), (bytes, cuts) => {
        const whole = decodeInPieces(open, bytes);
        const cut = decodeInPieces(open, bytes, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
      }),
    );
  });

  it('finds every record of a sound text, however it is laid out', () => {
    const record = fc.dictionary(
      fc.string().filter((key) => !/^(records|Records|events|value|hits|__proto__)$/.test(key)),
      fc.jsonValue({ maxDepth: 3 }),
    );
    fc.assert(
      fc.property(fc.array(record), fc.nat(4), fc.boolean(), (records, indent, concatenated) => {
        const text = concatenated
          ? records.map((value) => JSON.stringify(value, null, indent)).join('\n')
          : JSON.stringify(records, null, indent);
        const sink = decode(text);
        expect(sink.values).toEqual(JSON.parse(JSON.stringify(records)));
        expect(sink.rejected).toEqual([]);
      }),
    );
  });

  it('accounts for every significant byte of a truncated text', () => {
    const sound = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { minLength: 1 });
    fc.assert(
      fc.property(sound, fc.nat(), (records, cut) => {
        const bytes = Buffer.from(JSON.stringify(records));
        const sink = decode(bytes.subarray(0, 1 + (cut % (bytes.length - 1))));
        expect(sink.rejected.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never throws on hostile bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(() => decode(Buffer.from(bytes))).not.toThrow();
      }),
    );
  });
});
