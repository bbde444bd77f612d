import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../normalize/linux/auditd/execve-arguments.ts';
import { argumentRecords, processTitle, untrusted } from './audit-text.ts';

describe('texts of audit records', () => {
  it('are quoted, or hexadecimal where a byte needs it', () => {
    expect(untrusted('/usr/bin/id')).toBe('"/usr/bin/id"');
    expect(untrusted('')).toBe('""');
    expect(untrusted('a b')).toBe('612062');
    expect(untrusted('"')).toBe('22');
    expect(untrusted('ü')).toBe('C3BC');
  });

  it('keep 128 bytes of the title', () => {
    expect(processTitle(['id', '-u'])).toBe('6964002D75');
    expect(processTitle(['é'.repeat(200)])).toHaveLength(256);
  });

  it('cut long argument lists into records that the reader puts together again', () => {
    const word = fc.oneof(
      fc.string(),
      fc.nat(30_000).map((length) => 'y'.repeat(length)),
      fc.constant('a b'.repeat(4000)),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const whole = words.map((one) => Buffer.from(one, 'utf8').toString('utf8'));
        const records = argumentRecords(whole);
        for (const record of records) expect(record.length).toBeLessThan(8_000);
        expect(readArguments(records.toReversed())).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });
});
