import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACT } from '../../test/agent-act.ts';
import { arbitraryEvent, arbitraryTellings } from '../../test/host-arbitrary.ts';
import { nextPlace } from '../../test/host-events.ts';
import { runEngine, settleTwice } from '../../test/run-engine.ts';
import type { Settlement } from './engine.ts';

/** Places aside: of many places of one record the smallest are kept. */
function essence(settlement: Settlement): unknown {
  const text = JSON.stringify(settlement.findings, (key, value: unknown) =>
    key === 'places' || key === 'place' || key === 'evidence' ? undefined : value,
  );
  const coverage = settlement.coverage.map(({ notes: _notes, ...rest }) => rest);
  const unlinked = settlement.unlinked.map(({ host, operation }) => [
    host,
    operation.process.key,
    operation.operation.rule,
    operation.time,
  ]);
  return { findings: JSON.parse(text) as unknown, coverage, unlinked: unlinked.map(String).sort() };
}

describe('the engine', () => {
  it('gives the same answer in any order and however often the records come', () => {
    let withFindings = 0;
    let withEncryption = 0;
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled, doubled }) => {
        const settlement = runEngine(events);
        if (settlement.findings.length > 0) withFindings += 1;
        if (settlement.findings.some(({ encryption }) => encryption.length > 0)) withEncryption += 1;
        const expected = essence(settlement);
        expect(essence(runEngine(shuffled))).toEqual(expected);
        expect(essence(runEngine(doubled))).toEqual(expected);
        expect(essence(runEngine(doubled, { observers: 3 }))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
    // The property would hold for an engine that finds nothing.
    expect(withFindings).toBeGreaterThan(50);
    expect(withEncryption).toBeGreaterThan(20);
  });

  it('gives an act among anything else the same id', () => {
    const [alone] = runEngine(ACT).findings;
    const noise = arbitraryEvent.map((event) => ({ ...event, host: 'ws9.corp.example', place: nextPlace() }));
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 20 }), fc.nat(20), (others, at) => {
        const mixed = [...others.slice(0, at), ...ACT, ...others.slice(at)];
        const own = runEngine(mixed).findings.filter(({ host }) => host === 'ws1.corp.example');
        expect(own).toEqual([alone]);
      }),
      { numRuns: 50 },
    );
  });

  it('settles twice alike', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events }) => {
        const [first, second] = settleTwice(events);
        expect(second.findings).toEqual(first.findings);
        expect(second.coverage).toEqual(first.coverage);
      }),
      { numRuns: 100 },
    );
  });

  it('gives one id to one finding', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events }) => {
        const ids = runEngine(events).findings.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 200 },
    );
  });

  it('lets no masked secret into a finding', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events }) => {
        const said = JSON.stringify(runEngine(events).findings, (key, value: unknown) =>
          key === 'layers' ? undefined : value,
        );
        expect(said).not.toContain('secret');
      }),
      { numRuns: 100 },
    );
  });
});
