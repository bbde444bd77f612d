import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { newBaseline, readBaseline, storeBaseline } from './baseline-file.ts';
import type { StoredBaseline } from './baseline-file.ts';
import { mergeClearings, parseClearings } from './clearing.ts';
import type { Clearing, ClearingHistory } from './clearing.ts';

const clearing = (changes: Partial<Clearing> = {}): Clearing => ({
  at: '2026-03-25T08:00:00Z',
  by: 'Jane Doe',
  reason: 'a backup of accounting, ticket 17',
  host: 'lt07',
  contacts: 1,
  ...changes,
});

const of = (...clearings: readonly Clearing[]): ClearingHistory => ({ clearings, forgotten: 0 });

async function again(
  reviewedBy: readonly string[],
  cleared: ClearingHistory,
): Promise<Pick<StoredBaseline, 'reviewedBy' | 'cleared'>> {
  const file = join(temporaryFolder(), 'b');
  const version = storeBaseline(file, newBaseline(''), reviewedBy, cleared);
  const { reviewedBy: names, cleared: history, version: read } = await readBaseline(file, '');
  expect(read).toBe(version);
  return { reviewedBy: names, cleared: history };
}

describe('the account of a baseline', () => {
  it.each([
    ['nothing', [], of()],
    ['reviewers', ['Jane Doe', 'Max; cleared [1]'], of()],
    [
      'clearings',
      [],
      of(clearing(), clearing({ program: 'curl.exe', destination: 'drop.example', port: 443 })),
    ],
    ['both', ['Jane Doe'], of(clearing({ by: 'Zoë "the" \\ 山; reviewed by' }))],
  ])('comes back as it was written: %s', async (_, reviewedBy, cleared) => {
    expect(await again(reviewedBy, cleared)).toEqual({ reviewedBy, cleared });
  });

  it('is part of the version', async () => {
    const folder = temporaryFolder();
    const versions = [of(), of(clearing()), of(clearing({ by: 'Max' }))].map((cleared, index) =>
      storeBaseline(join(folder, String(index)), newBaseline(''), [], cleared),
    );
    expect(new Set(versions).size).toBe(3);
  });

  it('keeps the newest clearings when there are more than a file holds, and counts the others', async () => {
    const many = Array.from({ length: 500 }, (_, index) => clearing({ reason: `山"${index}` }));
    const { cleared } = await again(['Jane Doe'], { clearings: many, forgotten: 3 });
    expect(cleared.clearings.length).toBeGreaterThan(50);
    expect(cleared.clearings).toEqual(many.slice(-cleared.clearings.length));
    expect(cleared.forgotten).toBe(503 - cleared.clearings.length);
  });

  it('is not written when its reviewers do not fit: nobody could read it again', () => {
    const file = join(temporaryFolder(), 'b');
    const names = Array.from({ length: 2_000 }, (_, index) => `reviewer ${index}`);
    expect(() => storeBaseline(file, newBaseline(''), names)).toThrow('more names');
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it.each(['', 'x', '{}', '[]', '["1"]', '[-1]'])('that is damaged is told as forgotten: %s', (text) => {
    expect(parseClearings(text)).toEqual({ clearings: [], forgotten: 1 });
  });

  it('leaves out what a later release may write', () => {
    const [known, unknown] = [clearing(), { ...clearing(), contacts: 'some' }];
    expect(parseClearings(JSON.stringify([2, known, unknown]))).toEqual({ clearings: [known], forgotten: 3 });
  });

  it('merges in any order, each clearing once', () => {
    const one = fc
      .record({ at: fc.constantFrom('2026-01-01', '2026-01-02'), by: fc.constantFrom('a', 'b') })
      .map((changes) => clearing(changes));
    const history = fc.record({ clearings: fc.array(one, { maxLength: 4 }), forgotten: fc.nat(3) });
    fc.assert(
      fc.property(history, history, (a, b) => {
        const merged = mergeClearings([a, b]);
        expect(mergeClearings([b, a])).toEqual(merged);
        expect(mergeClearings([merged, a, b])).toEqual(merged);
        expect(merged.clearings.length).toBeLessThanOrEqual(4);
      }),
    );
  });
});
