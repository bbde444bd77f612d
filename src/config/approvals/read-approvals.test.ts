import { readFileSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addApproval } from './add-approval.ts';
import { approvalJsonSchema, approvalJsonSchemaText } from './approval-json-schema.ts';
import { describeProblem } from './approval-problem.ts';
import { loadApprovals } from './load-approvals.ts';
import { readApprovals } from './read-approvals.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';

const HEAD =
  'platform: windows\nowner: it\ncreated: 2026-01-01\nreview: 2026-06-01\nexpires: 2026-12-01\napprovals:\n';
const GOOD = [
  '  - id: acme-agent',
  '    class: business-application',
  '    identity:',
  '      signer: Acme Inc.',
  "      path: 'C:\\Program Files\\Acme\\*\\agent.exe'",
  '    destinations:',
  '      domains: [Acme.com]',
  '      ports: [443, 8000-8010]',
  '    reason: The order system of the branch offices.',
  '',
].join('\n');
const messages = (text: string): string[] => readApprovals(text, 'site.yaml').problems.map(describeProblem);
const broken = (from: string, to: string): string[] => messages((HEAD + GOOD).replace(from, to));

describe('an approval file', () => {
  it('is read with what it says for all its approvals', () => {
    const { approvals, problems } = readApprovals(HEAD + GOOD, 'site.yaml');
    expect(problems).toEqual([]);
    expect(approvals).toMatchObject([
      {
        id: 'acme-agent',
        platform: 'windows',
        owner: 'it',
        identity: { paths: ['c:\\program files\\acme\\*\\agent.exe'], signers: ['Acme Inc.'] },
        destinations: {
          domains: ['acme.com'],
          ports: [
            { from: 443, to: 443 },
            { from: 8000, to: 8010 },
          ],
        },
        created: Date.UTC(2026, 0, 1),
        expires: Date.UTC(2026, 11, 1),
        bytesPerDay: undefined,
      },
    ]);
  });

  it('lets an approval say otherwise than its file', () => {
    const own = `${GOOD}    platform: linux\n    owner: sales\n    expires: 2026-03-01\n    bytesPerDay: 20GB\n`;
    const { approvals } = readApprovals(
      HEAD + own.replace("'C:\\Program Files\\Acme\\*\\agent.exe'", '/opt/acme/agent'),
      's',
    );
    expect(approvals).toMatchObject([
      { platform: 'linux', owner: 'sales', expires: Date.UTC(2026, 2, 1), bytesPerDay: 20e9 },
    ]);
  });

  it('reads hours with their holidays, hosts and scripts', () => {
    const more = [
      '    hours: {zone: Europe/Berlin, days: [mon, holiday], from: "22:00", to: "04:30", holidays: [2026-12-25]}',
      '    hosts: {names: [FS*], groups: Servers}',
      '',
    ].join('\n');
    expect(readApprovals(HEAD + GOOD + more, 's').approvals).toMatchObject([
      {
        hours: { zone: 'Europe/Berlin', days: [1, 8], from: 1320, to: 270, holidays: ['2026-12-25'] },
        hosts: { names: ['fs*'], groups: ['servers'] },
      },
    ]);
  });

  it('names line, place and cause of a mistake', () => {
    expect(broken('signer:', 'singer:')).toEqual([
      'site.yaml:10: approvals[0].identity.singer: unknown key "singer"; did you mean signer?',
    ]);
    expect(broken('ports: [443, 8000-8010]', 'ports: [443, web]')).toEqual([
      'site.yaml:14: approvals[0].destinations.ports[1]: is no port or range such as 8000-8010',
    ]);
    expect(broken("path: 'C:\\Program Files\\Acme\\*\\agent.exe'", 'path: agent.exe')).toEqual([
      'site.yaml:11: approvals[0].identity.path: is no path: a file name alone says nothing of the program',
    ]);
    expect(broken('[Acme.com]', "['*.acme.com']")[0]).toMatch(/^site\.yaml:13: .*no wildcard/);
    expect(broken('[Acme.com]', '[co.uk]')[0]).toMatch(/co\.uk is a public suffix/);
    expect(broken('business-application', 'any')[0]).toMatch(/^site\.yaml:8: approvals\[0\]\.class: /);
    expect(broken('expires: 2026-12-01\n', '')).toEqual([
      'site.yaml:6: approvals[0]: expires is missing, here and for the whole file',
    ]);
    expect(broken('expires: 2026-12-01', 'expires: 2026-13-01')[0]).toMatch(
      /^site\.yaml:5: expires: is no date/,
    );
    expect(messages('a: [')[0]).toMatch(/^site\.yaml:1: not valid YAML/);
    expect(messages('')).toHaveLength(1);
  });

  it('does not let anybody approve arguments', () => {
    expect(broken('      signer: Acme Inc.', '      commandLine: "*--backup*"')).toEqual([
      'site.yaml:10: approvals[0].identity.commandLine: unknown key "commandLine"; ' +
        'approvals do not ask for arguments, because anyone can add one',
      // Without the signer the path has to stand alone, which this one can.
    ]);
  });

  it('keeps the others when one is bad, and refuses an id that is taken', () => {
    const bad = GOOD.replace('acme-agent', 'bad').replace('    class: business-application\n', '');
    const other = GOOD.replace('acme-agent', 'other');
    const { approvals, problems } = readApprovals(HEAD + GOOD + bad + other + GOOD, 's');
    expect(approvals.map(({ id }) => id)).toEqual(['acme-agent', 'other']);
    expect(problems.map(({ approval, severity }) => [approval, severity])).toEqual([
      ['bad', 'error'],
      ['acme-agent', 'error'],
    ]);
  });

  it('tells what is too broad, at its line, and keeps it for the review', () => {
    const text = (HEAD + GOOD).replace('      signer: Acme Inc.\n', '').replace('Program Files', 'Users');
    const { approvals, problems } = readApprovals(text, 's');
    expect(approvals).toHaveLength(1);
    expect(problems).toMatchObject([
      { severity: 'refused', line: 10, path: 'approvals[0].identity.path[0]' },
    ]);
  });

  it('survives any text', () => {
    const line = fc.constantFrom(
      'approvals:',
      '  - id: abc',
      '    identity:',
      '      path: /a',
      '    - &a',
      '  *a',
      'owner: x',
      '  - 1',
      '? [',
      '"',
      '- -',
      '    destinations: {domains: a.b}',
      'created: 2026-01-01',
      '<<: *a',
      '    reason: 12345678',
      '!!set {a}',
      '\t',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const { problems } = readApprovals(lines.join('\n'), 's');
        for (const problem of problems) expect(describeProblem(problem)).toMatch(/^s/);
      }),
    );
  });
});

describe('approval files of a folder', () => {
  it('are read by path; an id is taken once', async () => {
    const folder = temporaryFolder({
      'b.yaml': HEAD + GOOD,
      'a.yml': HEAD + GOOD.replace('acme-agent', 'first') + GOOD,
      'notes.txt': 'no approvals',
    });
    const { approvals, problems } = await loadApprovals([folder, `${folder}/absent`]);
    expect(approvals.map(({ id }) => id)).toEqual(['first', 'acme-agent']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^the id acme-agent is taken by .*a\.yml$/),
      'does not exist or cannot be read',
    ]);
  });
});

describe('an added approval', () => {
  it('is read again as what it was', () => {
    const added = addApproval(
      HEAD + GOOD,
      {
        id: 'nightly-dump',
        class: 'script',
        platform: 'linux',
        identity: {
          path: '/usr/bin/bash',
          script: { path: '/usr/local/sbin/dump.sh', sha256: 'ab'.repeat(32) },
          user: 'postgres',
        },
        destinations: { tenants: 'acme-dumps.s3.eu-central-1.amazonaws.com', ports: 443 },
        reason: 'Nightly dump: "encrypted", to our bucket',
      },
      's',
    );
    const { approvals, problems } = readApprovals(added.text ?? '', 's');
    expect(problems).toEqual([]);
    expect(approvals).toMatchObject([
      { id: 'acme-agent' },
      {
        id: 'nightly-dump',
        reason: 'Nightly dump: "encrypted", to our bucket',
        identity: { scriptPaths: ['/usr/local/sbin/dump.sh'], users: ['postgres'] },
      },
    ]);
  });
});

describe('content/schemas/approval.schema.json', () => {
  it('is the one the zod schema gives (POSTERN_UPDATE=1 writes it anew)', () => {
    const published = new URL('../../../content/schemas/approval.schema.json', import.meta.url);
    if (process.env['POSTERN_UPDATE'] === '1') writeFileSync(published, approvalJsonSchemaText());
    expect(readFileSync(published, 'utf8')).toBe(approvalJsonSchemaText());
  });
});

describe('docs/approvals.md', () => {
  const page = readFileSync(new URL('../../../docs/approvals.md', import.meta.url), 'utf8');

  it('has an example that is read without a word', () => {
    const start = page.indexOf('```yaml\n') + 8;
    const { approvals, problems } = readApprovals(page.slice(start, page.indexOf('```\n', start)), 'page');
    expect(problems).toEqual([]);
    expect(approvals.map(({ id }) => id)).toEqual(['branch-backup', 'nightly-dump']);
  });

  it('names every key', () => {
    const keys = paths(approvalJsonSchema()['properties']).flatMap((path) =>
      path.startsWith('approvals.') ? [path.slice('approvals.'.length)] : [],
    );
    expect(keys.length).toBeGreaterThan(25);
    expect(keys.filter((key) => !page.includes(`\`${key}\``))).toEqual([]);
  });
});

/** Every key below the properties of a schema, lists by what they hold. */
function paths(properties: unknown, above = ''): string[] {
  if (typeof properties !== 'object' || properties === null) return [];
  return Object.entries(properties).flatMap(([key, node]: [string, unknown]) => {
    const inner = propertiesOf(node);
    return inner === undefined ? [`${above}${key}`] : paths(inner, `${above}${key}.`);
  });
}

function propertiesOf(node: unknown): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('properties' in node) return node.properties;
  return 'items' in node ? propertiesOf(node.items) : undefined;
}
