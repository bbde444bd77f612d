/** Real recordings of Linux hosts (auditd), each with what truly happened beside it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DEFAULT_CONFIG } from '../../src/config/default-config.ts';
import { huntSettings } from '../../src/config/hunt-settings.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { HuntResult } from '../../src/outputs/hunt-result.ts';
import { hunt } from '../../src/run/hunt.ts';
import { describeWithData } from '../real-data.ts';
import { SHIPPED_APPROVALS } from '../shipped-approvals.ts';
import { findingEssence } from './finding-essence.ts';
import { isAtLeast } from './hunt-label.ts';
import { seededShuffle } from './seeded-shuffle.ts';

const act = z.object({
  process: z.string(),
  pid: z.number(),
  destination: z.string(),
  encryption: z.object({ pid: z.number() }).loose().nullish(),
});
const truthOf = z.object({
  malicious: z.boolean(),
  expected: z.array(act).default([]),
  benign_pattern: z.array(act).default([]),
});
type Act = z.infer<typeof act>;

const settings = huntSettings(DEFAULT_CONFIG, {
  internal: ['10.20.30.0/24'],
  external: [],
  since: undefined,
  until: undefined,
  host: 'lab2',
  approvals: SHIPPED_APPROVALS,
});

describeWithData('labelled recordings of Linux hosts', 'linux/lab2', (path) => {
  const recordings = readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const truth = truthOf.parse(JSON.parse(readFileSync(join(path, name, 'truth.json'), 'utf8')));
      return { name, truth, log: join(path, name, 'audit.log') };
    });

  it('are as many as they were', () => {
    expect(recordings.length).toBeGreaterThanOrEqual(22);
  });

  describe.each(recordings.filter(({ truth }) => truth.malicious))('$name', ({ truth, log }) => {
    let result: HuntResult;
    beforeAll(async () => {
      result = await hunt({ paths: [log], settings, showSecrets: false });
    });

    it('is found as it was: one act, its process, its encryption, its destination', () => {
      expect(truth.expected.length).toBeGreaterThan(0);
      for (const one of truth.expected) {
        const found = result.findings.filter((finding) => isAbout(finding, one));
        expect(found).toHaveLength(1);
        const [finding] = found;
        expect(finding?.analytic).toBe('AN1390');
        expect(finding?.level, `${finding?.score}`).toSatisfy(
          (level) => level === 'high' || level === 'critical',
        );
        const encryptors = finding?.encryption.map(({ process }) => process.pid);
        if (typeof one.encryption?.pid === 'number') expect(encryptors).toContain(one.encryption.pid);
      }
      const others = result.findings.filter(
        (finding) => !truth.expected.some((one) => isAbout(finding, one)),
      );
      expect(others.filter(({ level }) => isAtLeast(level, 'medium')).map(({ title }) => title)).toEqual([]);
    });

    it('says what audit records cannot show', () => {
      const [coverage] = result.coverage;
      expect(coverage?.notes.join()).toContain('auditd tells of no bytes');
      for (const { notSeen } of result.findings) expect(notSeen.join()).toContain('bytes sent');
    });

    it('is found the same when the log is rotated at any line, interleaved or doubled', async () => {
      const lines = readFileSync(log, 'latin1').split('\n');
      const cut = Math.floor(lines.length / 3);
      const wanted = result.findings.map(findingEssence);
      for (const files of [
        { 'audit.log.1': lines.slice(0, cut), 'audit.log': lines.slice(cut) },
        { 'audit.log.1': lines.slice(0, cut + 1), 'audit.log': lines.slice(cut + 1) },
        { 'audit.log.1': lines.slice(0, cut + 2), 'audit.log': lines.slice(cut + 2) },
        { 'audit.log': interleaved(lines) },
        { 'audit.log': lines.flatMap((line) => [line, line]) },
        { 'a.log': lines, 'b.log': lines },
      ]) {
        expect((await huntFiles(files)).findings.map(findingEssence)).toEqual(wanted);
      }
    });
  });

  it.each(recordings.filter(({ truth }) => !truth.malicious))(
    '$name has no finding at medium or above, but for backups that leave the site',
    async ({ truth, log }) => {
      const { findings } = await hunt({ paths: [log], settings, showSecrets: false });
      const grave = findings.filter(({ level }) => isAtLeast(level, 'medium'));
      for (const finding of grave) {
        expect(
          truth.benign_pattern.some((one) => isAbout(finding, one)),
          finding.title,
        ).toBe(true);
        expect(finding.egress.address.startsWith('10.')).toBe(false);
        expect(finding.notSeen.join()).toContain('sanctioned');
      }
    },
  );
});

function isAbout({ process, egress }: Finding, one: Act): boolean {
  return (
    process.pid === one.pid &&
    process.image === one.process &&
    `${egress.address}:${egress.port}` === one.destination
  );
}

/** Lines of one second mixed, as several processors write them; those of one event stay in order. */
function interleaved(lines: readonly string[]): string[] {
  const mixed: string[] = [];
  for (let start = 0, end = 0; start < lines.length; start = end) {
    while (end < lines.length && end < start + 12 && secondOf(lines[end]) === secondOf(lines[start])) end++;
    const part = lines.slice(start, end);
    const waiting = new Map<string, string[]>();
    for (const line of part) waiting.set(serialOf(line), [...(waiting.get(serialOf(line)) ?? []), line]);
    for (const line of seededShuffle(part, start)) mixed.push(waiting.get(serialOf(line))?.shift() ?? '');
  }
  return mixed;
}

function secondOf(line: string | undefined): string {
  return serialOf(line ?? '').split('.')[0] ?? '';
}

function serialOf(line: string): string {
  return /msg=audit\(([\d.:]+)\)/.exec(line)?.[1] ?? '';
}

async function huntFiles(files: Readonly<Record<string, readonly string[]>>): Promise<HuntResult> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-lab-'));
  try {
    for (const [name, lines] of Object.entries(files))
      writeFileSync(join(folder, name), lines.filter((line) => line !== '').join('\n') + '\n', 'latin1');
    return await hunt({ paths: [folder], settings, showSecrets: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
