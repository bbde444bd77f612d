/** What learning and approving may change on real recordings: benign acts become quiet, malicious ones stay as grave. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_BASELINE_SETTINGS, Baseline } from '../../src/baseline/baseline.ts';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { baselineDoubts } from '../../src/run/baseline-doubts.ts';
import { hunt } from '../../src/run/hunt.ts';
import { learnHost, newTallyOfLearning } from '../../src/run/learn.ts';
import type { LearningTally } from '../../src/run/learn.ts';
import { describeWithData } from '../real-data.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';
import { isAtLeast } from './hunt-label.ts';
import { movedAuditLog } from './repeated-recording.ts';

const act = z.object({ process: z.string(), pid: z.number(), destination: z.string() });
const truthOf = z.object({ malicious: z.boolean(), expected: z.array(act).default([]) });

const settings = huntSettings(DEFAULT_CONFIG, {
  internal: ['10.20.30.0/24'],
  external: [],
  since: undefined,
  until: undefined,
  host: 'lab2',
  approvals: SHIPPED_APPROVALS,
});
/** Two weekly cycles and a little more. */
const DAYS = 18;
/** Of a recording's day; enough connections for a history. */
const TIMES_A_DAY = 1;

interface Lesson {
  readonly baseline: Baseline;
  readonly tally: LearningTally;
}

describeWithData('learning from recordings of Linux hosts', 'linux/lab2', (path) => {
  const recordings = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      log: join(path, name, 'audit.log'),
      truth: truthOf.parse(JSON.parse(readFileSync(join(path, name, 'truth.json'), 'utf8'))),
    }));
  const benign = recordings.filter(({ truth }) => !truth.malicious);
  const malicious = recordings.filter(({ truth }) => truth.malicious);
  const folder = mkdtempSync(join(tmpdir(), 'postern-normality-'));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** Learns recordings as if they had come daily before the day of the recording. */
  async function learnDaily(logs: readonly string[], isReviewed: boolean): Promise<Lesson> {
    const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
    const tally = newTallyOfLearning();
    for (let day = DAYS; day >= 1; day -= TIMES_A_DAY) {
      for (const log of logs) {
        const moved = join(folder, 'audit.log');
        writeFileSync(moved, movedAuditLog(log, -day), 'latin1');
        await hunt({
          paths: [moved],
          settings,
          showSecrets: false,
          threads: 1,
          onHost: (host) => learnHost(host, baseline, { settings, isReviewed }, tally),
        });
      }
    }
    return { baseline, tally };
  }

  async function findingsOf(log: string, baseline: Baseline): Promise<readonly Finding[]> {
    const learned = { baseline, version: 'test' };
    return (await hunt({ paths: [log], settings, showSecrets: false, threads: 1, learned })).findings;
  }

  const levels = (findings: readonly Finding[], one: z.infer<typeof act>): string[] =>
    findings
      .filter(
        ({ process, egress }) =>
          process.pid === one.pid &&
          process.image === one.process &&
          `${egress.address}:${egress.port}` === one.destination,
      )
      .map(({ level }) => level);

  describe('with the benign ones learned and reviewed', () => {
    let lesson: Lesson;
    beforeAll(async () => {
      lesson = await learnDaily(
        benign.map(({ log }) => log),
        true,
      );
    }, 300_000);

    it('makes quiet what is grave before anybody knows it', async () => {
      const backups = benign.filter(({ name }) => name.includes('backup'));
      expect(backups.length).toBeGreaterThan(1);
      for (const { log } of backups) {
        const unknown = await findingsOf(log, new Baseline(DEFAULT_BASELINE_SETTINGS));
        expect(unknown.filter(({ level }) => isAtLeast(level, 'high')).length).toBeGreaterThan(0);
        const known = await findingsOf(log, lesson.baseline);
        expect(known.length).toBe(unknown.length);
        for (const { contributions } of known)
          expect(contributions.map(({ reason }) => reason).join()).toContain('a person reviewed');
      }
    });

    it.each(benign)('$name comes again without a finding of low or above', async ({ log }) => {
      const findings = await findingsOf(log, lesson.baseline);
      expect(
        findings
          .filter(({ level }) => isAtLeast(level, 'low'))
          .map(({ title, score, normality, contributions }) => ({ title, score, normality, contributions })),
      ).toEqual([]);
      for (const { normality } of findings) expect(normality.baseline).toBe('test');
    });

    it.each(malicious)('$name is found as before', async ({ log, truth }) => {
      const findings = await findingsOf(log, lesson.baseline);
      for (const one of truth.expected)
        expect(levels(findings, one)).toEqual([expect.stringMatching(/^(?:high|critical)$/)]);
    });
  });

  describe('with everything learned and nothing reviewed', () => {
    let lesson: Lesson;
    beforeAll(async () => {
      lesson = await learnDaily(
        recordings.map(({ log }) => log),
        false,
      );
    }, 300_000);

    it('withholds what the attackers did', () => {
      expect(lesson.tally.withheld).toBeGreaterThanOrEqual(malicious.length * DAYS);
    });

    it.each(malicious)(
      '$name, repeated daily, is found as before or its poisoning is told',
      async ({ log, truth }) => {
        const findings = await findingsOf(log, lesson.baseline);
        for (const one of truth.expected)
          expect(levels(findings, one)).toEqual([expect.stringMatching(/^(?:high|critical)$/)]);
      },
    );

    it('looks for doubts without finding any in one host', () => {
      expect(baselineDoubts(lesson.baseline, Number.MAX_SAFE_INTEGER / 2)).toEqual([]);
    });
  });

  it.each(malicious)(
    '$name is found as before with the others learned',
    async ({ name, log, truth }) => {
      const others = recordings.filter((one) => one.name !== name).map((one) => one.log);
      const { baseline } = await learnOnce(others);
      const findings = await findingsOf(log, baseline);
      for (const one of truth.expected)
        expect(levels(findings, one)).toEqual([expect.stringMatching(/^(?:high|critical)$/)]);
    },
    60_000,
  );

  /** As recorded: a history too short for anything to be normal. */
  async function learnOnce(logs: readonly string[]): Promise<Lesson> {
    const baseline = new Baseline(DEFAULT_BASELINE_SETTINGS);
    const tally = newTallyOfLearning();
    await hunt({
      paths: logs,
      settings,
      showSecrets: false,
      threads: 1,
      onHost: (host) => learnHost(host, baseline, { settings, isReviewed: false }, tally),
    });
    return { baseline, tally };
  }
});
