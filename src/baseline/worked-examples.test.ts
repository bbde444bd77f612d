/** The worked examples of the score that rest on what is normal: what the baseline and the approvals answer for each. */
import { describe, expect, it } from 'vitest';
import { exampleApproval, exampleFacts } from './approvals/example-approval.ts';
import { ENCRYPTING_CLASSES } from './approvals/approval.ts';
import { ApprovalSet } from './approvals/approval-set.ts';
import { refusedBy } from './approvals/over-broad.ts';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from './baseline.ts';
import type { Question } from './answer/question.ts';
import { EXAMPLE_START, sightingAt } from './learning/example-sighting.ts';
import { DAY, HOUR } from './moment.ts';
import type { Statement } from './unusual/statement.ts';

const START = EXAMPLE_START;
const BACKBLAZE = 'c:\\program files (x86)\\backblaze\\x64\\bztransmit64.exe';

/** Thirty laptops for thirty days: a browser by day, Backblaze at night on ten of them, two gigabytes each. */
function estate(): Baseline {
  const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
  for (let day = 0; day < 30; day++) {
    for (let host = 1; host <= 30; host++) {
      const who = { host: `ws${host}`, user: `corp\\user${host}` };
      for (let hour = 0; hour < 8; hour += 2) {
        const bytes = { bytesOut: 20_000 + host * 100 + hour * 900, bytesIn: 900_000 };
        baseline.observe(sightingAt(START + day * DAY + hour * HOUR, { ...who, ...bytes }));
      }
      if (host > 10) continue;
      for (const hour of [15, 16]) {
        const backup = { identity: BACKBLAZE, destination: 'name:backblaze.com', user: undefined };
        const bytes = { bytesOut: 900_000_000 + day * 10_000_000, bytesIn: 300_000 };
        baseline.observe(sightingAt(START + day * DAY + hour * HOUR, { ...who, ...backup, ...bytes }));
      }
    }
  }
  return baseline;
}

const baseline = estate();
const AT = START + 30 * DAY;

function ask(changes: Partial<Question>): {
  standing: string;
  unusual: string[];
  statement: <K extends Statement['kind']>(kind: K) => Extract<Statement, { kind: K }> | undefined;
} {
  const answer = baseline.answer({
    host: 'ws1',
    group: 'office',
    user: 'corp\\user1',
    identity: 'chrome',
    destination: 'example.com',
    tenantHidden: false,
    port: 443,
    protocol: 'tcp',
    at: AT,
    bytesOut: undefined,
    bytesIn: undefined,
    times: [],
    zone: 'UTC',
    ...changes,
  });
  return {
    standing: answer.standing,
    unusual: answer.statements.flatMap(({ outcome, kind }) => (outcome === 'unusual' ? [kind] : [])),
    statement: (kind) =>
      answer.statements.find((one): one is Extract<Statement, { kind: typeof kind }> => one.kind === kind),
  };
}

describe('tar | openssl | ssh to a first-seen host', () => {
  it('is new to the host, rare in the fleet, unknown to the role', () => {
    const { standing, unusual, statement } = ask({
      identity: '/usr/bin/ssh',
      destination: 'address:203.0.113.5',
      port: 22,
    });
    expect(standing).toBe('new');
    expect(unusual).toEqual(['first-seen', 'rarity', 'role']);
    expect(statement('rarity')?.prevalence).toMatchObject({ seen: 0, of: 29 });
    expect(statement('rarity')?.prevalence.jeffreys).toBeLessThanOrEqual(0.02);
  });
});

describe('a script that posts 12 MB to a new workers.dev tenant', () => {
  it('sends more than the program ever did, z above 3.5', () => {
    const { unusual, statement } = ask({
      destination: 'name:evil.workers.dev',
      bytesOut: 12_000_000,
      bytesIn: 4_000,
    });
    expect(unusual).toEqual(['first-seen', 'rarity', 'role', 'volume', 'producer-consumer']);
    const volume = statement('volume');
    expect(volume).toMatchObject({ level: 'host', of: 'program', robust: { method: 'mad' } });
    expect(volume?.robust?.z).toBeGreaterThan(3.5);
    expect(statement('producer-consumer')?.shift).toBeGreaterThan(1.5);
  });
});

describe('Backblaze', () => {
  const genuine = { identity: BACKBLAZE, destination: 'name:backblaze.com', user: undefined };

  it('as every night is established, and its gigabytes are usual', () => {
    const { standing, unusual } = ask({
      ...genuine,
      at: AT + 15 * HOUR,
      bytesOut: 1_190_000_000,
      bytesIn: 300_000,
    });
    expect(standing).toBe('established');
    expect(unusual).toEqual([]);
    const applied = new ApprovalSet([exampleApproval()], 'all').everything(exampleFacts());
    expect(applied).toMatchObject([{ state: 'applies', strength: 'strong' }]);
    expect(ENCRYPTING_CLASSES.has('backup')).toBe(true);
  });

  it('under its name from %TEMP%, unsigned, to another tenant is an impostor to a new place', () => {
    const { standing, unusual } = ask({
      identity: 'c:\\users\\*\\appdata\\local\\temp\\bztransmit64.exe | no signature',
      destination: 'name:evil.s3.us-west-004.backblazeb2.com',
      bytesOut: 900_000_000,
      bytesIn: 100_000,
    });
    expect(standing).toBe('new');
    // The place is new: to the host, and to the user on all hosts.
    expect(unusual).toEqual(['first-seen', 'rarity', 'role', 'slow-drip', 'slow-drip']);
    const facts = exampleFacts({
      image: 'C:\\Users\\anna\\AppData\\Local\\Temp\\bztransmit64.exe',
      signed: false,
      signer: undefined,
      name: 'evil.s3.us-west-004.backblazeb2.com',
    });
    expect(new ApprovalSet([exampleApproval()], 'all').everything(facts)).toMatchObject([
      { state: 'impostor', samePlace: false },
    ]);
  });

  it('sending to another tenant with the genuine program is not what was approved', () => {
    const facts = exampleFacts({ name: 'evil.s3.us-west-004.backblazeb2.com' });
    expect(new ApprovalSet([exampleApproval()], 'all').everything(facts)).toMatchObject([
      { state: 'elsewhere', differs: ['destination'] },
    ]);
  });
});

describe('a nightly pg_dump through gpg to the sanctioned bucket', () => {
  it('is approved by the script and the bucket, with an end', () => {
    const approval = exampleApproval({
      id: 'nightly-dump',
      class: 'script',
      platform: 'linux',
      identity: { paths: ['/usr/bin/bash'], scriptSha256: ['ab'.repeat(32)] },
      destinations: {
        tenants: ['acme-dumps.s3.eu-central-1.amazonaws.com'],
        ports: [{ from: 443, to: 443 }],
      },
    });
    expect(refusedBy(approval)).toEqual([]);
    const facts = exampleFacts({
      platform: 'linux',
      image: '/bin/bash',
      signed: undefined,
      signer: undefined,
      scriptSha256: 'ab'.repeat(32),
      name: 'acme-dumps.s3.eu-central-1.amazonaws.com',
    });
    expect(new ApprovalSet([approval], 'all').everything(facts)).toMatchObject([
      { state: 'applies', strength: 'strong' },
    ]);
    const elsewhere = { ...facts, name: 'evil.s3.eu-central-1.amazonaws.com' };
    expect(new ApprovalSet([approval], 'all').everything(elsewhere)).toMatchObject([
      { state: 'elsewhere', differs: ['tenant'] },
    ]);
  });
});

describe('an office without history', () => {
  it('says so, and nothing is unusual for it', () => {
    const { standing, unusual } = ask({
      host: 'new',
      group: 'newly made',
      identity: 'curl',
      at: START + 3 * DAY,
    });
    expect(standing).toBe('insufficient-history');
    expect(unusual).toEqual([]);
  });
});

describe('the hours of the week', () => {
  it('make a browser at night odd, and a backup not', () => {
    const night = AT + 16 * HOUR;
    expect(ask({ at: night }).unusual).toEqual(['learned-hours']);
    const backup = { identity: BACKBLAZE, destination: 'name:backblaze.com', user: undefined };
    expect(ask({ ...backup, at: AT + 15 * HOUR }).unusual).toEqual([]);
    const hidden = ask({ at: night, zone: undefined });
    expect(hidden.statement('learned-hours')).toBeUndefined();
  });
});
