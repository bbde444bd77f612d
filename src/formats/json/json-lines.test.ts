import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import { repairJson } from './json-repair.ts';
import { jsonLinesFormat, openJsonLines } from './json-lines.ts';

const decode = (text: string | Buffer, cuts: readonly number[] = []): RecordingSink =>
  decodeInPieces((source, sink) => jsonLinesFormat.open(source, sink), Buffer.from(text), cuts);

describe('JSON lines', () => {
  it('gives each line with its place, whatever ends the lines', () => {
    const sink = decode('{"a":1}\r\n\n  {"b":"Ü"} \n\t\n{"c":3}');
    expect(sink.records).toEqual([
      { value: { a: 1 }, offset: 0, length: 7 },
      { value: { b: 'Ü' }, offset: 12, length: 10 },
      { value: { c: 3 }, offset: 26, length: 7 },
    ]);
    expect(sink.rejected).toEqual([]);
  });

  it('rejects a broken line where it is and goes on', () => {
    const sink = decode('{"a":1}\n}\n{"b":\n{"c":3}\n{"d":');
    expect(sink.values).toEqual([{ a: 1 }, { c: 3 }]);
    expect(sink.reasons).toEqual(['json-broken@8+1', 'json-broken@10+5', 'truncated@24+5']);
  });

  it('reads lines that were cut out of an array', () => {
    const sink = decode('{"a":1},\n{"b":2}\n');
    expect(sink.records).toEqual([
      { value: { a: 1 }, offset: 0, length: 7 },
      { value: { b: 2 }, offset: 9, length: 7 },
    ]);
  });

  it('mends raw tabs and surplus commas, as damaged exports have them', () => {
    const sink = decode('{"a":"x\ty","b":[1, ],}\n{"c":",}"}\n');
    expect(sink.values).toEqual([{ a: 'x\ty', b: [1] }, { c: ',}' }]);
    expect(sink.rejected).toEqual([]);
  });

  it('skips a byte order mark and counts its bytes', () => {
    expect(decode('\ufeff{"a":1}\n').records).toEqual([{ value: { a: 1 }, offset: 3, length: 7 }]);
  });

  it('asks the gate before parsing and parses nothing that is refused', () => {
    const sink = new RecordingSink();
    sink.jsonGate = (text) => text.includes('keep');
    decodeInPieces(
      (source, sink) => jsonLinesFormat.open(source, sink),
      Buffer.from('{"keep":1}\nnonsense\n{"drop":1}\n'),
      [],
      sink,
    );
    expect(sink.offered).toEqual(['{"keep":1}', 'nonsense', '{"drop":1}']);
    expect(sink.values).toEqual([{ keep: 1 }]);
    expect(sink.rejected).toEqual([]);
  });

  it('treats hostile keys as data', () => {
    const [first, second] = decode('{"__proto__":{"polluted":1}}\n{"a":1,"a":2}\n').values;
    expect(Object.keys(Object(first))).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf(first)).toBe(Object.prototype);
    expect(second).toEqual({ a: 2 });
  });

  it('refuses deep nesting, closed or not, and reads brackets in strings as text', () => {
    const depth = (n: number): string => `${'['.repeat(n)}${']'.repeat(n)}`;
    const text = [depth(64), depth(65), '['.repeat(1_000_000), `{"a":"${'{['.repeat(100)}"}`].join('\n');
    const sink = decode(`${text}\n`);
    expect(sink.records).toHaveLength(2);
    expect(sink.reasons).toEqual(['json-too-deep@129+130', 'json-too-deep@260+1000000']);
  });

  it('never quotes the input in what it reports', () => {
    const [rejected] = decode('{"secret":"hunter2"\u001b[31m}\n').rejected;
    expect(rejected?.detail).not.toContain('hunter2');
  });

  it('skips a 200 MB line without holding it', () => {
    const sink = new RecordingSink();
    const decoder = jsonLinesFormat.open('member', sink);
    const piece = Buffer.alloc(1024 * 1024, 0x61);
    decoder.push(Buffer.from('{"a":1}\n'));
    const before = process.memoryUsage().arrayBuffers;
    let highest = 0;
    for (let i = 0; i < 200; i++) {
      decoder.push(piece);
      highest = Math.max(highest, process.memoryUsage().arrayBuffers - before);
    }
    decoder.push(Buffer.from('\n{"b":2}\n'));
    decoder.end();
    expect(sink.values).toEqual([{ a: 1 }, { b: 2 }]);
    expect(sink.reasons).toEqual([`record-too-long@8+${200 * 1024 * 1024}`]);
    expect(highest).toBeLessThan(256 * 1024 * 1024);
  });

  it('may begin at any line of a member', () => {
    const sink = new RecordingSink();
    const decoder = openJsonLines('member', sink, 1000);
    decoder.push(Buffer.from('{"a":1}\n{"b"'));
    decoder.push(Buffer.from(':2}\n'));
    decoder.end();
    expect(sink.records.map((record) => record.offset)).toEqual([1000, 1008]);
  });
});

describe('JSON lines, properties', () => {
  const line = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '{"a":1}', '{"a":"\u00e9"},', '{', '}', '\r', '[[[', '"\\u'),
  );
  const text = fc.array(line).map((lines) => Buffer.from(lines.join('\n')));

  it('gives the same for any cut, and every place holds what was parsed', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (bytes, cuts) => {
        const whole = decode(bytes);
        const cut = decode(bytes, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.rejected).toEqual(whole.rejected);
        for (const { value, offset, length } of whole.records)
          expect(JSON.parse(repairJson(bytes.toString('utf8', offset, offset + length)))).toEqual(value);
      }),
    );
  });

  it('gives the same for any cut when lines are too long', () => {
    const open = (source: string, sink: RecordingSink): ReturnType<typeof openJsonLines> =>
      openJsonLines(source, sink, 0, 6);
    fc.assert(
      fc.property(text, fc.array(fc.nat()), (bytes, cuts) => {
        const sink = new RecordingSink();
        const whole = new RecordingSink();
        decodeInPieces(open, bytes, cuts, sink);
        decodeInPieces(open, bytes, [], whole);
        expect(sink.records).toEqual(whole.records);
        expect(sink.rejected).toEqual(whole.rejected);
      }),
    );
  });

  it('never throws on hostile bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(), { maxLength: 4 }), (bytes, cuts) => {
        expect(() => decode(Buffer.from(bytes), cuts)).not.toThrow();
      }),
    );
  });
});
