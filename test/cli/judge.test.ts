/** What-if: stored cases judged again with other approvals. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
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

  it('refuses to silence a story', async () => {
    const { cases, approvals } = await savedCases();
    const laptop = fileURLToPath(new URL('../../content/stories/', import.meta.url));
    const { code, stdout } = await runHere(
      'judge',
      cases,
      '--with',
      approvals,
      '--stories',
      join(laptop, 'windows', 'example-laptop.yaml'),
    );
    expect(code).toBe(1);
    expect(stdout).toContain('Attacks that would no longer be found (stories): example-laptop');
    expect(stdout).toContain('Refused');
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
    const { writeFileSync } = await import('node:fs');
    writeFileSync(damaged, readFileSync(cases, 'utf8').replace('"claim":"C4"', '"claim":"C9"') + '{"x\n');
    const { code, stderr } = await runHere('judge', damaged, '--stories', story);
    expect(code).toBe(3);
    expect(stderr).toContain('2 lines are no cases');
  });
});
