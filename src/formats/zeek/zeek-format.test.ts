import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeInPieces, RecordingSink } from '../../../test/recording-sink.ts';
import { detectFormat } from '../registry.ts';
import { unescapeZeek } from './zeek-escape.ts';
import { zeekFormat } from './zeek-format.ts';
import { zeekList, zeekText } from './zeek-row.ts';
import type { ZeekRow } from './zeek-row.ts';

/** Imitates conn.log as Zeek 6 writes it (real: the RITA and Security-Datasets logs). */
const CONN = [
  '#separator \\x09',
  '#set_separator\t,',
  '#empty_field\t(empty)',
  '#unset_field\t-',
  '#path\tconn',
  '#open\t2026-01-05-12-00-00',
  '#fields\tts\tuid\tid.orig_h\tservice\ttunnel_parents',
  '#types\ttime\tstring\taddr\tstring\tset[string]',
  '1767614400.000001\tC1\t10.0.0.5\tssl\t(empty)',
  '1767614401.000001\tC2\t10.0.0.6\t-\tCa,Cb',
  '#close\t2026-01-05-13-00-00',
  '',
].join('\n');

/** Keeps rows as a reader sees them. */
class RowSink extends RecordingSink {
  readonly rows: ZeekRow[] = [];

  override raw(_layout: string, record: unknown, offset: number, length: number): void {
    if (isRow(record)) this.rows.push(record);
    this.records.push({ value: record, offset, length });
  }
}

function isRow(record: unknown): record is ZeekRow {
  return typeof record === 'object' && record !== null && 'header' in record;
}

function decode(text: string | Buffer, cuts: readonly number[] = []): RowSink {
  const sink = new RowSink();
  decodeInPieces((source, recording) => zeekFormat.open(source, recording), Buffer.from(text), cuts, sink);
  return sink;
}

describe('a Zeek TSV log', () => {
  it('is known by its header, a test-suite comment and a stray tab before it included', () => {
    for (const before of ['', '### BTest baseline data\n', '\t', '\ufeff'])
      expect(detectFormat(Buffer.from(before + CONN))?.id).toBe('zeek-tsv');
    expect(detectFormat(Buffer.from('#fields\tts\tuid\n1\tC1\n'))?.id).toBe('zeek-tsv');
    expect(detectFormat(Buffer.from('#Fields: date time\n2026-01-01 00:00:00\n'))?.id).not.toBe('zeek-tsv');
  });

  it('gives its rows with their fields: unset, empty, sets', () => {
    const { rows, rejected } = decode(CONN);
    expect(rejected).toEqual([]);
    expect(rows.map((row) => [row.header.path, zeekText(row, 'uid'), zeekText(row, 'service')])).toEqual([
      ['conn', 'C1', 'ssl'],
      ['conn', 'C2', undefined],
    ]);
    expect(rows.map((row) => zeekList(row, 'tunnel_parents'))).toEqual([[], ['Ca', 'Cb']]);
    expect(zeekText(rows[0] ?? { header: rows[0]!.header, values: [] }, 'tunnel_parents')).toBe('');
    expect(rows.map((row) => zeekText(row, 'no_such_field'))).toEqual([undefined, undefined]);
  });

  it('tells where each row stands', () => {
    const { records } = decode(CONN);
    for (const { offset, length } of records)
      expect(CONN.slice(offset, offset + length)).toMatch(/^17676144\d\d\.000001\tC/);
  });

  it('takes separators and markers from the header, not for granted', () => {
    const text =
      '#separator ,\n#set_separator,;\n#empty_field,EMPTY\n#unset_field,NIL\n#path,dns\n#fields,ts,query,answers\n1,NIL,a;b\n2,EMPTY,NIL\n';
    const { rows } = decode(text);
    expect(rows.map((row) => [zeekText(row, 'query'), zeekList(row, 'answers')])).toEqual([
      [undefined, ['a', 'b']],
      ['', []],
    ]);
  });

  it('begins anew at every header: logs are rotated into one file, with other columns', () => {
    const again = CONN.replace('conn', 'ssl').replace('uid\tid.orig_h', 'id.orig_h\tuid');
    const { rows } = decode(CONN + again);
    expect(rows.map((row) => [row.header.path, zeekText(row, 'uid')])).toEqual([
      ['conn', 'C1'],
      ['conn', 'C2'],
      ['ssl', '10.0.0.5'],
      ['ssl', '10.0.0.6'],
    ]);
  });

  it('reads a row that grew columns as if it had not, and hands a torn one on', () => {
    const { rows } = decode(
      `${CONN}1767614402.5\tC3\t10.0.0.7\tssl\t-\tMalicious\tC&C\n1767614403.5\tC4\t10.`,
    );
    expect(rows.slice(2).map((row) => [zeekText(row, 'uid'), row.values.length])).toEqual([
      ['C3', 7],
      ['C4', 3],
    ]);
  });

  it('undoes escapes: bytes side by side are UTF-8, a doubled backslash is one', () => {
    expect(unescapeZeek('a\\x09b')).toBe('a\tb');
    expect(unescapeZeek('\\xc3\\xa9t\\xc3\\xa9')).toBe('été');
    expect(unescapeZeek('C:\\\\x41')).toBe('C:\\x41');
    expect(unescapeZeek('\\x2d')).toBe('-');
    expect(unescapeZeek('\\xzz \\x4 \\')).toBe('\\xzz \\x4 \\');
  });

  it('reports rows without a header and lines no log has, and reads on', () => {
    const sink = decode(`1\t2\n${CONN}${'x'.repeat(1_048_577)}\n1767614404.5\tC5\t10.0.0.7\tssl\t-\n`);
    expect(sink.reasons).toEqual(['line-broken@0+3', `record-too-long@${4 + CONN.length}+1048577`]);
    expect(sink.rows).toHaveLength(3);
  });

  it('gives the same rows however its bytes are cut, and never throws on hostile ones', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '#separator \\x09',
        '#fields\tts\tuid',
        '#path\tconn',
        '#set_separator\t',
        '#unset_field\t-',
        '1\tC1',
        '',
      ),
      fc.string({
        unit: fc.constantFrom('#', '\t', '\\', 'x', '0', '-', ',', '\r', '\u0000', 'é'),
        maxLength: 12,
      }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 6 }), (lines, cuts) => {
        const text = lines.join('\n');
        const whole = decode(text);
        const cut = decode(text, cuts);
        expect(cut.records).toEqual(whole.records);
        expect(cut.reasons).toEqual(whole.reasons);
        for (const row of whole.rows) zeekList(row, 'uid');
      }),
      { numRuns: 300 },
    );
  });
});
