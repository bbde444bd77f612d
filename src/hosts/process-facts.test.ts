import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTellings } from '../../test/host-arbitrary.ts';
import { fileCreate, launch } from '../../test/host-events.ts';
import { tableOf } from '../../test/process-table-of.ts';
import { isProcessEvent } from '../event/event.ts';
import type { TelemetryEvent } from '../event/event.ts';
import { ProcessFacts } from './process-facts.ts';
import { ProcessTable } from './process-table.ts';
import { ancestors } from './process.ts';

describe('facts', () => {
  it('are bounded, and say how many were left out', () => {
    const facts = new ProcessFacts(10);
    for (let i = 0; i < 50; i++) facts.add(launch({ uid: `guid-${i}`, pid: i + 1 }));
    expect(facts.launches.size).toBe(10);
    expect(facts.dropped).toBeGreaterThan(0);
  });

  it('keep the same file names whatever the order, when there are too many', () => {
    const events = Array.from({ length: 200 }, (_, i) =>
      fileCreate({ uid: 'guid-a', path: `C:\\f${(i * 7919) % 200}` }),
    );
    const names = (order: readonly TelemetryEvent[]): string[] =>
      [...(tableOf(order).byUid('guid-a')?.files ?? [])].sort();
    expect(names([...events].reverse())).toEqual(names(events));
    expect(names(events)).toHaveLength(64);
  });
});

/** The table without places, as text: what the joins made of the facts. */
function essence(table: ProcessTable): readonly unknown[] {
  return table.processes
    .map((process) => ({
      ...process,
      parent: process.parent?.key,
      files: [...process.files].sort(),
      launchPlaces: process.launchPlaces.length > 0,
      endPlaces: process.endPlaces.length > 0,
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('the table', () => {
  it('is the same in any order and however often the records come', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled, doubled }) => {
        const expected = essence(tableOf(events));
        expect(essence(tableOf(shuffled))).toEqual(expected);
        expect(essence(tableOf(doubled))).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('has one key for one process and answers every record of it', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events }) => {
        const table = tableOf(events);
        const keys = table.processes.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const event of events) {
          if (isProcessEvent(event) && event.uid !== undefined) {
            expect(table.locate(event, event.time)?.process).toBe(table.byUid(event.uid));
          }
        }
        for (const process of table.processes) expect(ancestors(process)).not.toContain(process);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same when the facts of two names of a host are put together', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled }) => {
        const whole = new ProcessFacts(1000);
        for (const event of events) whole.add(event);
        const [short, full] = [new ProcessFacts(1000), new ProcessFacts(1000)];
        for (const event of shuffled) (event.host === 'ws1' ? short : full).add(event);
        full.absorb(short);
        expect(essence(new ProcessTable(full))).toEqual(essence(new ProcessTable(whole)));
      }),
      { numRuns: 200 },
    );
  });
});
