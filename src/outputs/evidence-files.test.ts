import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../test/fixtures/sample-critical-finding.ts';
import { lowFinding } from '../../test/fixtures/sample-low-finding.ts';
import { distinctRecords, evidenceFileName, isEvidenceFileName, slugOf } from './evidence-files.ts';

describe('names of evidence files', () => {
  it('are ours whatever the record says of itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 20 }), (what, bytes) => {
        expect(slugOf(what)).toMatch(/^(?:[a-z0-9-]{0,39}[a-z0-9])?$/);
        expect(isEvidenceFileName(evidenceFileName(7, what, Buffer.from(bytes)))).toBe(true);
      }),
    );
  });

  it.each([
    ['Sysmon 3', '{"a":1}', '0007-sysmon-3.json'],
    ['../../etc/passwd', '{"a":', '0007-etc-passwd.bin'],
    ['\u202e', '"text"', '0007.bin'],
  ])('%j holding %s becomes %s', (what, raw, name) => {
    expect(evidenceFileName(7, what, Buffer.from(raw))).toBe(name);
  });

  it('know their own from a stranger', () => {
    for (const name of ['notes.json', '../0001.bin', '0001-a.exe', '0001-A.bin'])
      expect(isEvidenceFileName(name)).toBe(false);
  });
});

describe('distinctRecords', () => {
  it('keeps a record once and names every finding that uses it', () => {
    const twin = { ...criticalFinding, id: 'twin', score: 50 };
    const records = distinctRecords([twin, lowFinding, criticalFinding]);
    expect(records).toHaveLength(criticalFinding.evidence.length + lowFinding.evidence.length);
    expect(records[0]?.findings).toEqual([criticalFinding.id, 'twin']);
  });
});
