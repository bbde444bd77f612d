import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, T0 } from '../../test/host-events.ts';
import { egress, observed, process, recognition } from '../../test/host-view.ts';
import { cmd, finding, findings, named } from '../../test/judge-view.ts';
import type { Egress, HostView, ObservedOperation } from '../analytics/host-view.ts';
import type { EncryptionOperation } from '../encryption/encryption-operation.ts';
import { levelOf } from './weights.ts';

describe('levels', () => {
  it.each([
    [0, 'info'],
    [19, 'info'],
    [20, 'low'],
    [39, 'low'],
    [40, 'medium'],
    [59, 'medium'],
    [60, 'high'],
    [79, 'high'],
    [80, 'critical'],
    [100, 'critical'],
  ])('%i is %s', (score, level) => {
    expect(levelOf(score)).toBe(level);
  });
});

describe('the worked examples of the score', () => {
  it('an agent whose script encrypts and which sends to a new worker is critical: 60 + 12 + 6 + 6', () => {
    const agent = process();
    const opaque = recognition({ opaque: true });
    const found = finding(egress(agent, named('c2.workers.dev')), [
      observed(
        agent,
        { tool: '.net', direction: 'both' },
        { recognition: opaque, seenIn: 'PowerShell 4104' },
      ),
    ]);
    expect(found).toMatchObject({
      claim: 'C4',
      wording: 'probable exfiltration',
      score: 84,
      level: 'critical',
    });
  });

  it('a shell that pipes openssl with a key on its command line into a transfer tool is at least high', () => {
    const shell = cmd();
    const openssl = process({ image: 'C:\\Tools\\openssl.exe', parent: shell, end: T0 + 2 * MINUTE });
    const ssh = process({
      image: 'C:\\Windows\\System32\\OpenSSH\\ssh.exe',
      parent: shell,
      end: T0 + 2 * MINUTE,
    });
    const found = finding(egress(ssh, { port: 2222 }), [
      observed(openssl, { keySource: 'command-line', tool: 'openssl' }),
    ]);
    // 60, nameless destination 4, dual use 6, literal key 3, odd port 5.
    expect(found).toMatchObject({ claim: 'C4', score: 78, level: 'high', confidence: 0.9 });
    expect(found.encryption[0]?.link).toBe('pipeline');
  });

  it('PowerShell that connects and encrypts nothing stays info, whatever else speaks against it', () => {
    const found = finding(egress(process(), { ...named('transfer.sh'), port: 4444 }), []);
    expect(found).toMatchObject({ claim: 'C0', score: 19, level: 'info', coverage: 'compensating' });
  });

  it('the same on a host that shows nothing but connections says how little it could see', () => {
    const presence = {
      processStart: false,
      commandLine: false,
      scriptText: false,
      connections: true,
      names: true,
      imageSignatures: false,
      volumes: false,
      payload: false,
    };
    const found = finding(egress(process()), [], { presence });
    expect(found.observability.share).toBeCloseTo(2 / 6, 9);
    expect(found.observability.missing).toHaveLength(4);
    expect(found.notSeen.join('\n')).toContain('script text');
  });

  it('an encryption of the same user, and no more, is possible at most', () => {
    const ann = { user: 'CORP\\ann' };
    const found = finding(egress(process(ann)), [observed(process({ image: 'C:\\Tools\\7z.exe', ...ann }))]);
    expect(found).toMatchObject({ claim: 'C3', wording: 'possible exfiltration', confidence: 0.3 });
    expect(found.score).toBeLessThanOrEqual(70);
  });

  it('a backup to a sanctioned place that an allowlist names falls below the same without it', () => {
    const image = 'C:\\Program Files\\Backup\\agent.exe';
    const agent = process({ image });
    const view = { egresses: [egress(agent, named('vault.example.com'))], operations: [observed(agent)] };
    const [without] = findings(view);
    const [withEntry] = findings(view, { ExecutableAllowlist: ['c:\\program files\\backup\\*'] });
    expect([without?.score, withEntry?.score]).toEqual([60, 52]);
    expect(withEntry?.contributions.some(({ reason }) => reason.includes('ExecutableAllowlist'))).toBe(true);
  });
});

describe('the claim', () => {
  it('of a family tie holds while the tie is strong and weakens when it has faded', () => {
    const shell = cmd();
    const sender = process({ parent: shell });
    const encryptor = process({ image: 'C:\\Tools\\7z.exe', parent: shell });
    const claim = (after: number): string =>
      finding(egress(sender, { first: T0 + MINUTE + after }), [observed(encryptor)]).claim;
    expect(claim(10 * MINUTE)).toBe('C4');
    expect(claim(19 * MINUTE)).toBe('C4');
    expect(claim(25 * MINUTE)).toBe('C3');
  });

  it('of several ties is that of the strongest', () => {
    const ann = { user: 'CORP\\ann' };
    const agent = process(ann);
    const found = finding(egress(agent), [
      observed(process({ image: 'C:\\Tools\\7z.exe', ...ann })),
      observed(agent),
    ]);
    expect(found.claim).toBe('C4');
    expect(found.encryption.map(({ link }) => link)).toEqual(['same-process', 'user']);
  });
});

describe('the confidence', () => {
  it('is that of the weakest part of the surest chain', () => {
    const agent = process();
    const confidence = (
      sending: Partial<Egress>,
      more: Partial<EncryptionOperation>,
      rest: Partial<ObservedOperation> = {},
    ): number => finding(egress(agent, sending), [observed(agent, more, rest)]).confidence;
    expect(confidence({}, {})).toBe(1);
    expect(confidence({ attribution: { method: 'flow', confidence: 0.8, reason: 'x' } }, {})).toBe(0.8);
    expect(confidence({}, { confidence: 0.6 })).toBe(0.6);
    expect(confidence({}, {}, { processConfidence: 0.5 })).toBe(0.5);
    expect(confidence({}, {}, { recognition: recognition({ opaque: true }) })).toBe(0.7);
  });

  it('takes the better of two chains', () => {
    const agent = process();
    const operations = [
      observed(agent, { confidence: 0.3, rule: 'a' }),
      observed(agent, { confidence: 0.9, rule: 'b' }),
    ];
    expect(finding(egress(agent), operations).confidence).toBe(0.9);
  });

  it('of a connection alone is half that of its owner', () => {
    expect(finding(egress(process()), []).confidence).toBe(0.5);
  });
});

describe('the id', () => {
  const agent = process();
  const id = (more: Partial<Egress> = {}, view: Partial<HostView> = {}, time = T0): string =>
    finding(egress(agent, more), [observed(agent, {}, { time })], view).id;

  it('does not depend on time, on the number of connections or on how the host is called', () => {
    const first = id();
    expect(first).toMatch(/^AN1389-[0-9a-f]{16}$/);
    expect(id({ first: T0 + HOUR, connections: 50 }, {}, T0 + 5 * MINUTE)).toBe(first);
    expect(id({}, { host: 'ws1' })).toBe(first);
    expect(id({}, { host: 'ws1.other.example' })).toBe(first);
  });

  it('is another for another act', () => {
    const other = process();
    const ids = [
      id(),
      id({ address: '203.0.113.81' }),
      id({ port: 80 }),
      id({ protocol: 'udp' }),
      id(named('drop.example.net')),
      id({}, { host: 'ws2.corp.example' }),
      id({}, { host: '10.0.0.1' }),
      id({}, { host: '10.0.0.2' }),
      finding(egress(other), [observed(other)]).id,
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is that of the named destination, whichever of its addresses came first', () => {
    expect(id({ ...named('cdn.example.com'), address: '203.0.113.80' })).toBe(
      id({ ...named('cdn.example.com'), address: '203.0.113.99' }),
    );
  });
});
