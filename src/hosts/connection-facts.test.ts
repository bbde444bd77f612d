import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTellings } from '../../test/host-arbitrary.ts';
import { connection, MINUTE, nextPlace, SECOND, securityConnection, T0 } from '../../test/host-events.ts';
import type { Connection, TelemetryEvent } from '../event/event.ts';
import { ConnectionFacts } from './connection-facts.ts';
import type { ConnectionFact } from './connection-facts.ts';

function factsOf(events: readonly TelemetryEvent[], limit = 1000): ConnectionFacts {
  const facts = new ConnectionFacts(limit);
  for (const event of events) if (event.kind === 'connection') facts.add(event);
  return facts;
}

function inAnyOrder(events: readonly Connection[], check: (facts: ConnectionFact[]) => void): void {
  const orders = fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });
  fc.assert(
    fc.property(orders, (order) => check(factsOf(order).resolve())),
    { numRuns: 20 },
  );
}

const sensors = (fact: ConnectionFact | undefined): string[] =>
  [...(fact?.told.values() ?? [])].map(({ sensor }) => sensor).sort();

describe('one connection', () => {
  it('told by Sysmon and by the filtering platform is one', () => {
    const events = [connection({ uid: 'guid-a', time: T0 + 3621 }), securityConnection({ time: T0 })];
    inAnyOrder(events, (facts) => {
      expect(facts).toHaveLength(1);
      expect(sensors(facts[0])).toEqual(['sysmon', 'windows-security']);
      expect([facts[0]?.first, facts[0]?.last]).toEqual([T0, T0 + 3621]);
      expect(facts[0]?.places).toHaveLength(2);
    });
  });

  it('read twice is one, with both places', () => {
    const event = connection({ uid: 'guid-a' });
    inAnyOrder([event, { ...event, place: nextPlace() }], (facts) => {
      expect(facts).toHaveLength(1);
      expect(facts[0]?.places).toHaveLength(2);
    });
  });

  it('told by two shippers, one of which cut the time to the second, is one', () => {
    const exact = securityConnection({ time: T0 + 640 });
    inAnyOrder([exact, { ...exact, time: T0, place: nextPlace() }], (facts) => {
      expect(facts).toHaveLength(1);
      expect(facts[0]?.first).toBe(T0);
    });
  });
});

describe('two connections', () => {
  it('of one sensor are two, however close', () => {
    inAnyOrder([connection({ time: T0 }), connection({ time: T0 + 2 * SECOND })], (facts) => {
      expect(facts).toHaveLength(2);
    });
  });

  it('told by both sensors are two, each with its twin', () => {
    const events = [
      connection({ time: T0 + 1500 }),
      securityConnection({ time: T0 }),
      connection({ time: T0 + 31_500 }),
      securityConnection({ time: T0 + 30_000 }),
    ];
    inAnyOrder(events, (facts) => {
      expect(facts.map((fact) => [fact.first, sensors(fact).length])).toEqual([
        [T0, 2],
        [T0 + 30_000, 2],
      ]);
    });
  });

  it.each([
    ['another source port', { localPort: 50_001 }],
    ['another destination', { remoteAddress: '203.0.113.81' }],
    ['another destination port', { remotePort: 8443 }],
    ['another protocol', { protocol: 'udp' }],
    ['another owner', { pid: 101 }],
    ['more than a minute apart', { time: T0 + MINUTE + 1 }],
  ])('with %s are two', (_what, more) => {
    inAnyOrder([connection({ time: T0 }), securityConnection({ time: T0, ...more })], (facts) => {
      expect(facts).toHaveLength(2);
    });
  });
});

describe('an unknown owner', () => {
  it('contradicts none: source port, destination and minute say that it is one connection', () => {
    const events = [
      connection({ uid: 'guid-a', pid: undefined, time: T0 }),
      securityConnection({ pid: 100, time: T0 }),
    ];
    inAnyOrder(events, (facts) => {
      expect(facts).toHaveLength(1);
    });
  });

  it('is not the same owner as another unknown one: both tellings stay apart', () => {
    const events = [connection({ pid: undefined }), securityConnection({ pid: undefined })];
    inAnyOrder(events, (facts) => {
      const owners = facts.flatMap((fact) => [...fact.told.values()].map(({ pid, uid }) => pid ?? uid));
      expect(owners).toEqual([undefined, undefined]);
    });
  });
});

describe('connections', () => {
  it('are bounded, and say how many were left out', () => {
    const events = Array.from({ length: 30 }, (_, i) => connection({ localPort: 40_000 + i }));
    const facts = factsOf(events, 10);
    expect([facts.size, facts.dropped, facts.resolve().length]).toEqual([10, 20, 10]);
  });

  it('of a log that repeats one destination without end are counted in bounded time', () => {
    const events = Array.from({ length: 20_000 }, (_, i) =>
      connection({ time: T0 + i * SECOND, pid: undefined }),
    );
    const twins = events.map((event) => securityConnection({ time: event.time, pid: undefined }));
    expect(factsOf([...events, ...twins], 100_000).resolve()).toHaveLength(20_000);
  });

  const essence = (facts: ConnectionFacts): unknown =>
    facts.resolve().map(({ told, places, ...fact }) => ({
      ...fact,
      told: [...told].map(([key, event]) => [key, { ...event, place: undefined }]).sort(),
      places: places.length > 0,
    }));

  it('are the same in any order and however often the records come', () => {
    fc.assert(
      fc.property(arbitraryTellings, ({ events, shuffled, doubled }) => {
        const expected = essence(factsOf(events));
        expect(essence(factsOf(shuffled))).toEqual(expected);
        expect(essence(factsOf(doubled))).toEqual(expected);
        const [short, full] = [
          factsOf(shuffled.filter(({ host }) => host === 'ws1')),
          new ConnectionFacts(1000),
        ];
        for (const event of shuffled)
          if (event.kind === 'connection' && event.host !== 'ws1') full.add(event);
        full.absorb(short);
        expect(essence(full)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
