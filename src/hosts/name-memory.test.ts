import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTellings } from '../../test/host-arbitrary.ts';
import { HOUR, launch, lookup, MINUTE, SECOND, T0 } from '../../test/host-events.ts';
import type { TelemetryEvent } from '../event/event.ts';
import { NameMemory } from './name-memory.ts';
import type { NameIndex } from './name-memory.ts';
import { ProcessFacts } from './process-facts.ts';
import { ProcessTable } from './process-table.ts';

function memoryOf(
  events: readonly TelemetryEvent[],
  limit = 1000,
): { names: NameIndex; table: ProcessTable } {
  const facts = new ProcessFacts(1000);
  const memory = new NameMemory(limit);
  for (const event of events) {
    facts.add(event);
    if (event.kind === 'name') memory.add(event);
  }
  const table = new ProcessTable(facts);
  return { names: memory.index(table), table };
}

const ADDRESS = '203.0.113.80';

describe('the name of a destination', () => {
  const own = [
    launch({ uid: 'guid-a', pid: 100 }),
    launch({ uid: 'guid-b', pid: 101 }),
    lookup({ uid: 'guid-a', name: 'own.example', time: T0 + SECOND }),
    lookup({ uid: 'guid-b', pid: 101, name: 'other.example', time: T0 + 9 * SECOND }),
  ];

  it('is what the process itself looked up, even if another looked later', () => {
    const { names, table } = memoryOf(own);
    expect(names.nameOf(ADDRESS, table.byUid('guid-a'), T0 + 10 * SECOND)).toMatchObject({
      name: 'own.example',
      source: 'dns-same-process',
      time: T0 + SECOND,
    });
  });

  it('is what the host looked up, when the process did not: svchost resolves for others', () => {
    const { names } = memoryOf(own);
    expect(names.nameOf(ADDRESS, undefined, T0 + 10 * SECOND)).toMatchObject({
      name: 'other.example',
      source: 'dns-same-host',
    });
  });

  it('is found by pid and time where the lookup names no unique id', () => {
    const { names, table } = memoryOf([launch({ uid: 'guid-a' }), lookup({ name: 'own.example' })]);
    expect(names.nameOf(ADDRESS, table.byUid('guid-a'), T0 + 10 * SECOND)?.source).toBe('dns-same-process');
  });

  it('is the nearest in time; of two as near the one before', () => {
    const { names } = memoryOf([
      lookup({ name: 'old.example', time: T0 }),
      lookup({ name: 'before.example', time: T0 + 10 * MINUTE }),
      lookup({ name: 'after.example', time: T0 + 10 * MINUTE + 20 * SECOND }),
    ]);
    const name = (time: number): unknown => names.nameOf(ADDRESS, undefined, time)?.name;
    expect(name(T0 + MINUTE)).toBe('old.example');
    expect(name(T0 + 10 * MINUTE + 10 * SECOND)).toBe('before.example');
    expect(name(T0 + 10 * MINUTE + 11 * SECOND)).toBe('after.example');
  });

  it('may be written about half a minute after the connection, and serve it for a day', () => {
    const { names } = memoryOf([lookup({ time: T0 })]);
    const known = (time: number): boolean => names.nameOf(ADDRESS, undefined, time) !== undefined;
    expect([known(T0 - 30 * SECOND), known(T0 - 32 * SECOND)]).toEqual([true, false]);
    expect([known(T0 + 24 * HOUR), known(T0 + 24 * HOUR + SECOND)]).toEqual([true, false]);
  });

  it('is the same whether a shape wrote the connection with or without its milliseconds', () => {
    const { names } = memoryOf([
      lookup({ name: 'early.example', time: T0 + 200 }),
      lookup({ name: 'late.example', time: T0 + 800 }),
    ]);
    const found = [0, 1, 500, 999].map((cut) => names.nameOf(ADDRESS, undefined, T0 + cut)?.name);
    expect(new Set(found).size).toBe(1);
  });

  it('is unknown for an address nobody looked up', () => {
    const { names } = memoryOf([lookup({ addresses: [] }), lookup({ addresses: ['192.0.2.1'] })]);
    expect(names.nameOf(ADDRESS, undefined, T0 + 10 * SECOND)).toBeUndefined();
  });
});

describe('lookups', () => {
  it('are bounded, and say how many were left out', () => {
    const memory = new NameMemory(10);
    for (let i = 0; i < 30; i++) memory.add(lookup({ name: `n${i}.example` }));
    expect([memory.size, memory.dropped]).toEqual([10, 20]);
  });

  it('name every connection the same in any order and however often they come', () => {
    const moments = [0, 1, 30, 31, 59, 60, 61, 120, 600].map((seconds) => T0 + seconds * SECOND);
    const answers = (events: readonly TelemetryEvent[]): unknown => {
      const { names, table } = memoryOf(events);
      return [undefined, 'guid-a', 'guid-b', 'guid-c', 'guid-d'].flatMap((uid) =>
        moments.map((time) => {
          const process = uid === undefined ? undefined : table.byUid(uid);
          return { ...names.nameOf(ADDRESS, process, time), place: undefined };
        }),
      );
    };
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled, doubled }) => {
        const expected = answers(events);
        expect(answers(shuffled)).toEqual(expected);
        expect(answers(doubled)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
