/** An attacker who knows that Postern learns, and takes part in the lessons. */
import { describe, expect, it } from 'vitest';
import type { Answer, LearningFlag } from '../answer/answer.ts';
import type { Question } from '../answer/question.ts';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline.ts';
import { DAY, HOUR } from '../moment.ts';
import { EXAMPLE_START, sightingAt } from './example-sighting.ts';
import type { Sighting } from './sighting.ts';

const START = EXAMPLE_START;
const EVIL = { identity: 'powershell', destination: 'evil.example', image: 'ab'.repeat(32) };

/** Thirty office hosts for thirty days: browsers to a few places. */
function office(): Baseline {
  const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
  for (let day = 0; day < 30; day++) {
    for (let host = 1; host <= 30; host++) {
      for (let hour = 0; hour < 8; hour += 2) {
        const who = { host: `ws${host}`, user: `corp\\user${host}` };
        baseline.observe(sightingAt(START + day * DAY + hour * HOUR, who));
      }
    }
  }
  return baseline;
}

function ask(baseline: Baseline, at: number, changes: Partial<Question> = {}): Answer {
  return baseline.answer({
    host: 'ws1',
    group: 'office',
    user: 'corp\\user1',
    identity: EVIL.identity,
    destination: EVIL.destination,
    tenantHidden: false,
    port: 443,
    protocol: 'tcp',
    at,
    bytesOut: undefined,
    bytesIn: undefined,
    times: [],
    zone: undefined,
    ...changes,
  });
}

const kinds = (flags: readonly LearningFlag[]): string[] => flags.map(({ kind }) => kind);
const by = (host: number, first: number, changes: Partial<Sighting> = {}): Sighting =>
  sightingAt(first, { ...EVIL, host: `ws${host}`, user: `corp\\user${host}`, ...changes });

describe('poisoning the baseline', () => {
  it('by sending what is caught anyway teaches nothing, however often', () => {
    const baseline = office();
    for (let day = 5; day < 29; day++) {
      expect(baseline.observe(by(1, START + day * DAY, { suspicion: 'encryption' }))).toBe('withheld');
    }
    const answer = ask(baseline, START + 30 * DAY);
    expect(answer.standing).toBe('suspect');
    expect(answer.levels.map(({ standing }) => standing)).toEqual(['suspect', 'suspect', 'suspect']);
    expect(answer.statements.find(({ kind }) => kind === 'rarity')).toMatchObject({ outcome: 'unusual' });
  });

  it('by plain uploads after the one that was caught stays suspect until somebody clears it', () => {
    const baseline = office();
    baseline.observe(by(1, START + 5 * DAY, { suspicion: 'finding' }));
    for (let day = 6; day < 29; day++) baseline.observe(by(1, START + day * DAY));
    expect(ask(baseline, START + 30 * DAY).standing).toBe('suspect');
    const elsewhere = { host: 'ws9', user: 'corp\\user9', identity: 'curl' };
    expect(ask(baseline, START + 30 * DAY, elsewhere).destinationSuspectSince).toBe(START + 5 * DAY);
    const contact = { host: 'ws1', group: 'office', ...EVIL, port: 443, protocol: 'tcp' };
    baseline.clearContact(contact, START + 30 * DAY);
    expect(ask(baseline, START + 31 * DAY, elsewhere).destinationSuspectSince).toBeUndefined();
    expect(ask(baseline, START + 31 * DAY).standing).toBe('established');
    baseline.observe(by(1, START + 32 * DAY, { suspicion: 'encryption' }));
    expect(ask(baseline, START + 33 * DAY).standing).toBe('suspect');
  });

  it('by one finding does not make a place suspect that the fleet used before', () => {
    const baseline = office();
    const caught = { identity: 'chrome', destination: 'example.com', suspicion: 'encryption' } as const;
    baseline.observe(by(1, START + 25 * DAY, caught));
    const same = { identity: 'chrome', destination: 'example.com' };
    expect(ask(baseline, START + 30 * DAY, same)).toMatchObject({
      standing: 'suspect',
      destinationSuspectSince: undefined,
    });
    expect(ask(baseline, START + 30 * DAY, { ...same, host: 'ws2', user: 'corp\\user2' }).standing).toBe(
      'established',
    );
  });

  it('by one host for weeks makes it usual for that host and for nobody else', () => {
    const baseline = office();
    for (let day = 5; day < 29; day++) baseline.observe(by(1, START + day * DAY));
    const own = ask(baseline, START + 30 * DAY);
    expect(own).toMatchObject({ answeredBy: 'host', standing: 'established' });
    // What the host is used to does not make it less rare.
    expect(own.statements.find(({ kind }) => kind === 'rarity')).toMatchObject({
      outcome: 'unusual',
      prevalence: { seen: 0, of: 29 },
    });
    expect(own.statements.find(({ kind }) => kind === 'role')).toMatchObject({ outcome: 'unusual' });
    const peer = ask(baseline, START + 30 * DAY, { host: 'ws99', user: 'corp\\new' });
    expect(peer).toMatchObject({ answeredBy: 'peer-group', standing: 'provisional' });
  });

  it('by one account on many hosts is no popularity, and is flagged', () => {
    const baseline = office();
    for (let day = 5; day < 29; day++) {
      for (const host of [1, 2, 3, 4, 5, 6]) {
        baseline.observe(by(host, START + day * DAY + host * HOUR, { user: 'corp\\svc-deploy' }));
      }
    }
    const answer = ask(baseline, START + 30 * DAY, { host: 'ws20' });
    expect(answer.levels[1]?.standing).toBe('provisional');
    expect(kinds(answer.flags)).toContain('one-sender');
  });

  it('by many hosts within a day through one build is flagged and not believed', () => {
    const baseline = office();
    for (const host of [1, 2, 3, 4, 5, 6]) {
      for (let day = 10; day < 29; day++) baseline.observe(by(host, START + day * DAY + host * HOUR));
    }
    const answer = ask(baseline, START + 30 * DAY, { host: 'ws20', user: 'corp\\user20' });
    expect(answer.flags).toContainEqual({
      kind: 'coordinated-novelty',
      hosts: 6,
      of: 6,
      from: START + 10 * DAY + HOUR,
      to: START + 10 * DAY + 6 * HOUR,
      images: 1,
    });
    expect(answer.levels[1]?.standing).toBe('provisional');
    // Weeks later it is old news, still flagged.
    const later = ask(baseline, START + 40 * DAY, { host: 'ws20', user: 'corp\\user20' });
    expect(later.levels[1]?.standing).toBe('established');
    expect(kinds(later.flags)).toContain('coordinated-novelty');
  });

  it('by host after host over days is flagged', () => {
    const baseline = office();
    for (const host of [1, 2, 3, 4, 5]) {
      for (let day = 5 + host * 2; day < 29; day++) baseline.observe(by(host, START + day * DAY));
    }
    expect(ask(baseline, START + 30 * DAY).flags).toContainEqual(
      expect.objectContaining({ kind: 'slow-spread', hosts: 5, images: 1 }),
    );
  });

  it('by growing volumes is flagged, and the drip is seen', () => {
    const baseline = office();
    for (let day = 5; day < 29; day++) {
      const bytesOut = Math.round(10_000 * 1.35 ** (day - 5));
      baseline.observe(by(1, START + day * DAY, { bytesOut, bytesIn: 2_000 }));
    }
    const answer = ask(baseline, START + 30 * DAY, { bytesOut: 12_000_000, bytesIn: 2_000 });
    const growth = answer.flags.find(({ kind }) => kind === 'volume-growth');
    // Of the active hours of an epoch sixteen are kept, so not every day is there.
    expect(growth).toMatchObject({ trend: 1 });
    expect(answer.statements.find(({ kind }) => kind === 'slow-drip')).toMatchObject({ outcome: 'unusual' });
  });

  it('is told from what everybody does: updates and mail raise no flag', () => {
    const baseline = office();
    const usual = { identity: 'chrome', destination: 'example.com' };
    expect(ask(baseline, START + 30 * DAY, usual).flags).toEqual([]);
  });
});
