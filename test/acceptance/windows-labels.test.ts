import { afterAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/findings/finding.ts';
import { describeWithData } from '../real-data.ts';
import { huntLabel, isAboutAct, isAtLeast } from './hunt-label.ts';
import { readLabels } from './label.ts';
import type { Label } from './label.ts';

describeWithData('labelled recordings of Windows hosts', 'labels.jsonl', (path) => {
  const labels = readLabels(path).filter(({ file }) =>
    /^(?:win-empire-2020|win-negatives|evtx)\//.test(file),
  );
  const remaining: string[] = [];

  /** What is said besides the labelled acts, for the table at the end. */
  function keep(label: Label, findings: readonly Finding[]): void {
    for (const { level, score, host, title } of findings)
      remaining.push(
        `${label.id.padEnd(44)} ${level.padEnd(6)} ${String(score).padStart(3)}  ${host}: ${title}`,
      );
  }

  it('are as many as the catalogue says', () => {
    expect(labels.filter(({ expected }) => expected === 'positive')).toHaveLength(13);
    expect(labels.filter(({ expected }) => expected === 'crypto-only')).toHaveLength(1);
    expect(labels.filter(({ expected }) => expected === 'negative').length).toBeGreaterThanOrEqual(15);
  });

  describe.each(labels.filter(({ expected }) => expected === 'positive'))('$id', (label) => {
    const acts = label.positives;

    it('is found on the labelled process, with evidence, and on no other', async () => {
      const { findings, problems } = await huntLabel(path, label);
      expect(acts.length).toBeGreaterThan(0);
      for (const act of acts) {
        const found = findings.filter((finding) => isAboutAct(finding, act));
        expect(found.map(({ analytic }) => analytic)).toEqual(['AN1389']);
        const [finding] = found;
        expect(finding?.level, `${finding?.score}: ${finding?.title}`).toSatisfy(isHighOrCritical);
        expect(finding?.encryption.length).toBeGreaterThan(0);
        for (const { link, linkReason, operation, places } of finding?.encryption ?? []) {
          expect(link).not.toBe('');
          expect(linkReason).not.toBe('');
          expect(['symmetric', 'hybrid']).toContain(operation.class);
          expect(places.length).toBeGreaterThan(0);
        }
        const algorithms = finding?.encryption.map(
          ({ operation }) => operation.algorithm?.toUpperCase() ?? '',
        );
        expect(
          act.algorithms.some((name) => algorithms?.includes(name)),
          `${algorithms?.join()}`,
        ).toBe(true);
        expect(finding?.egress.places.length).toBeGreaterThan(0);
        expect(finding?.evidence.length).toBeGreaterThan(0);
      }
      const others = findings.filter((finding) => !acts.some((act) => isAboutAct(finding, act)));
      expect(others.filter(({ level }) => isAtLeast(level, 'medium')).map(describeFinding)).toEqual([]);
      keep(label, others);
      // Some archives were damaged at the source and are salvaged; none may be lost.
      expect(problems.filter((problem) => !problem.includes('damaged directory'))).toEqual([]);
    });
  });

  describe.each(labels.filter(({ expected }) => expected === 'negative'))('$id', (label) => {
    it('gives nothing of medium or above', async () => {
      const { findings, events } = await huntLabel(path, label);
      expect(events).toBeGreaterThan(0);
      expect(findings.filter(({ level }) => isAtLeast(level, 'medium')).map(describeFinding)).toEqual([]);
      keep(label, findings);
    });
  });

  describe.each(labels.filter(({ expected }) => expected === 'crypto-only'))('$id', (label) => {
    it('gives no finding but an observation of the encryption', async () => {
      const { findings, observations } = await huntLabel(path, label);
      expect(findings.map(describeFinding)).toEqual([]);
      expect(observations.length).toBeGreaterThan(0);
    });
  });

  afterAll(() => {
    // oxlint-disable-next-line no-console -- the table is for whoever tunes the scores
    console.info([`Findings below medium (${remaining.length})`, ...remaining.sort()].join('\n  '));
  });
});

function isHighOrCritical(level: unknown): boolean {
  return level === 'high' || level === 'critical';
}

function describeFinding({ id, level, score, host, title }: Finding): string {
  return `${id} ${level} ${score} ${host}: ${title}`;
}
