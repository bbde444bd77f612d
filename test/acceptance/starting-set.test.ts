/** Every approval that is shipped is tried with impostors, from rendered logs to judged findings. */
import { describe, expect, it } from 'vitest';
import { ApprovalSet } from '../../src/baseline/approvals/approval-set.ts';
import type { Approval } from '../../src/baseline/approvals/approval.ts';
import { everyApproval } from '../../src/cli/approval-flags.ts';
import { approvalHunt } from '../../src/cli/approval-hunt.ts';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { exampleApproval } from '../../src/baseline/approvals/example-approval.ts';
import type { ApprovalChanges } from '../../src/baseline/approvals/example-approval.ts';
import { proveApproval } from '../../src/stories/impostor-proof.ts';
import type { ApprovalProof } from '../../src/stories/impostor-proof.ts';
import { RENDERERS } from '../../src/stories/render/renderers.ts';
import type { StoryPlatform } from '../../src/stories/story.ts';

const shipped = await everyApproval(undefined, DEFAULT_CONFIG, undefined);

/** Records of Windows that hold image loads and lookups; the others tell no signature or no name. */
const TELLING: Readonly<Record<StoryPlatform, readonly string[]>> = {
  windows: [
    'evtx',
    'nxlog',
    'nxlog-2019',
    'winlogbeat',
    'winlogbeat-ecs',
    'azure',
    'flat-2023',
    'sysmon-only',
  ],
  macos: ['elastic-macos'],
  linux: ['auditd-zeek'],
};

/** One approval of each of these kinds for each platform. */
const sample = ['browser', 'os-service', 'backup', 'sync', 'security-agent'].flatMap((kind) =>
  Object.keys(TELLING).flatMap(
    (platform) => shipped.find((one) => one.class === kind && one.platform === platform) ?? [],
  ),
);

const proofs = new Map<string, ApprovalProof>();

function prove(
  approval: Approval,
  all: readonly Approval[],
  shapes?: readonly string[],
): Promise<ApprovalProof> {
  return proveApproval(approval, new ApprovalSet(all, 'all'), approvalHunt(all), shapes);
}

describe('the starting set', () => {
  it('is neither empty nor of one platform', () => {
    expect(shipped.length).toBeGreaterThan(90);
    expect(sample.length).toBeGreaterThan(10);
  });

  it.each(shipped.map((approval) => [approval.id, approval] as const))(
    '%s holds for its own program alone',
    async (_, approval) => {
      const proof = await prove(approval, shipped);
      proofs.set(approval.id, proof);
      const { acts, unplayable } = proof;
      expect(unplayable).toBeUndefined();
      expect(acts.filter(({ fault }) => fault !== undefined)).toEqual([]);
      const kinds = new Set(acts.map(({ kind }) => kind));
      for (const kind of ['genuine', 'renamed', 'other-tenant', 'look-alike'] as const)
        expect([kind, kinds.has(kind)]).toEqual([kind, true]);
      const { signers, teamIds, platformBinary } = approval.identity;
      const isSigned = signers.length + teamIds.length > 0 || platformBinary;
      expect([kinds.has('unsigned'), kinds.has('other-signer')]).toEqual([isSigned, isSigned]);
    },
  );

  it('lowers what its backup and sync programs encrypt, and drops none of it', () => {
    const lowering = shipped.filter(({ class: kind }) => kind === 'backup' || kind === 'sync');
    const lowered = lowering.flatMap(({ id }) =>
      (proofs.get(id)?.acts ?? []).filter(
        ({ kind, withoutApprovals }) => kind === 'genuine' && withoutApprovals,
      ),
    );
    expect(lowered.length).toBeGreaterThan(lowering.length);
    for (const { withoutApprovals = 0, score = 100 } of lowered)
      expect(score).toBeLessThan(withoutApprovals - 20);
  });

  it.each(sample.map((approval) => [approval.id, approval] as const))(
    '%s is the same in every shape that tells names and signatures',
    async (_, approval) => {
      if (approval.platform === 'esxi') return;
      const { acts } = await prove(approval, shipped, TELLING[approval.platform]);
      expect(acts.filter(({ fault }) => fault !== undefined)).toEqual([]);
    },
  );

  it.each(sample.map((approval) => [approval.id, approval] as const))(
    '%s covers no impostor and lowers none, however little the records tell',
    async (_, approval) => {
      const told: readonly string[] = approval.platform === 'esxi' ? [] : TELLING[approval.platform];
      const poor = RENDERERS.map(({ id }) => id).filter((id) => !told.includes(id));
      const { acts } = await prove(approval, shipped, poor);
      const faults = acts.filter(
        ({ fault, kind }) => (fault === 'covered' || fault === 'lowered') && kind !== 'genuine',
      );
      expect(faults).toEqual([]);
    },
  );
});

describe('a proof', () => {
  const failing = async (approval: Approval, ...others: readonly Approval[]): Promise<string[]> =>
    (await prove(approval, [approval, ...others])).acts.flatMap(({ kind, fault }) =>
      fault === undefined ? [] : `${fault} ${kind}`,
    );
  const vendor = (changes: ApprovalChanges = {}): Approval => exampleApproval(changes);

  it('passes what is bound', async () => {
    expect(await failing(vendor())).toEqual([]);
  });

  it.each<[string, Approval, string[]]>([
    [
      'another one takes any signer',
      vendor({
        id: 'other',
        identity: {
          paths: ['c:\\program files (x86)\\backblaze\\x64\\bztransmit64.exe'],
          signers: ['Evil Software Ltd'],
        },
      }),
      ['covered other-signer'],
    ],
    [
      'another one takes a bucket that is not ours',
      vendor({ id: 'other', destinations: { tenants: ['evil-drop.s3.eu-central-1.amazonaws.com'] } }),
      ['covered other-tenant'],
    ],
    [
      'another one takes a look-alike',
      vendor({ id: 'other', destinations: { domains: ['evil.example'] } }),
      ['covered look-alike'],
    ],
  ])('fails where %s', async (_, other, expected) => {
    expect(await failing(vendor(), other)).toEqual(expected);
  });

  it('fails where an approval never holds', async () => {
    const refused = vendor({ destinations: { domains: ['amazonaws.com'] } });
    expect(await failing(refused)).toContain('does-not-hold genuine');
  });

  it('breaks every part of an identity by itself', async () => {
    const bound = vendor({
      platform: 'linux',
      class: 'script',
      identity: {
        paths: ['/usr/bin/bash'],
        scriptPaths: ['/usr/local/sbin/dump.sh'],
        users: ['postgres'],
        parents: ['/usr/sbin/cron'],
      },
      hosts: { names: ['srv*'], groups: [] },
      hours: { zone: 'Europe/Berlin', days: [6, 7], from: 22 * 60, to: 5 * 60, holidays: [] },
    });
    const { acts } = await prove(bound, [bound]);
    expect(acts.map(({ kind, fault }) => [kind, fault])).toEqual(
      [
        'genuine',
        'renamed',
        'script-as-argument',
        'other-parent',
        'other-user',
        'other-tenant',
        'look-alike',
      ].map((kind) => [kind, undefined]),
    );
  });

  it.each<[string, ApprovalChanges]>([
    ['ESXi', { platform: 'esxi' }],
    [
      'the hash of a script',
      { identity: { paths: ['c:\\windows\\py.exe'], scriptSha256: ['aa'.repeat(32)] } },
    ],
    ['a tenant in the path of a request', { destinations: { tenants: ['b2/acme'] } }],
    ['hours that never come', { hours: { zone: 'UTC', days: [8], from: 0, to: 60, holidays: [] } }],
  ])('says that %s cannot be played', async (_, changes) => {
    const approval = vendor(changes);
    const { passed, unplayable, acts } = await prove(approval, [approval]);
    expect([passed, unplayable?.length ?? 0, acts]).toEqual([true, expect.any(Number), []]);
    expect(unplayable).toBeDefined();
  });
});
