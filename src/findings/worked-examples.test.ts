/** The worked examples of the score (scoring notes, section 3): the arithmetic, with real approvals and a real baseline. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../baseline/answer/question.ts';
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import { exampleApproval, exampleFacts } from '../baseline/approvals/example-approval.ts';
import { Baseline, DEFAULT_BASELINE_SETTINGS } from '../baseline/baseline.ts';
import { EXAMPLE_START, sightingAt } from '../baseline/learning/example-sighting.ts';
import type { Decidable, Reason } from './case.ts';
import { decisionOf } from './decide.ts';
import type { Decision } from './decide.ts';
import type { Claim } from './finding.ts';
import { POINTS } from './weights.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const AT = EXAMPLE_START + 30 * DAY;

/** A host that has long browsed, and long dumped its database: to a bucket of its own, and to one that four hosts use. */
const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
for (let day = 0; day < 30; day++) {
  for (const hour of [0, 2, 4]) baseline.observe(sightingAt(EXAMPLE_START + day * DAY + hour * HOUR));
  baseline.observe(
    sightingAt(EXAMPLE_START + day * DAY, { identity: 'aws', destination: 'name:own.s3.amazonaws.com' }),
  );
  for (const number of [1, 2, 3, 4]) {
    const who = { host: `ws${number}`, user: `corp\\user${number}`, identity: 'aws' };
    const when = EXAMPLE_START + day * DAY + number * 60_000;
    baseline.observe(sightingAt(when, { ...who, destination: 'name:dumps.s3.amazonaws.com' }));
  }
}

const NEW_PLACE: Question = {
  host: 'ws1',
  group: undefined,
  user: undefined,
  identity: 'somebody',
  destination: 'name:never-seen.example',
  tenantHidden: false,
  port: 443,
  protocol: 'tcp',
  at: AT,
  bytesOut: undefined,
  bytesIn: undefined,
  times: [],
  zone: undefined,
};
const OWN_PLACE: Question = { ...NEW_PLACE, identity: 'aws', destination: 'name:own.s3.amazonaws.com' };
const USUAL_PLACE: Question = { ...NEW_PLACE, identity: 'aws', destination: 'name:dumps.s3.amazonaws.com' };

interface Example {
  readonly claim: Claim;
  readonly reasons: readonly (readonly [Reason['group'], number])[];
  readonly question?: Question;
  readonly approvals?: readonly Approval[];
  readonly encrypts?: boolean;
}

function judged({ claim, reasons, question, approvals = [], encrypts = true }: Example): Decision {
  const given: Decidable = {
    facts: { claim },
    reasons: reasons.map(([group, points]) => ({ group, points, reason: `${group} ${points}` })),
    encrypts,
    asked: { approval: exampleFacts(), question },
    askedAlso: [],
  };
  return decisionOf(given, {
    approvals: new ApprovalSet(approvals, 'all'),
    baseline: question === undefined ? undefined : baseline,
    baselineVersion: question === undefined ? undefined : 'v1',
  });
}

const DUAL_USE = ['process', POINTS.scriptHost] as const;
const VOLUME = ['volume', POINTS.unusualVolume] as const;
const ARCHIVE = ['crypto', POINTS.archiveInput] as const;

describe('the worked examples', () => {
  it.each<[string, Example, number, string]>([
    [
      'tar | openssl with a key | ssh to a new host: 60 + 12 + 6 + 5, the key on the command line in the same group as the archive',
      { claim: 'C4', reasons: [DUAL_USE, ['crypto', POINTS.literalKey], ARCHIVE], question: NEW_PLACE },
      83,
      'critical',
    ],
    [
      'AES in a script block, POST to a new worker, 12 MB: 60 + 12 + 10 + 6 + 6 is held to 90',
      { claim: 'C4', reasons: [DUAL_USE, VOLUME, ['crypto', POINTS.opaqueStage]], question: NEW_PLACE },
      90,
      'critical',
    ],
    [
      'the genuine Backblaze: 30 - 20 - 25 + 10 + 4 is held to 0',
      {
        claim: 'C2',
        reasons: [VOLUME, ['time', POINTS.outsideHours]],
        approvals: [exampleApproval()],
        encrypts: false,
      },
      0,
      'info',
    ],
    [
      'its name in a temporary folder to another tenant: 30 + 12 + 12 + 10 is held to 60',
      { claim: 'C2', reasons: [VOLUME, ['process', POINTS.impostor]], question: NEW_PLACE, encrypts: false },
      60,
      'high',
    ],
    [
      'a policy that decrypts its argument and reports home: 20 - 25 - 15 - 10 - 20 is held to 0',
      {
        claim: 'C1',
        reasons: [
          ['process', POINTS.approvedClass],
          ['crypto', -15],
          ['volume', POINTS.littleSent],
          ['destination', POINTS.approvedDestination],
        ],
      },
      0,
      'info',
    ],
    [
      'curl of an encrypted archive to a file drop, the ciphertext seen: 75 + 12 + 6 + 5',
      { claim: 'C5', reasons: [DUAL_USE, ARCHIVE, ['destination', POINTS.destinationClass]] },
      98,
      'critical',
    ],
    [
      'a script host to a new place, nothing else seen: 5 + 12 + 6 is held to 19',
      { claim: 'C0', reasons: [DUAL_USE], question: NEW_PLACE, encrypts: false },
      19,
      'info',
    ],
    [
      'the nightly dump to its usual bucket: 60 + 6 + 5 - 20',
      { claim: 'C4', reasons: [DUAL_USE, ARCHIVE], question: USUAL_PLACE },
      51,
      'medium',
    ],
    [
      'the same to a bucket that nobody else uses: 60 + 6 + 5 - 8',
      { claim: 'C4', reasons: [DUAL_USE, ARCHIVE], question: OWN_PLACE },
      63,
      'high',
    ],
  ])('%s', (_, example, score, level) => {
    expect(judged(example)).toMatchObject({ score, level });
  });

  it('say which baseline judged', () => {
    const { normality } = judged({ claim: 'C4', reasons: [], question: USUAL_PLACE });
    expect(normality).toMatchObject({ baseline: 'v1', standing: 'established', answeredBy: 'host' });
  });

  it('hold an approved one below low, whatever else is said', () => {
    const reasons = [DUAL_USE, VOLUME, ARCHIVE, ['network', POINTS.oddPort]] as const;
    const { score, contributions } = judged({ claim: 'C4', reasons, approvals: [exampleApproval()] });
    expect(score).toBeLessThan(20);
    expect(contributions.some(({ group, reason }) => group === 'cap' && reason.includes('backup team'))).toBe(
      true,
    );
  });

  it('raise an expired approval in words and in points', () => {
    const ended = exampleApproval({ expires: Date.UTC(2026, 1, 1) });
    const { score, contributions } = judged({ claim: 'C4', reasons: [], approvals: [ended] });
    expect(score).toBe(60);
    expect(contributions.map(({ reason }) => reason).join()).toContain('ended on 2026-02-01');
  });
});

describe('an act with several destinations', () => {
  const approval = exampleApproval();
  const elsewhere = exampleFacts({ name: 'drop.example', address: '203.0.113.77' });
  const both = (askedAlso: Decidable['askedAlso']): Decision =>
    decisionOf(
      {
        facts: { claim: 'C4' },
        reasons: [],
        encrypts: true,
        asked: { approval: exampleFacts(), question: undefined },
        askedAlso,
      },
      { approvals: new ApprovalSet([approval], 'all'), baseline: undefined, baselineVersion: undefined },
    );

  it('is approved only when each of them is', () => {
    expect(both([]).level).toBe('info');
    expect(both([{ approval: exampleFacts(), question: undefined }]).level).toBe('info');
    expect(both([{ approval: elsewhere, question: undefined }]).score).toBe(60);
  });
});
