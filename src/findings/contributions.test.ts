import { describe, expect, it } from 'vitest';
import { HOUR, T0 } from '../../test/host-events.ts';
import { egress, hostView, observed, process, recognition, scriptFact } from '../../test/host-view.ts';
import type { Candidate } from '../analytics/candidate.ts';
import type { Egress, HostView, ObservedOperation } from '../analytics/host-view.ts';
import { processRole } from '../hosts/process-role.ts';
import type { Process } from '../hosts/process.ts';
import type { Normality } from './normality.ts';
import { contributions, reasonsOf, scoreOf } from './contributions.ts';
import type { Contribution } from './finding.ts';
import { DEFAULT_PARAMETERS } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { CLAIMS } from './weights.ts';

interface Given {
  readonly by?: Partial<Process>;
  readonly egress?: Partial<Egress>;
  readonly operations?: readonly ((by: Process) => ObservedOperation)[];
  readonly view?: (by: Process) => Partial<HostView>;
}

const NAMED: Partial<Egress> = {
  name: {
    name: 'cdn.example.com',
    source: 'dns-same-process',
    place: { source: 's', offset: 0, length: 1 },
    time: T0,
  },
};
const PLAIN: Partial<Process> = { image: 'C:\\Program Files\\Vendor\\agent.exe' };

function candidate(given: Given): Candidate {
  const by = process({ ...PLAIN, ...given.by });
  const links = (given.operations ?? []).map((make) => ({
    operation: make(by),
    link: { kind: 'same-process' as const, weight: 1, reason: 'x', delta: 0 },
  }));
  const view = hostView(given.view?.(by) ?? {});
  return {
    analytic: 'AN1389',
    view,
    egress: egress(by, { ...NAMED, ...given.egress }),
    role: processRole(by),
    links,
  };
}

function parts(given: Given, parameters: Partial<Parameters> = {}): Contribution[] {
  const one = candidate(given);
  const reasons = reasonsOf(one, { ...DEFAULT_PARAMETERS, ...parameters });
  return contributions({ facts: { claim: 'C4' }, reasons, encrypts: one.links.length > 0 }, NOTHING_KNOWN);
}

const NOTHING_KNOWN: Normality = {
  approvals: [],
  answer: undefined,
  reviewed: undefined,
  stated: false,
  baselineVersion: undefined,
};

/** Points that counted, by group. */
function counted(given: Given, parameters?: Partial<Parameters>): Record<string, number[]> {
  const groups: Record<string, number[]> = {};
  for (const { group, points, counted: counts } of parts(given, parameters)) {
    if (counts && group !== 'claim') (groups[group] ??= []).push(points);
  }
  return groups;
}

describe('the points of a candidate', () => {
  it('begin with the claim and stay there when nothing speaks for or against it', () => {
    expect(counted({})).toEqual({});
    expect(scoreOf('C4', parts({}))).toBe(60);
  });

  it('keep what was considered and not given, each with its reason', () => {
    const all = parts({});
    expect(
      all
        .filter(({ points }) => points === 0)
        .map(({ group }) => group)
        .sort(),
    ).toEqual(['destination', 'network', 'time', 'volume']);
    for (const { reason } of all) expect(reason.length).toBeGreaterThan(10);
  });

  it.each<[string, Given, Record<string, number[]>]>([
    [
      'a file drop',
      { egress: { name: { ...NAMED.name, name: 'transfer.sh' } as NonNullable<Egress['name']> } },
      { destination: [12] },
    ],
    ['a destination without a name', { egress: { name: undefined } }, { destination: [4] }],
    ['a name only the sensor attached', { egress: { name: undefined, sensorName: 'x.example.com' } }, {}],
    ['a script host', { by: { image: 'C:\\Windows\\System32\\wscript.exe' } }, { process: [6] }],
    ['a transfer tool', { by: { image: 'C:\\Windows\\System32\\curl.exe' } }, { process: [6] }],
    [
      'an impostor',
      { by: { image: 'C:\\Program Files\\x\\svc.exe', originalName: 'rclone.exe' } },
      { process: [12] },
    ],
    [
      'an unsigned program anyone could have put there',
      { by: { image: 'C:\\Users\\ann\\x.exe' } },
      { process: [6] },
    ],
    ['the same with a signature', { by: { image: 'C:\\Users\\ann\\x.exe', signed: true } }, {}],
    [
      'the same without a valid one',
      { by: { image: 'C:\\Users\\ann\\x.exe', signed: false } },
      { process: [6] },
    ],
    ['an odd port', { egress: { port: 4444 } }, { network: [5] }],
    [
      'a key in the command',
      { operations: [(by) => observed(by, { keySource: 'command-line' })] },
      { crypto: [3] },
    ],
    [
      'a key in the script',
      { operations: [(by) => observed(by, { keySource: 'literal' })] },
      { crypto: [3] },
    ],
    ['a key from a file', { operations: [(by) => observed(by, { keySource: 'file' })] }, {}],
    [
      'code that hides itself',
      { operations: [(by) => observed(by, {}, { recognition: recognition({ opaque: true }) })] },
      { crypto: [6] },
    ],
    [
      'collected data',
      { operations: [(by) => observed(by, { inputs: ['C:\\Users\\ann\\mail.pst'] })] },
      { crypto: [5] },
    ],
    ['files that are none', { operations: [(by) => observed(by, { inputs: ['C:\\zipper\\tool.exe'] })] }, {}],
    [
      'a script that blinds the log',
      {
        view: (by) => ({
          scripts: [scriptFact(by, { recognition: recognition({ traits: ['logging-tamper'] }) })],
        }),
      },
      { tamper: [10] },
    ],
    [
      'another process that blinds the log',
      {
        view: () => ({
          scripts: [scriptFact(process(), { recognition: recognition({ traits: ['logging-tamper'] }) })],
        }),
      },
      {},
    ],
  ])('%s', (_what, given, expected) => {
    expect(counted(given)).toEqual(expected);
  });

  it('count one up and one down of each group, however much speaks for it', () => {
    const given: Given = {
      by: { image: 'C:\\Users\\ann\\wscript.exe', originalName: 'rclone.exe' },
      operations: [
        (by) =>
          observed(
            by,
            { keySource: 'literal', inputs: ['a.zip'] },
            { recognition: recognition({ opaque: true }) },
          ),
        (by) => observed(by, { keySource: 'command-line', inputs: ['b.docx'] }),
      ],
    };
    const allowlist = { ExecutableAllowlist: ['c:\\users\\*\\wscript.exe', 'c:\\users\\*'] };
    expect(counted(given, allowlist)).toEqual({ process: [12, -8], crypto: [6] });
    const all = parts(given, allowlist).filter(({ group }) => group === 'process');
    expect(all.length).toBeGreaterThan(2);
    for (const group of [
      'destination',
      'process',
      'crypto',
      'network',
      'time',
      'tamper',
      'asset',
      'volume',
    ]) {
      const own = parts(given, allowlist).filter((part) => part.counted && part.group === group);
      expect(own.filter(({ points }) => points > 0).length).toBeLessThanOrEqual(1);
      expect(own.filter(({ points }) => points < 0).length).toBeLessThanOrEqual(1);
    }
  });

  it('of two equal reasons count the first', () => {
    const both = parts({ by: { image: 'C:\\Users\\ann\\wscript.exe' } }).filter(
      ({ group }) => group === 'process',
    );
    expect(both.map(({ points, counted: counts }) => [points, counts])).toEqual([
      [6, true],
      [6, false],
    ]);
  });

  it('are lowered by an entry of the allowlist, never below the rest', () => {
    const given: Given = { by: { image: 'C:\\Program Files\\Vendor\\agent.exe' } };
    expect(counted(given, { ExecutableAllowlist: ['c:\\program files\\vendor\\*.exe'] })).toEqual({
      process: [-8],
    });
    expect(counted(given, { ExecutableAllowlist: ['c:\\program files\\other\\*'] })).toEqual({});
  });

  it('rise for watched hosts, under any of their names', () => {
    const given: Given = { view: () => ({ host: 'ws1.corp.example', aliases: ['ws1'] }) };
    expect(counted(given, { watchlist: ['ws1'] })).toEqual({ asset: [10] });
    expect(counted(given, { watchlist: ['ws1.corp.example'] })).toEqual({ asset: [10] });
    expect(counted(given, { watchlist: ['ws2'] })).toEqual({});
  });

  it('rise outside the allowed hours, if any are set', () => {
    const TimeWindow = { zone: 'UTC', days: [1, 2, 3, 4, 5], from: 480, to: 1080 };
    expect(counted({ egress: { first: T0 } }, { TimeWindow })).toEqual({});
    expect(counted({ egress: { first: T0 + 12 * HOUR } }, { TimeWindow })).toEqual({ time: [4] });
  });

  it('never fall when something suspicious is added', () => {
    const base = scoreOf('C3', parts({}));
    const more: Given[] = [
      { egress: { port: 4444 } },
      { egress: { port: 4444, name: undefined } },
      { egress: { port: 4444, name: undefined }, by: { image: 'C:\\Users\\ann\\powershell.exe' } },
    ];
    const scores = [base, ...more.map((given) => scoreOf('C3', parts(given)))];
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
  });
});

describe('a score', () => {
  const points = (group: Contribution['group'], value: number, counts = true): Contribution => ({
    group,
    points: value,
    reason: 'x',
    counted: counts,
  });

  it.each(Object.entries(CLAIMS))('stays within the cap of %s and above nothing', (claim, rule) => {
    const claimed = claim as keyof typeof CLAIMS;
    expect(scoreOf(claimed, [points('claim', rule.base), points('tamper', 500)])).toBe(rule.cap);
    expect(scoreOf(claimed, [points('claim', rule.base), points('process', -500)])).toBe(0);
    expect(scoreOf(claimed, [points('claim', rule.base), points('tamper', 500, false)])).toBe(rule.base);
    expect(rule.base).toBeLessThanOrEqual(rule.cap);
  });
});
