/** What-if: stored cases judged again with other approvals. */
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { caseLines } from '../../src/store/case-file.ts';
import { exampleCases } from '../example-cases.ts';
import { EXAMPLE, postern } from './run-cli.ts';
import { runHere } from './run-here.ts';

const FINDING = 'AN1389-e430bd9ee5896e88';
const story = fileURLToPath(new URL('../../content/stories/windows/openssl-then-curl.yaml', import.meta.url));

/** Of the laptop's upload, held by the program that starts curl there. */
const APPROVAL = `approvals:
  - id: laptop-upload
    class: backup
    platform: windows
    identity: { path: 'C:\\Windows\\System32\\curl.exe', parent: 'C:\\Windows\\System32\\cmd.exe', user: 'CORP\\nora' }
    destinations: { addresses: 93.184.216.112, ports: 8080 }
    hosts: { names: lt07 }
    reason: Nightly upload to the archive of the group
    owner: jane
    created: 2026-03-01
    review: 2026-04-01
    expires: 2026-06-01
`;

const whatIf = z.looseObject({
  cases: z.number(),
  refused: z.boolean(),
  changes: z.array(
    z.looseObject({
      kind: z.string(),
      facts: z.looseObject({ id: z.string() }),
      before: z.looseObject({ score: z.number(), level: z.string() }),
      after: z.looseObject({ score: z.number(), level: z.string() }),
    }),
  ),
});

async function savedCases(): Promise<{ cases: string; approvals: string; folder: string }> {
  const folder = temporaryFolder({ 'approvals.yaml': APPROVAL });
  const cases = join(folder, 'cases.ndjson');
  const { code } = await runHere('hunt', EXAMPLE, '--save', cases);
  expect(code).toBe(0);
  return { cases, approvals: join(folder, 'approvals.yaml'), folder };
}

async function judge(...argv: readonly string[]): Promise<{ code: number; outcome: z.infer<typeof whatIf> }> {
  const { code, stdout } = await runHere('judge', ...argv, '--json', '--stories', story);
  return { code, outcome: whatIf.parse(JSON.parse(stdout)) };
}

describe('postern judge', () => {
  it('changes nothing where nothing has changed', async () => {
    const { cases } = await savedCases();
    const { code, outcome } = await judge(cases);
    expect(code).toBe(0);
    expect(outcome).toMatchObject({ changes: [], refused: false });
    expect(outcome.cases).toBeGreaterThanOrEqual(4);
  });

  it('tells what an approval would make vanish, and agrees with a hunt', async () => {
    const { cases, approvals } = await savedCases();
    const { code, outcome } = await judge(cases, '--with', approvals);
    expect(code).toBe(0);
    expect(outcome.changes).toMatchObject([
      {
        kind: 'vanishes',
        facts: { id: FINDING },
        before: { score: 75, level: 'high' },
        after: { level: 'info' },
      },
    ]);
    const { stdout } = await runHere('explain', FINDING, EXAMPLE, '--approvals', approvals, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ score: outcome.changes[0]?.after.score });
  });

  it('saves the new judgement, from which going back is a change again', async () => {
    const { cases, approvals, folder } = await savedCases();
    const later = join(folder, 'later.ndjson');
    await judge(cases, '--with', approvals, '--save', later);
    expect((await judge(later, '--with', approvals)).outcome.changes).toEqual([]);
    expect((await judge(later)).outcome.changes).toMatchObject([{ kind: 'appears', after: { score: 75 } }]);
  });

  it('asks the baseline that is named, and says where it asks none that was', async () => {
    const laptop = join(EXAMPLE, 'lt07.events.xml');
    // The laptop's day as it might have been on each of three weeks before.
    const days = Array.from({ length: 21 }, (_, at) => `2026-03-${String(at + 1).padStart(2, '0')}`);
    const text = readFileSync(laptop, 'utf8');
    const earlier = temporaryFolder(
      Object.fromEntries(days.map((day) => [`${day}.xml`, text.replaceAll('2026-03-24', day)])),
    );
    const [folder, name] = [temporaryFolder(), 'cases.ndjson'];
    const [cases, baseline] = [join(folder, name), join(folder, 'baseline')];
    await runHere('learn', earlier, '--baseline', baseline, '--reviewed-by', 'jane');
    await runHere('hunt', laptop, '--baseline', baseline, '--save', cases);
    const same = await judge(cases, '--baseline', baseline);
    expect([same.code, same.outcome.changes]).toEqual([0, []]);
    const { stdout, stderr } = await runHere('judge', cases, '--stories', story, '--json');
    expect(whatIf.parse(JSON.parse(stdout)).changes).toMatchObject([
      { kind: 'appears', facts: { id: FINDING } },
    ]);
    expect(stderr).toContain('They were judged with baseline');
  });

  it('refuses to lower what a person confirmed, unless forced with a reason that is kept', async () => {
    const { cases, approvals, folder } = await savedCases();
    const confirmed = join(folder, 'confirmed.ndjson');
    const later = join(folder, 'later.ndjson');
    await judge(cases, '--confirm', FINDING, '--save', confirmed);
    const refused = await judge(confirmed, '--with', approvals, '--save', later);
    expect([refused.code, refused.outcome.refused, existsSync(later)]).toEqual([1, true, false]);
    const forced = await judge(confirmed, '--with', approvals, '--save', later, '--force', 'was a drill');
    expect(forced.code).toBe(0);
    expect(readFileSync(later, 'utf8').split('\n')[0]).toContain('was a drill');
  });

  it('refuses to silence a story, and says in which shapes', async () => {
    const { cases, approvals, folder } = await savedCases();
    const laptop = fileURLToPath(
      new URL('../../content/stories/windows/example-laptop.yaml', import.meta.url),
    );
    const judged = ['judge', cases, '--with', approvals, '--stories', laptop];
    const { code, stdout } = await runHere(...judged, '--save', join(folder, 'later'));
    expect(code).toBe(1);
    expect(stdout).toContain('Attacks that would no longer be found (stories): example-laptop');
    expect(stdout).toContain('Refused');
    expect(readdirSync(folder)).toEqual(['approvals.yaml', 'cases.ndjson']);
    const outcome = JSON.parse((await runHere(...judged, '--json')).stdout);
    expect(outcome.silencedStories).toMatchObject([{ story: 'example-laptop' }]);
    expect(outcome.silencedStories[0].shapes).toContain('sysmon-only');
  });

  it('says the same of a large file, which threads judge', async () => {
    const lines = [...caseLines({ baseline: null, history: [] }, exampleCases(6_000))];
    const changed = lines.map((line, at) =>
      at % 1_000 === 7 ? line.replace('"score":', '"score":1') : line,
    );
    const folder = temporaryFolder({ cases: changed.join('') });
    expect(statSync(join(folder, 'cases')).size).toBeGreaterThan(16 * 1024 * 1024);
    const flags = ['judge', join(folder, 'cases'), '--json', '--stories', story];
    const here = await runHere(...flags, '--save', join(folder, 'here'));
    const threads = await postern([...flags, '--save', join(folder, 'threads')]);
    const told = (text: string): unknown => ({ ...whatIf.parse(JSON.parse(text)), saved: undefined });
    expect([threads.code, told(threads.stdout)]).toEqual([3, told(here.stdout)]);
    expect(readFileSync(join(folder, 'threads')).equals(readFileSync(join(folder, 'here')))).toBe(true);
  });

  it.each([
    ['a file that is none', [join(EXAMPLE, 'lt07.events.xml')], 'is no file of cases'],
    ['a file that is not there', ['/nowhere/cases'], 'cannot be read'],
  ])('refuses %s', async (_, argv, says) => {
    const { code, stderr } = await runHere('judge', ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  it('leaves out damaged lines and says so', async () => {
    const { cases, folder } = await savedCases();
    const damaged = join(folder, 'damaged.ndjson');
    const lines = readFileSync(cases, 'utf8').replace('"claim":"C4"', '"claim":"C3"').split('\n');
    writeFileSync(damaged, [...lines.slice(0, -2), lines.at(-3), '{"x', lines.at(-2), ''].join('\n'));
    const { code, stderr } = await runHere('judge', damaged, '--stories', story);
    expect(code).toBe(3);
    expect(stderr).toContain('2 lines are no cases as they were stored and were left out: 2, ');
    expect(stderr).toContain('1 line repeats another one and was left out');
    const { outcome } = await judge(damaged);
    expect(outcome['problems']).toMatchObject([
      { kind: 'damaged', count: 2 },
      { kind: 'repeated' },
      { kind: 'incomplete' },
    ]);
  });

  it('says that a file was cut off between two cases', async () => {
    const { cases, folder } = await savedCases();
    const cut = join(folder, 'cut.ndjson');
    writeFileSync(cut, `${readFileSync(cases, 'utf8').split('\n').slice(0, 3).join('\n')}\n`);
    const { code, outcome } = await judge(cut);
    expect([code, outcome.cases]).toEqual([3, 2]);
    expect(outcome['problems']).toEqual([{ kind: 'incomplete', count: 1, lines: [3] }]);
  });

  it('leaves no file behind where it cannot go on', async () => {
    const { cases, folder } = await savedCases();
    const later = join(folder, 'later');
    const nobody = await runHere(
      'judge',
      cases,
      '--confirm',
      'AN1389-0',
      '--save',
      later,
      '--stories',
      story,
    );
    expect(nobody.stderr).toContain('no case has this id');
    const { code, stderr } = await runHere('judge', cases, '--save', join(folder, 'no', 'folder'));
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot be written')]);
    expect(readdirSync(folder)).toEqual(['approvals.yaml', 'cases.ndjson']);
  });
});
