/** Learning and judging with what was learned, as a user does it. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
import { runHere } from './run-here.ts';

const learning = z.looseObject({
  version: z.string(),
  learned: z.number(),
  withheld: z.number(),
  reviewed: z.number(),
  reviewedBy: z.array(z.string()),
  counts: z.looseObject({ profiles: z.number() }),
});

async function learn(...argv: readonly string[]): Promise<z.infer<typeof learning>> {
  const { code, stdout, stderr } = await runHere('learn', EXAMPLE, '--json', ...argv);
  expect([code, stderr]).toEqual([0, '']);
  return learning.parse(JSON.parse(stdout));
}

describe('postern learn', () => {
  it('learns what was ordinary and withholds what was tied to an encryption', async () => {
    const file = join(temporaryFolder(), 'site.baseline');
    const outcome = await learn('--baseline', file);
    expect(outcome.learned).toBeGreaterThan(20);
    expect(outcome.withheld).toBeGreaterThanOrEqual(3);
    expect(outcome.reviewed).toBe(0);
    const { stdout } = await runHere('baseline', 'show', file);
    expect(stdout).toContain(outcome.version);
    expect(stdout).toMatch(
      /curl\.exe -> address:93\.184\.216\.112:8080\/tcp {2}never learned, suspect since/,
    );
  });

  it('changes nothing when the same records come again, and writes the file whole', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'site.baseline');
    const once = await learn('--baseline', file);
    const twice = await learn('--baseline', file, '--from', file);
    expect(twice.version).toBe(once.version);
    expect(readdirSync(folder)).toEqual(['site.baseline']);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('learns suspicious sending when a person answers for it, and says who', async () => {
    const file = join(temporaryFolder(), 'site.baseline');
    const outcome = await learn('--baseline', file, '--reviewed-by', 'Jane Doe');
    expect(outcome).toMatchObject({ withheld: 0, reviewedBy: ['Jane Doe'] });
    expect(outcome.reviewed).toBeGreaterThanOrEqual(3);
    expect((await runHere('baseline', 'show', file)).stdout).toContain('reviewed by Jane Doe');
  });

  it('tells people what it did', async () => {
    const file = join(temporaryFolder(), 'site.baseline');
    const { code, stdout } = await runHere('learn', EXAMPLE, '--baseline', file);
    expect(code).toBe(0);
    for (const word of ['learned', 'withheld', 'refused', 'evicted', 'Suspicious, not learned:'])
      expect(stdout).toContain(word);
  });

  it.each([
    ['a path that cannot be written', ['--baseline', '/nowhere/at/all'], 'cannot be written'],
    ['an empty reviewer', ['--baseline', 'x', '--reviewed-by', ' '], '--reviewed-by needs the name'],
    ['a baseline that is not there', ['--baseline', 'x', '--from', '/nowhere/b'], 'does not exist'],
    ['a secret that is not there', ['--baseline', 'x', '--secret-file', '/nowhere/s'], 'cannot be read'],
  ])('refuses %s in a sentence', async (_, argv, says) => {
    const { code, stderr } = await runHere('learn', EXAMPLE, ...argv);
    expect([code, stderr.includes(says), stderr]).toEqual([2, true, stderr]);
  });
});

describe('postern baseline diff', () => {
  it('tells what one knows that the other does not', async () => {
    const folder = temporaryFolder();
    const [part, whole] = [join(folder, 'part'), join(folder, 'whole')];
    await runHere('learn', join(EXAMPLE, 'ws12.winlogbeat.ndjson'), '--baseline', part);
    await learn('--baseline', whole);
    expect((await runHere('baseline', 'diff', part, part)).code).toBe(0);
    const { code, stdout } = await runHere('baseline', 'diff', part, whole);
    expect(code).toBe(1);
    expect(stdout).toMatch(/: \d+ added, 0 removed, \d+ changed\n/);
    expect(stdout).toContain('+ host lt07 | ');
    const json = await runHere('baseline', 'diff', part, whole, '--json', '--host', 'LT07.corp.example.org');
    for (const line of json.stdout.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ change: 'added', after: { name: 'lt07' } });
  });
});

describe('postern hunt --baseline', () => {
  const version = z.looseObject({ unmapped: z.looseObject({}).optional() });

  it('names the version that judged in every finding', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'site.baseline');
    const outcome = await learn('--baseline', file);
    const cases = join(folder, 'cases');
    const { code, stdout } = await runHere('hunt', EXAMPLE, '--baseline', file, '--json', '--save', cases);
    expect(code).toBe(0);
    for (const line of stdout.trimEnd().split('\n')) version.parse(JSON.parse(line));
    expect(readFileSync(cases, 'utf8')).toContain(`"baseline":"${outcome.version}"`);
    const { stdout: explained } = await runHere(
      'explain',
      'e430bd9ee5896e88',
      EXAMPLE,
      '--baseline',
      file,
      '--json',
    );
    expect(JSON.parse(explained)).toMatchObject({
      normality: { baseline: outcome.version, standing: 'suspect' },
    });
  });

  it('takes it from the configuration, beside which it lies', async () => {
    const folder = temporaryFolder({
      'postern.yaml': 'baseline: { file: site.baseline, secretFile: secret }',
      secret: 'long and random\n',
    });
    const config = ['--config', join(folder, 'postern.yaml')];
    const { version: learned } = await learn('--baseline', join(folder, 'site.baseline'), ...config);
    const { stdout } = await runHere('explain', 'e430bd9ee5896e88', EXAMPLE, '--json', ...config);
    expect(JSON.parse(stdout)).toMatchObject({ normality: { baseline: learned } });
  });

  it.each([
    [
      'another secret',
      (file: string) => ['--baseline', file, '--secret-file', `${file}.secret`],
      'another secret',
    ],
    ['a damaged file', (file: string) => ['--baseline', `${file}.damaged`], 'cannot be used as a baseline'],
    [
      'a file that is none',
      () => ['--baseline', join(EXAMPLE, 'lt07.events.xml')],
      'cannot be used as a baseline',
    ],
  ])('refuses %s', async (_, argv, says) => {
    const file = join(temporaryFolder(), 'b');
    await learn('--baseline', file);
    writeFileSync(`${file}.secret`, 'something else');
    writeFileSync(`${file}.damaged`, readFileSync(file).subarray(0, -20));
    const { code, stdout, stderr } = await runHere('hunt', EXAMPLE, ...argv(file));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
