import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalFinding } from '../../test/fixtures/sample-critical-finding.ts';
import { describeDestination } from '../egress/destination.ts';
import type { Campaign } from './campaign.ts';
import { entityRisks } from './entity-risk.ts';
import type { CountedFinding, EntityRisk } from './entity-risk.ts';
import type { LinkedOperation } from './finding.ts';

const AT = criticalFinding.last;

/** A finding of a host that sent to a name, by a tool that runs no script. */
function sent(host: string, name: string | undefined, changes: Partial<CountedFinding> = {}): CountedFinding {
  return {
    ...criticalFinding,
    id: `${host} to ${name ?? 'an address'}`,
    host,
    encryption: [],
    egress: {
      ...criticalFinding.egress,
      name,
      nameSource: name === undefined ? 'none' : 'dns-same-process',
      registrableDomain: describeDestination(name).registrableDomain,
    },
    ...changes,
  };
}

/** An operation in code that a sensor recorded as `kind`. */
function ran(kind: string, text: string, changes: Partial<LinkedOperation> = {}): LinkedOperation[] {
  const [first] = criticalFinding.encryption;
  if (first === undefined) throw new Error('the sample has no operation');
  const span = { layer: 1, start: 0, end: text.length };
  const layers = [
    { kind: 'command-line', start: 0, end: 9, text: `tool on ${text.length}`, opaque: false },
    { kind, start: 0, end: 9, text, opaque: false, outer: 0 },
  ];
  return [{ ...first, operation: { ...first.operation, spans: [span] }, layers, ...changes }];
}

const scripted = (host: string, text: string, kind = 'encoded-command'): CountedFinding =>
  sent(host, `${host}.example`, { encryption: ran(kind, text) });

const risks = (...findings: readonly CountedFinding[]): EntityRisk[] => entityRisks(findings, AT);
const campaigns = (...findings: readonly CountedFinding[]): Campaign[] =>
  risks(...findings).flatMap(({ campaign }) => campaign ?? []);

describe('a campaign against one tenant', () => {
  const three = ['ws1', 'ws2', 'ws3'].map((host) => sent(host, `${host}.drop.example`));

  it('is three hosts that sent to one registrable domain, with the hosts and their findings', () => {
    const first = risks(...three).find(({ campaign }) => campaign !== undefined);
    expect(first).toMatchObject({
      kind: 'destination',
      name: 'drop.example',
      hosts: ['ws1', 'ws2', 'ws3'],
      campaign: {
        shares: 'tenant',
        hosts: ['ws1', 'ws2', 'ws3'],
        findings: ['ws1 to ws1.drop.example', 'ws2 to ws2.drop.example', 'ws3 to ws3.drop.example'],
      },
    });
    expect(campaigns(...three.slice(1))).toEqual([]);
  });

  it('weighs ten points more than its findings, and no more than a hundred', () => {
    const scored = (score: number): number | undefined =>
      risks(...three.map((finding) => ({ ...finding, score }))).find(({ campaign }) => campaign)?.risk;
    expect([scored(40), scored(95)]).toEqual([50, 100]);
  });

  it.each([
    ['one host under its short and its full name', ['ws1', 'ws1.corp.example', 'WS1.corp.example']],
    ['two hosts, one of them often', ['ws1', 'ws2', 'ws2', 'ws2']],
  ])('is not %s', (_, hosts) => {
    const findings = hosts.map((host, index) => sent(host, 'drop.example', { id: String(index) }));
    expect(campaigns(...findings)).toEqual([]);
  });

  it.each([
    ['a bare address', undefined],
    ['a service that everybody reaches by one name', 'transfer.sh'],
    ['the suffix of a service', 'blob.core.windows.net'],
    ['a name of the inner network', 'fileserver'],
    ['the outer name of Encrypted Client Hello', 'cloudflare-ech.com'],
  ])('is not seen in %s', (_, name) => {
    expect(campaigns(...['a', 'b', 'c', 'd'].map((host) => sent(host, name)))).toEqual([]);
  });

  it('tells tenants of one service apart', () => {
    const at = (tenant: string, ...hosts: readonly string[]): CountedFinding[] =>
      hosts.map((host) => sent(host, `${tenant}.workers.dev`));
    expect(campaigns(...at('evil', 'a', 'b', 'c'), ...at('good', 'd', 'e'))).toMatchObject([
      { hosts: ['a', 'b', 'c'] },
    ]);
    expect(campaigns(...at('one', 'a'), ...at('two', 'b'), ...at('three', 'c'))).toEqual([]);
  });

  it("does not believe a sensor's reverse lookup, which names the hoster", () => {
    const guessed = three.map((one) => ({
      ...one,
      egress: { ...one.egress, nameSource: 'sensor' as const },
    }));
    expect(campaigns(...guessed)).toEqual([]);
  });

  it('leaves out what is approved or usual', () => {
    const [first, ...others] = three;
    expect(campaigns({ ...first!, score: 15 }, ...others)).toEqual([]);
  });
});

describe('a campaign by one script', () => {
  const code = '$a=[Security.Cryptography.Aes]::Create();\r\n$a.Key=$k;Send "********"';

  it('is two hosts with the same text, wherever it was recorded and whatever its secrets and blanks', () => {
    const again = '$a=[Security.Cryptography.Aes]::Create(); $a.Key=$k;Send "***"\n';
    const found = risks(scripted('ws1', code), scripted('ws2', again, 'script-block'));
    const script = found.find(({ kind }) => kind === 'script');
    expect(script).toMatchObject({
      text: '$a=[Security.Cryptography.Aes]::Create(); $a.Key=$k;Send "*"',
      campaign: { shares: 'script', hosts: ['ws1', 'ws2'] },
    });
    expect(script?.name).toMatch(/^script [0-9a-f]{16}$/);
    expect(campaigns(scripted('ws1', code), scripted('ws1', code))).toEqual([]);
    expect(campaigns(scripted('ws1', code), scripted('ws2', `${code}#2`))).toEqual([]);
  });

  it('is told once, however many stages of it the same findings share', () => {
    const staged = (host: string): CountedFinding =>
      sent(host, undefined, { encryption: [...ran('script-block', code), ...ran('inline-code', 'second')] });
    expect(campaigns(staged('ws1'), staged('ws2'))).toHaveLength(1);
  });

  it.each([
    ['a command line, which names its program and files', ran('command-line', 'openssl enc -aes-256-cbc')],
    ['a parameter binding, which every use of the same class has', ran('parameter-binding', 'AesManaged')],
    ['what only ran on the same host', ran('script-block', code, { link: 'host' })],
    ['an empty text', ran('script-block', ' \n')],
  ])('is not told by %s', (_, encryption) => {
    expect(campaigns(sent('ws1', undefined, { encryption }), sent('ws2', undefined, { encryption }))).toEqual(
      [],
    );
  });

  it('ends the way out through broken layers', () => {
    const [operation] = ran('script-block', code);
    const layers = operation!.layers.map((layer) => ({ ...layer, outer: 1 }));
    expect(campaigns(sent('ws1', undefined, { encryption: [{ ...operation!, layers }] }))).toEqual([]);
  });
});

describe('campaigns', () => {
  const arbitrary = fc.array(
    fc
      .record({
        host: fc.constantFrom('a', 'a.corp.example', 'b', 'c', 'd'),
        name: fc.constantFrom('x.example', 'y.example', 'transfer.sh', undefined),
        score: fc.constantFrom(10, 30, 80),
        text: fc.constantFrom(undefined, 'one', 'two'),
      })
      .map(({ host, name, score, text }) =>
        sent(host, name, {
          id: [host, name, score, text].join(' '),
          score,
          encryption: text === undefined ? [] : ran('script-block', text),
        }),
      ),
    { minLength: 1, maxLength: 14 },
  );
  const names = (hosts: readonly string[]): string[] => [
    ...new Set(hosts.map((host) => host.split('.')[0] ?? '')),
  ];

  it('know neither order nor repetition', () => {
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 0, max: 13 }), (findings, turn) => {
        const told = risks(...findings);
        const turned = [...findings.slice(turn), ...findings.slice(0, turn)];
        expect(risks(...turned.toReversed())).toEqual(told);
        expect(risks(...findings, ...turned)).toEqual(told);
      }),
    );
  });

  it('have as many hosts as they need, each with a finding of its own, and grow only', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (findings, more) => {
        const before = risks(...findings);
        const after = new Map(risks(...findings, ...more).map((one) => [`${one.kind} ${one.name}`, one]));
        for (const { kind, name, risk, campaign } of before) {
          const grown = after.get(`${kind} ${name}`);
          if (kind !== 'script') expect(grown?.risk).toBeGreaterThanOrEqual(risk);
          if (campaign === undefined) continue;
          expect(campaign.hosts.length).toBeGreaterThanOrEqual(campaign.shares === 'tenant' ? 3 : 2);
          const parts = findings.filter(({ id }) => campaign.findings.includes(id));
          expect(names(parts.map(({ host }) => host)).sort()).toEqual(campaign.hosts);
          if (kind === 'destination')
            expect(grown?.campaign?.hosts).toEqual(expect.arrayContaining([...campaign.hosts]));
        }
      }),
    );
  });
});
