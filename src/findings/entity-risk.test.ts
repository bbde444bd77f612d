import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../test/fixtures/sample-critical-finding.ts';
import { entityRisks } from './entity-risk.ts';
import type { CountedFinding, EntityRisk } from './entity-risk.ts';

const AT = criticalFinding.last;
const DAY = 86_400_000;

function scored(score: number, id: string, changes: Partial<CountedFinding> = {}): CountedFinding {
  return { ...criticalFinding, score, id, ...changes };
}

/** The same, by another program. */
function by(image: string, score: number): CountedFinding {
  return scored(score, image, { process: { ...criticalFinding.process, image } });
}

const host = (findings: readonly CountedFinding[], at = AT): EntityRisk | undefined =>
  entityRisks(findings, at).find(({ kind }) => kind === 'host');

describe('the risk of an entity', () => {
  it('is that of its one finding', () => {
    expect(host([scored(90, 'a')])).toMatchObject({ risk: 90, level: 'critical', findings: 1 });
  });

  it('does not grow by duplicates', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => scored(21, `id-${index}`));
    expect(host(many)).toMatchObject({ risk: 21, findings: 1_000, distinct: 1 });
  });

  it('grows by a third at most, however many weak ones there are', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => by(`C:\\x\\${index}.exe`, 21));
    expect(host(many)).toMatchObject({ risk: 28, level: 'low' });
  });

  it('halves in a week', () => {
    expect(host([scored(80, 'a')], AT + 7 * DAY)?.risk).toBe(40);
  });

  it('knows neither order nor repetition, and never falls by a further finding', () => {
    const arbitrary = fc.array(
      fc
        .record({ image: fc.constantFrom('a', 'b', 'c', 'd'), score: fc.nat(100) })
        .map((one) => by(one.image, one.score)),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(arbitrary, fc.nat(100), (findings, score) => {
        const risk = entityRisks(findings, AT).map((one) => [one.name, one.risk]);
        expect(entityRisks(findings.toReversed(), AT).map((one) => [one.name, one.risk])).toEqual(risk);
        expect(entityRisks([...findings, ...findings], AT).map((one) => [one.name, one.risk])).toEqual(risk);
        const before = host(findings)?.risk ?? 0;
        expect(host([...findings, by('e', score)])?.risk ?? 0).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});
