import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApprovalSet } from '../baseline/approvals/approval-set.ts';
import { exampleApproval, exampleFacts } from '../baseline/approvals/example-approval.ts';
import type { Reason } from '../findings/case.ts';
import { decisionOf } from '../findings/decide.ts';
import type { StoredCase } from '../store/stored-case.ts';
import { judgeAgain } from './judge-again.ts';

const group = fc.constantFrom<Reason['group']>('destination', 'process', 'crypto', 'volume', 'tamper', 'cap');
const reason: fc.Arbitrary<Reason> = fc
  .record({
    group,
    points: fc.integer({ min: -30, max: 30 }),
    cap: fc.option(fc.nat({ max: 100 }), { nil: undefined }),
  })
  .map(({ cap, ...one }) => ({ ...one, reason: 'because', ...(cap === undefined ? {} : { cap }) }));

/** Approvals that hold, that have ended, that hold elsewhere, and of another program of that name. */
const approvals = fc.subarray([
  exampleApproval({ id: 'holds' }),
  exampleApproval({ id: 'browser', class: 'browser' }),
  exampleApproval({ id: 'ended', expires: Date.UTC(2026, 0, 2) }),
  exampleApproval({ id: 'elsewhere', destinations: { domains: ['example.com'] } }),
  exampleApproval({
    id: 'impostor',
    identity: { paths: ['c:\\windows\\bztransmit64.exe'], signers: ['Acme'] },
  }),
]);

const stored: fc.Arbitrary<StoredCase> = fc
  .record({
    claim: fc.constantFrom('C0', 'C3', 'C4', 'C5'),
    reasons: fc.array(reason, { maxLength: 8 }),
    encrypts: fc.boolean(),
    also: fc.boolean(),
  })
  .map(({ claim, reasons, encrypts, also }) => ({
    facts: { id: 'AN1389-1', claim, title: 'a title', host: 'ws1', first: 1, last: 2 },
    reasons,
    encrypts,
    asked: { approval: exampleFacts(), question: undefined },
    askedAlso: also ? [{ approval: exampleFacts({ name: 'www.example.com' }), question: undefined }] : [],
    judged: { score: 50, level: 'medium' },
  }));

describe('a stored case judged again', () => {
  it('has the score of a hunt', () => {
    fc.assert(
      fc.property(stored, approvals, (one, held) => {
        const sources = {
          approvals: new ApprovalSet(held, 'all'),
          baseline: undefined,
          baselineVersion: undefined,
        };
        const { score, level } = judgeAgain(one, undefined, sources);
        const hunted = decisionOf(one, sources);
        expect({ score, level }).toEqual({ score: hunted.score, level: hunted.level });
        expect(judgeAgain({ ...one, judged: { score, level } }, undefined, sources).change).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('tells what decides now, not what it was found for', () => {
    const own = { group: 'process', points: 6, reason: 'it is a tool that carries files out' } as const;
    const given: StoredCase = {
      facts: { id: 'AN1389-1', claim: 'C4', title: 'a title', host: 'ws1', first: 1, last: 2 },
      reasons: [own],
      encrypts: true,
      asked: { approval: exampleFacts(), question: undefined },
      askedAlso: [],
      judged: { score: 75, level: 'high' },
    };
    const sources = {
      approvals: new ApprovalSet([exampleApproval()], 'all'),
      baseline: undefined,
      baselineVersion: undefined,
    };
    const { change } = judgeAgain(given, 'confirmed', sources);
    expect(change).toMatchObject({ kind: 'vanishes', silencesConfirmed: true });
    expect(change?.reasons.join()).toContain('approved');
    expect(change?.reasons).not.toContain(own.reason);
  });
});
