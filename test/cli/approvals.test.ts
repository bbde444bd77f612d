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
    [
      'a tool that carries, held by a shell alone',
      ['--platform', 'windows', '--path', 'C:\\Windows\\System32\\curl.exe', '--domain', 'example.com'],
      'covers curl',
    ],
    [
      'what hosts the services of others',
      ['--platform', 'windows', '--path', 'C:\\Windows\\System32\\svchost.exe', '--domain', 'example.com'],
      'covers svchost',
    ],
    [
      'python',
      ['--platform', 'linux', '--path', '/usr/bin/python3', '--domain', 'example.com'],
      'covers python3',
    ],
    [
      'any program of a folder',
      ['--platform', 'windows', '--path', 'C:\\Windows\\*.exe', '--domain', 'example.com'],
      'covers powershell',
    ],
    [
      'every tenant of a cloud',
      ['--platform', 'windows', '--path', AGENT, '--domain', 'eu-central-1.amazonaws.com'],
      'anyone can rent a place under amazonaws.com',
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

const SITE = `owner: backup team
created: 2026-11-22
review: 2027-02-22
expires: 2027-05-22
approvals:
  - id: branch-backup
    class: backup
    platform: windows
    identity: { signer: Acme Backup GmbH, path: 'C:\\Program Files\\Acme Backup\\*\\agent.exe' }
    destinations: { tenants: acme-branches.blob.core.windows.net, ports: 443 }
    hours: { zone: Europe/Berlin, days: [sat, sun], from: '22:00', to: '05:00' }
    bytesPerDay: 50GB
    reason: Nightly backup of the branch offices
`;

describe('the starting set', () => {
  it('holds without being named, packs only where they are selected', async () => {
    const plain = await runHere('approvals', 'list');
    expect(plain.stdout).toContain('chrome-services  Postern maintainers');
    expect(plain.stdout).toContain('(starting set)');
    expect(plain.stdout).not.toContain('backblaze-computer-backup');
    const folder = temporaryFolder({ 'postern.yaml': 'approvals: { packs: [backblaze] }\n' });
    const config = ['--config', join(folder, 'postern.yaml')];
    const { stdout } = await runHere('approvals', 'list', ...config);
    expect(stdout).toContain('backblaze-computer-backup');
    const show = await runHere('approvals', 'show', 'zoom', ...config);
    expect(show.stdout).toContain('does not hold here: approvals.packs does not name zoom');
  });

  it('may be switched off', async () => {
    const folder = temporaryFolder({
      'postern.yaml': 'approvals: { startingSet: false, files: [a.yaml] }\n',
      'a.yaml': SITE,
    });
    const { stdout } = await runHere('approvals', 'list', '--config', join(folder, 'postern.yaml'));
    expect(stdout).toMatch(/^branch-backup {2}backup team.*\n.*\n$/);
  });

  it('gives way to an approval of the same name', async () => {
    const folder = temporaryFolder({ 'a.yaml': SITE.replace('branch-backup', 'onedrive') });
    const { stdout } = await runHere('approvals', 'list', '--approvals', folder);
    expect(stdout.match(/^onedrive .*$/gm)).toEqual([expect.stringContaining('backup team')]);
  });

  it.each([
    ['crowdstike', 'did you mean crowdstrike?'],
    ['nothing-like-it-at-all', 'known: adobe, '],
  ])('knows no pack %s', async (pack, says) => {
    const folder = temporaryFolder({ 'postern.yaml': `approvals: { packs: [${pack}] }\n` });
    const { code, stderr } = await runHere('hunt', EXAMPLE, '--config', join(folder, 'postern.yaml'));
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)]);
  });

  it('is not what a site reviews', async () => {
    const folder = temporaryFolder({ 'a.yaml': SITE });
    const { stdout } = await runHere('approvals', 'review', EXAMPLE, '--approvals', folder);
    expect(stdout).toContain('of 1 approval to look at');
    expect(stdout).not.toContain('Postern maintainers');
  });

  it('adds nothing to findings that it has no part in', async () => {
    const { stdout } = await runHere('hunt', EXAMPLE, '--json');
    expect(stdout).not.toMatch(/Postern maintainers|is for another use of this program/);
  });
});

describe("approvals under ATT&CK's names", () => {
  const listed = async (element: string, ...argv: readonly string[]): Promise<string> => {
    const folder = temporaryFolder({
      'a.yaml': SITE,
      'postern.yaml':
        "approvals: { startingSet: false, files: [a.yaml] }\nanalytics: { AN1389: { ExecutableAllowlist: ['C:\\tools\\*'] } }\n",
    });
    const config = join(folder, 'postern.yaml');
    const { code, stdout, stderr } = await runHere(
      'approvals',
      'list',
      '--as',
      element,
      '--config',
      config,
      ...argv,
    );
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  const rows = async (element: string): Promise<unknown[]> =>
    (await listed(element, '--json'))
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));

  it('are listed with the analytic', async () => {
    const allowed = await listed('ExecutableAllowlist');
    expect(allowed).toContain('ExecutableAllowlist, a mutable element of AN1389');
    expect(allowed).toContain('by path  analytics.AN1389.ExecutableAllowlist');
    expect(allowed).toContain('agent.exe  by signature  branch-backup, until 2027-05-22');
    expect(await listed('TimeWindow')).toContain('sat sun 22:00-05:00 Europe/Berlin  branch-backup');
    expect(await listed('ApplicationProfileBaseline')).toContain(
      'to acme-branches.blob.core.windows.net port 443, 50.0 GB a day  branch-backup',
    );
  });

  it('are told as JSON', async () => {
    expect(await rows('ExecutableAllowlist')).toMatchObject([
      { element: 'ExecutableAllowlist', analytic: 'AN1389', executable: 'c:\\tools\\*', knownBy: 'path' },
      { analytic: 'AN1389', approval: 'branch-backup', knownBy: 'signature', expires: '2027-05-22' },
    ]);
    expect(await rows('ApplicationProfileBaseline')).toMatchObject([
      { analytic: 'AN1391', destinations: ['acme-branches.blob.core.windows.net'], ports: ['443'] },
    ]);
    expect(await rows('TimeWindow')).toMatchObject([
      {
        analytic: 'AN1389',
        hours: { zone: 'Europe/Berlin', days: ['sat', 'sun'], from: '22:00', to: '05:00' },
      },
    ]);
  });

  it('has no other names, and asks nothing of logs', async () => {
    expect((await runHere('approvals', 'list', '--as', 'Allowlist')).code).toBe(2);
    expect((await runHere('approvals', 'list', EXAMPLE, '--as', 'TimeWindow')).code).toBe(2);
  });
});

describe('postern approvals test', () => {
  it('tries what a site wrote with impostors', async () => {
    const folder = temporaryFolder({ 'a.yaml': SITE });
    const { code, stdout } = await runHere('approvals', 'test', 'branch-backup', '--approvals', folder);
    expect(stdout).toMatch(
      /^ok +branch-backup: its own program lowered from \d+ to \d+; none of 6 impostors/,
    );
    expect(stdout).toContain('1 approval tried with 6 impostors; each holds for its own program alone.');
    expect(code).toBe(0);
  });

  it('fails where another approval covers an impostor, and says which', async () => {
    const wide = SITE.replace('branch-backup', 'second').replace('Acme Backup GmbH', 'Evil Software Ltd');
    const folder = temporaryFolder({ 'a.yaml': SITE, 'b.yaml': wide });
    const { code, stdout } = await runHere('approvals', 'test', 'branch-backup', '--approvals', folder);
    expect(stdout).toMatch(
      /^FAILED +branch-backup\n +covered: other signer in event-xml: second holds for it/,
    );
    expect(code).toBe(1);
    const told = await runHere('approvals', 'test', 'branch-backup', '--approvals', folder, '--json');
    expect([told.code, JSON.parse(told.stdout)]).toMatchObject([
      1,
      { approval: 'branch-backup', passed: false },
    ]);
  });

  it('knows no approval that is not there', async () => {
    const { code, stderr } = await runHere('approvals', 'test', 'nobody');
    expect([code, stderr]).toEqual([2, expect.stringContaining('No approval is called nobody')]);
  });
});
