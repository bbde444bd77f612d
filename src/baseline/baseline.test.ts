import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from './answer/question.ts';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from './baseline.ts';
import type { BaselineSettings } from './baseline.ts';
import { EXAMPLE_START, sightingAt } from './learning/example-sighting.ts';
import type { Sighting } from './learning/sighting.ts';
import { DAY, HOUR } from './moment.ts';
import { snapshotVersion } from './snapshot/snapshot-version.ts';

const START = EXAMPLE_START;
const newBaseline = (changes: Partial<BaselineSettings> = {}): Baseline =>
  new Baseline({ ...DEFAULT_BASELINE_SETTINGS, ...changes });

function learn(sightings: Iterable<Sighting>, baseline = newBaseline()): Baseline {
  for (const sighting of sightings) baseline.observe(sighting);
  return baseline;
}

function questionAt(at: number, changes: Partial<Question> = {}): Question {
  return {
    host: 'ws1',
    group: 'office',
    user: 'corp\\anna',
    identity: 'chrome',
    destination: 'example.com',
    tenantHidden: false,
    port: 443,
    protocol: 'tcp',
    at,
    bytesOut: undefined,
    bytesIn: undefined,
    times: [],
    zone: undefined,
    ...changes,
  };
}

/** Working days of many hosts: a browser to one place, every hour from nine to five. */
function* office(hosts: number, days: number, changes: Partial<Sighting> = {}): Generator<Sighting> {
  for (let day = 0; day < days; day++) {
    for (let host = 1; host <= hosts; host++) {
      for (let hour = 0; hour < 8; hour++) {
        const first = START + day * DAY + hour * HOUR;
        yield sightingAt(first, { host: `ws${host}`, user: `corp\\user${host}`, ...changes });
      }
    }
  }
}

const sightings = fc.array(
  fc.record({
    host: fc.constantFrom('ws1', 'ws2', 'ws3', 'ws4'),
    group: fc.constantFrom('office', 'lab', undefined),
    user: fc.constantFrom('anna', 'bob', undefined),
    identity: fc.constantFrom('chrome', 'curl'),
    image: fc.constantFrom('aa', 'bb', undefined),
    destination: fc.constantFrom('example.com', 'example.org', '203.0.113.9'),
    port: fc.constantFrom(443, 8443),
    hour: fc.integer({ min: 0, max: 24 * 150 }),
    connections: fc.integer({ min: 1, max: 300 }),
    bytesOut: fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
    suspicion: fc.constantFrom(undefined, undefined, undefined, 'encryption' as const, 'finding' as const),
  }),
  { maxLength: 40 },
);
type Told = typeof sightings extends fc.Arbitrary<infer T> ? T : never;

const toSightings = (told: Told): Sighting[] =>
  told.map(({ hour, ...rest }) => sightingAt(START + hour * HOUR, rest));

describe('what a baseline knows', () => {
  it('does not depend on order or repetition', () => {
    const shuffledTwice = sightings.chain((told) =>
      fc.tuple(
        fc.constant(toSightings(told)),
        fc.shuffledSubarray([...toSightings(told), ...toSightings(told)], { minLength: told.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffledTwice, ([once, again]) => {
        expect(snapshotVersion(learn(again), '')).toBe(snapshotVersion(learn(once), ''));
      }),
    );
  });

  it('merges commutatively, associatively and idempotently, to what learning all at once gives', () => {
    fc.assert(
      fc.property(sightings, sightings, sightings, (a, b, c) => {
        const parts = [a, b, c].map(toSightings);
        const [x = [], y = [], z = []] = parts;
        const version = (baseline: Baseline): string => snapshotVersion(baseline, '');
        const merged = (...all: Baseline[]): Baseline => {
          const into = newBaseline();
          for (const one of all) into.merge(one);
          return into;
        };
        const whole = version(learn([...x, ...y, ...z]));
        expect(version(merged(learn(x), learn(y), learn(z)))).toBe(whole);
        expect(version(merged(learn(z), merged(learn(y), learn(x))))).toBe(whole);
        expect(version(merged(merged(learn(x), learn(y)), learn(z), learn(y)))).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the larger of two tellings of an hour', () => {
    const at = START + 40 * DAY;
    const part = sightingAt(START, { bytesOut: 1_000, connections: 2 });
    const all = sightingAt(START, { bytesOut: 5_000, connections: 9 });
    const twice = learn([all, part, all]);
    expect(snapshotVersion(twice, '')).toBe(snapshotVersion(learn([all]), ''));
    expect(twice.answer(questionAt(at)).levels[0]?.contact?.activity).toMatchObject({ connections: 9 });
  });

  it('refuses to merge what another secret hashed', () => {
    expect(() => newBaseline().merge(newBaseline({ secret: 'other' }))).toThrow(RangeError);
  });

  it('refuses sightings that cannot be', () => {
    const baseline = newBaseline({
      learning: { ...DEFAULT_BASELINE_SETTINGS.learning, latest: START + DAY },
    });
    const wrong: Partial<Sighting>[] = [
      { first: START + 2 * DAY, last: START + 2 * DAY },
      { first: -5, last: -5 },
      { last: START - HOUR },
      { first: Number.NaN },
      { host: '' },
      { identity: '' },
      { destination: '' },
      { port: 70_000 },
      { port: 1.5 },
      { connections: 0 },
    ];
    for (const changes of wrong) expect(baseline.observe(sightingAt(START, changes))).toBe('refused');
    expect(baseline.counts()).toMatchObject({ refused: wrong.length, learned: 0, profiles: 0, texts: 0 });
  });
});

describe('the level that answers', () => {
  it('is the host once it has history', () => {
    const baseline = learn(office(1, 20));
    const answer = baseline.answer(questionAt(START + 20 * DAY));
    expect(answer).toMatchObject({ answeredBy: 'host', standing: 'established' });
    expect(answer.levels[0]?.history).toMatchObject({ sufficient: true, activeDays: 20 });
    // 160 active hours of four connections, of which 64 an epoch are kept.
    const connections = answer.levels[0]?.history.connections ?? 0;
    expect(Math.abs(connections - 640) / 640).toBeLessThan(3 / Math.sqrt(62));
    const elsewhere = baseline.answer(questionAt(START + 20 * DAY, { destination: 'evil.example' }));
    expect(elsewhere).toMatchObject({ answeredBy: 'host', standing: 'new' });
    expect(elsewhere.statements[0]).toMatchObject({ kind: 'first-seen', outcome: 'unusual', level: 'host' });
  });

  it('is the peer group for a new laptop, and says so', () => {
    const baseline = learn(office(8, 20));
    const answer = baseline.answer(questionAt(START + 20 * DAY, { host: 'ws99' }));
    expect(answer).toMatchObject({ answeredBy: 'peer-group', standing: 'established' });
    expect(answer.levels.map(({ level, history }) => [level, history.sufficient])).toEqual([
      ['host', false],
      ['peer-group', true],
      ['fleet', false],
    ]);
    expect(answer.levels[2]?.history.lacks).toEqual(['8 of 20 hosts']);
  });

  it('is the fleet where a host has no peers', () => {
    const baseline = learn(office(25, 16));
    const answer = baseline.answer(questionAt(START + 16 * DAY, { host: 'srv9', group: undefined }));
    expect(answer).toMatchObject({ answeredBy: 'fleet', standing: 'established' });
  });

  it('is none at first: insufficient history is no "normal"', () => {
    expect(newBaseline().answer(questionAt(START))).toMatchObject({
      answeredBy: undefined,
      standing: 'insufficient-history',
    });
    const answer = learn(office(3, 6)).answer(questionAt(START + 6 * DAY));
    expect(answer.standing).toBe('insufficient-history');
    expect(answer.levels[0]?.history.lacks).toEqual(['6 of 14 days of history']);
    expect(answer.statements.map(({ outcome }) => outcome)).not.toContain('unusual');
  });

  it('needs active days and connections, not only age', () => {
    const two = [0, 19].flatMap((day) => [...office(1, 1)].map((one) => sightingAt(one.first + day * DAY)));
    const answer = learn(two).answer(questionAt(START + 20 * DAY));
    expect(answer.levels[0]?.history.lacks).toEqual(['2 of 5 active days']);
    const quiet = Array.from({ length: 20 }, (_, day) => sightingAt(START + day * DAY, { connections: 1 }));
    const few = learn(quiet).answer(questionAt(START + 20 * DAY));
    expect(few.levels[0]?.history.lacks).toEqual(['20 of 50 connections']);
  });
});

describe('a place that many tenants share', () => {
  it('is never "normal" for being well known', () => {
    const baseline = learn(office(60, 20, { destination: 'shared:f004.backblazeb2.com' }));
    const shared = { destination: 'shared:f004.backblazeb2.com', tenantHidden: true };
    const answer = baseline.answer(questionAt(START + 20 * DAY, shared));
    expect(answer).toMatchObject({ answeredBy: 'host', standing: 'tenant-unknown' });
    const rarity = answer.statements.find(({ kind }) => kind === 'rarity');
    expect(rarity).toMatchObject({ outcome: 'tenant-unknown', prevalence: { seen: 59, of: 59 } });
    const unknown = baseline.answer(questionAt(START + 20 * DAY, { ...shared, destination: 'shared:other' }));
    expect(unknown.standing).toBe('new');
  });
});

describe('the moment of a question', () => {
  it('hides what was learned later, so that judging again says the same', () => {
    const later = sightingAt(START + 20 * DAY + HOUR, { destination: 'new.example' });
    const baseline = learn([...office(1, 20), later]);
    const answer = baseline.answer(questionAt(later.first, { destination: 'new.example' }));
    expect(answer.standing).toBe('new');
    expect(answer.levels[0]?.contact?.activity.hours).toEqual([]);
    const after = baseline.answer(questionAt(later.first + DAY, { destination: 'new.example' }));
    expect(after.standing).toBe('provisional');
  });
});

describe('memory', () => {
  const flood = (count: number): Sighting[] =>
    Array.from({ length: count }, (_, i) =>
      sightingAt(START + 30 * DAY + (i % 20) * HOUR, {
        host: 'ws66',
        group: undefined,
        user: undefined,
        destination: `x${i}.flood.example`,
      }),
    );

  it('stays below its bound, counts what went, and a flood drowns itself', () => {
    const suspect = sightingAt(START + 20 * DAY, { destination: 'evil.example', suspicion: 'encryption' });
    const baseline = newBaseline({ mostProfiles: 2_000 });
    learn([...office(10, 20), suspect], baseline);
    const before = baseline.counts().profiles;
    learn(flood(5_000), baseline);
    const { profiles, evicted } = baseline.counts();
    expect(profiles).toBe(2_000);
    expect(evicted).toMatchObject({ established: 0, suspect: 0 });
    expect(evicted.provisional).toBeGreaterThan(10_000);
    for (const host of ['ws1', 'ws5', 'ws10']) {
      expect(baseline.answer(questionAt(START + 31 * DAY, { host })).standing).toBe('established');
    }
    expect(baseline.answer(questionAt(START + 31 * DAY, { destination: 'evil.example' })).standing).toBe(
      'suspect',
    );
    expect(before).toBeLessThan(200);
  });

  it('is bounded in bytes as well', () => {
    const baseline = learn(flood(20_000), newBaseline({ mostBytes: 3_000_000 }));
    expect(baseline.counts().usedBytes).toBeLessThanOrEqual(3_000_000);
    expect(baseline.counts().profiles).toBeGreaterThan(5_000);
  });

  it('gives back what expires, suspects excepted', () => {
    const suspect = sightingAt(START, { destination: 'evil.example', suspicion: 'finding' });
    const baseline = learn([...office(2, 3), suspect]);
    expect(baseline.expire(START + 2 * DAY)).toBe(0);
    baseline.expire(START + 50 * DAY);
    expect(baseline.counts().profiles).toBe(4);
    expect(baseline.answer(questionAt(START + 60 * DAY, { destination: 'evil.example' })).standing).toBe(
      'suspect',
    );
  });

  it('leaves nothing behind when everything goes', () => {
    const baseline = learn(office(5, 4));
    baseline.expire(START + 50 * DAY);
    expect(baseline.counts()).toMatchObject({ profiles: 0, texts: 0 });
    expect(baseline.table.arena.usedWords).toBe(0);
  });
});
