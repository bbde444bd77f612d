import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline/baseline.ts';
import { EXAMPLE_START, sightingAt } from '../baseline/learning/example-sighting.ts';
import type { Sighting } from '../baseline/learning/sighting.ts';
import { markReviewed } from '../findings/reviewed-contact.ts';
import { clearSuspicions, Suspicions } from './open-suspicions.ts';

const DAY = 86_400_000;

const suspect = (host: string, changes: Partial<Sighting> = {}, day = 0): Sighting =>
  sightingAt(EXAMPLE_START + day * DAY, {
    host,
    identity: 'curl',
    destination: 'name:drop.example',
    suspicion: 'encryption',
    ...changes,
  });

function learned(...sightings: readonly Sighting[]): Baseline {
  const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
  for (const sighting of sightings) baseline.observe(sighting);
  return baseline;
}

/** What judgement is told of the same contact of a host, long after. */
function standing(baseline: Baseline, host: string, changes: Partial<Sighting> = {}): string {
  return baseline.answer({
    ...suspect(host, changes),
    tenantHidden: false,
    at: EXAMPLE_START + 100 * DAY,
    times: [],
    zone: undefined,
  }).standing;
}

const open = (baseline: Baseline): string[] =>
  new Suspicions(baseline).open().map(({ key, where }) => `${key.name} ${key.identity} ${where}`);

function clear(baseline: Baseline, wanted: (host: string) => boolean): readonly string[] {
  const suspicions = new Suspicions(baseline);
  const plan = suspicions.plan(suspicions.open().filter(({ key }) => wanted(key.name)));
  clearSuspicions(baseline, plan);
  return plan.kept.flatMap(({ hosts }) => hosts);
}

describe('open suspicions', () => {
  it('are those of hosts, with their first and last moment', () => {
    const baseline = learned(
      suspect('ws2'),
      suspect('ws1', {}, 3),
      suspect('ws1'),
      sightingAt(EXAMPLE_START),
    );
    const [first, second] = new Suspicions(baseline).open();
    expect(first).toEqual({
      key: expect.objectContaining({ level: 'host', name: 'ws1', identity: 'curl', port: 443 }),
      since: EXAMPLE_START,
      last: EXAMPLE_START + 3 * DAY + 60_000,
      clearedUntil: undefined,
      where: 'host',
    });
    expect(second?.key.name).toBe('ws2');
    expect(open(learned(sightingAt(EXAMPLE_START)))).toEqual([]);
  });

  it('once cleared are suspect no more: not for the host, its group or the fleet', () => {
    const baseline = learned(suspect('ws1'));
    expect(['ws1', 'ws9'].map((host) => standing(baseline, host))).toEqual(['suspect', 'suspect']);
    clear(baseline, () => true);
    expect(open(baseline)).toEqual([]);
    expect(['ws1', 'ws9'].map((host) => standing(baseline, host))).not.toContain('suspect');
  });

  it('count again when they come again, and not when they are only told again', () => {
    const baseline = learned(suspect('ws1'));
    clear(baseline, () => true);
    baseline.observe(suspect('ws1'));
    expect(open(baseline)).toEqual([]);
    baseline.observe(suspect('ws1', {}, 1));
    expect(new Suspicions(baseline).open()).toMatchObject([{ clearedUntil: EXAMPLE_START + 60_000 }]);
    expect(standing(baseline, 'ws1')).toBe('suspect');
  });

  it('stay for the fleet while another host has the same contact open', () => {
    const baseline = learned(suspect('ws1'), suspect('ws2'), suspect('ws3', { identity: 'wget' }));
    expect(clear(baseline, (host) => host === 'ws1')).toEqual(['ws2', 'ws3', 'ws2']);
    expect(open(baseline)).toEqual(['ws2 curl host', 'ws3 wget host']);
    expect(standing(baseline, 'ws9')).toBe('suspect');
    expect(clear(baseline, (host) => host === 'ws2')).toEqual(['ws3']);
    expect(standing(baseline, 'ws1')).not.toBe('suspect');
    expect(standing(baseline, 'ws3', { identity: 'wget' })).toBe('suspect');
  });

  it('that a later review left to the fleet can be cleared as well', () => {
    const baseline = learned(suspect('ws1'));
    const reviewed = suspect('ws1', { suspicion: undefined });
    baseline.observe(reviewed);
    markReviewed(baseline, reviewed);
    expect(open(baseline)).toEqual(['ws1 curl shared']);
    expect(standing(baseline, 'ws1')).toBe('suspect');
    clear(baseline, () => true);
    expect(open(baseline)).toEqual([]);
    expect(standing(baseline, 'ws1')).not.toBe('suspect');
  });

  it('never go by the order of learning, and clearing all leaves none', () => {
    const arbitrary = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('curl', 'wget'), fc.nat(3), fc.boolean())
        .map(([host, identity, day, isSuspect]) =>
          suspect(host, { identity, suspicion: isSuspect ? 'finding' : undefined }, day),
        ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(arbitrary, (sightings) => {
        const [one, other] = [learned(...sightings), learned(...sightings.toReversed(), ...sightings)];
        expect(new Suspicions(other).open()).toEqual(new Suspicions(one).open());
        clear(one, () => true);
        expect(open(one)).toEqual([]);
        for (const { host, identity } of sightings)
          expect(standing(one, host, { identity })).not.toBe('suspect');
      }),
    );
  });
});
