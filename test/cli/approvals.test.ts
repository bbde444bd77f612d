/** Approvals added, listed, shown and reviewed. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
import { runHere } from './run-here.ts';

const LAPTOP = 'e430bd9ee5896e88';
const WHO = ['--owner', 'jane', '--reason', 'Nightly upload to the archive', '--class', 'backup'] as const;
const AGENT = 'C:\\Program Files\\Acme\\agent.exe';

async function add(
  file: string,
  ...argv: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return runHere('approvals', 'add', '--file', file, ...WHO, ...argv);
}

describe('postern approvals add', () => {
  it('writes what flags describe, with owner, reason and an end in 90 days', async () => {
    const file = join(temporaryFolder(), 'approvals.yaml');
    const { code, stdout } = await add(
      file,
      '--platform',
      'windows',
      '--path',
      AGENT,
      '--domain',
      'archive.example.com',
      '--port',
      '443',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('agent-to-archive-example-com was added');
    const text = readFileSync(file, 'utf8');
    for (const part of ['owner: jane', 'archive.example.com', '443']) expect(text).toContain(part);
    const date = (key: string): number => Date.parse(new RegExp(`${key}: (\\S+)`).exec(text)?.[1] ?? '');
    expect((date('expires') - date('created')) / 86_400_000).toBe(90);
  });

  it('leaves what the file held as it was, comments included', async () => {
    const file = join(temporaryFolder({ 'a.yaml': '# ours\nowner: team\napprovals: []\n' }), 'a.yaml');
    await add(file, '--platform', 'windows', '--path', AGENT, '--domain', 'one.example.com');
    await add(file, '--platform', 'windows', '--path', AGENT, '--domain', 'two.example.com');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(/^# ours\nowner: team\n/);
    expect(text.match(/ {2}- id: /g)).toHaveLength(2);
    const again = await add(file, '--platform', 'windows', '--path', AGENT, '--domain', 'two.example.com');
    expect([again.code, again.stderr.includes('is taken already')]).toEqual([2, true]);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each<[string, readonly string[], string]>([
    [
      'a shell',
      ['--platform', 'windows', '--path', 'C:\\Windows\\System32\\cmd.exe', '--domain', 'example.com'],
      'does what others tell it',
    ],
    [
      'a folder anybody writes to',
      ['--platform', 'windows', '--path', 'C:\\Users\\a\\x.exe', '--domain', 'example.com'],
      'any user can put a program',
    ],
    [
      'a cloud as a whole',
      ['--platform', 'windows', '--path', AGENT, '--domain', 's3.amazonaws.com'],
      's3.amazonaws.com',
    ],
    ['no destination', ['--platform', 'windows', '--path', AGENT], 'destination'],
    [
      'the finding of a tool that carries for a shell',
      [EXAMPLE, '--from-finding', LAPTOP],
      'does what others tell it',
    ],
  ])('refuses %s with the reason, and writes nothing', async (_, argv, says) => {
    const file = join(temporaryFolder(), 'approvals.yaml');
    const { code, stderr } = await add(file, ...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(existsSync(file)).toBe(false);
  });

  it('takes program, user, place and host from a finding', async () => {
    const file = join(temporaryFolder(), 'approvals.yaml');
    const { code } = await add(file, EXAMPLE, '--from-finding', LAPTOP, '--path', AGENT);
    expect(code).toBe(0);
    const text = readFileSync(file, 'utf8');
    for (const part of ['CORP\\nora', '93.184.216.112', '8080', 'lt07.corp.example.org'])
      expect(text).toContain(part);
  });
});

const USED = `approvals:
  - id: laptop-upload
    class: backup
    platform: windows
    identity: { path: 'C:\\Windows\\System32\\curl.exe', parent: 'C:\\Windows\\System32\\cmd.exe', user: 'CORP\\nora' }
    destinations: { addresses: 93.184.216.112, ports: 8080 }
    reason: Nightly upload to the archive of the group
    owner: jane
    created: 2026-03-01
    review: 2026-04-01
    expires: 2026-06-01
  - id: never-needed
    class: backup
    platform: windows
    identity: { path: 'C:\\Program Files\\Acme\\agent.exe' }
    destinations: { domains: archive.example.com }
    reason: A backup that was never set up
    owner: john
    created: 2020-01-01
    review: 2020-02-01
    expires: 2020-03-01
`;

describe('what approvals suppressed', () => {
  it('is listed and shown, finding by finding', async () => {
    const folder = temporaryFolder({ 'a.yaml': USED });
    const cases = join(folder, 'cases');
    await runHere('hunt', EXAMPLE, '--save', cases);
    const approvals = ['--approvals', join(folder, 'a.yaml')];
    const list = await runHere('approvals', 'list', cases, ...approvals);
    expect(list.stdout).toMatch(
      /laptop-upload {2}jane, until 2026-06-01, 1 finding suppressed, the last on 2026-03-24/,
    );
    expect(list.stdout).toMatch(/never-needed {2}john, until 2020-03-01, never used/);
    const show = await runHere('approvals', 'show', 'laptop-upload', EXAMPLE, ...approvals);
    expect(show.stdout).toContain(LAPTOP);
  });

  it('and what nobody needs is found by a review', async () => {
    const folder = temporaryFolder({ 'a.yaml': USED });
    const approvals = ['--approvals', join(folder, 'a.yaml')];
    const blind = await runHere('approvals', 'review', ...approvals);
    expect(blind.stdout).not.toContain('unused');
    const { code, stdout } = await runHere('approvals', 'review', EXAMPLE, ...approvals);
    expect(code).toBe(1);
    expect(stdout).toMatch(/never-needed {2}john\n(?: {4}.*\n)*? {4}unused: nothing here needed it/);
    expect(stdout).toContain('expired: has not held since 2020-03-01');
  });
});
