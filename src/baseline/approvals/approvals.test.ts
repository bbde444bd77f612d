import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRange } from '../../event/address.ts';
import type { Approval } from './approval.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import type { ApprovalMatch } from './approval-match.ts';
import { ApprovalSet } from './approval-set.ts';
import { usageOf } from './approval-usage.ts';
import { applicationProfileBaseline, approvedTimeWindows, executableAllowlist } from './attack-views.ts';
import { exampleApproval, exampleFacts } from './example-approval.ts';
import { coveredInterpreter, isInterpreter } from './interpreters.ts';
import { faultsOf, refusedBy } from './over-broad.ts';
import { matchesPath, pathGlob } from './path-glob.ts';
import { reviewApprovals } from './review-approvals.ts';
import { sharedName } from './shared-clouds.ts';

const range = (text: string): NonNullable<ReturnType<typeof parseRange>> => {
  const parsed = parseRange(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};
const first = (facts: Partial<ApprovalFacts>, approval = exampleApproval()): ApprovalMatch | undefined =>
  new ApprovalSet([approval], 'all').everything(exampleFacts(facts))[0];

describe('an approval', () => {
  it('holds for the genuine program at its vendor', () => {
    expect(first({})).toMatchObject({ state: 'applies', strength: 'strong' });
  });

  it.each<[string, Partial<ApprovalFacts>, string[]]>([
    ['another tenant', { name: 'evil.example' }, ['destination']],
    ['a name that only looks alike', { name: 'xacme.backblaze.com' }, ['destination']],
    ['a name above it', { name: 'backblaze.com' }, ['destination']],
    ['another port', { port: 8443 }, ['port']],
    ['a reverse name', { nameIs: 'reverse' }, ['name-unproven']],
    ['no name', { name: undefined, nameIs: undefined }, ['destination']],
  ])('does not hold at %s', (_, facts, differs) => {
    expect(first(facts)).toMatchObject({ state: 'elsewhere', differs });
  });

  it.each<[string, Partial<ApprovalFacts>, string[], boolean]>([
    [
      'from a folder of the user',
      { image: 'C:\\Users\\eve\\bztransmit64.exe', signed: false, signer: undefined },
      ['path', 'signature'],
      true,
    ],
    ['signed by another', { signer: 'Evil Ltd' }, ['signature'], true],
    ['with a broken signature', { signed: false }, ['signature'], true],
    [
      'from the temporary folder to another place',
      { image: 'C:\\Windows\\Temp\\bztransmit64.exe', signed: false, name: 'evil.example' },
      ['path', 'signature'],
      false,
    ],
    ['renamed from another tool', { disguised: true }, ['disguised'], true],
  ])('knows an impostor %s', (_, facts, differs, samePlace) => {
    expect(first(facts)).toMatchObject({ state: 'impostor', differs, samePlace });
  });

  it('takes the signed program elsewhere on the disk for what it is, but not as approved', () => {
    const image = 'D:\\Apps\\Backblaze\\bztransmit64.exe';
    expect(first({ image })).toMatchObject({ state: 'elsewhere', differs: ['path'] });
  });

  it('is worth less where no sensor told the signature, and nothing where anybody can write', () => {
    const untold = { signed: undefined, signer: undefined };
    expect(first(untold)).toMatchObject({ state: 'applies', strength: 'path-only' });
    const user = exampleApproval({
      identity: { paths: ['c:\\users\\*\\appdata\\local\\acme\\sync.exe'], signers: ['Acme'] },
    });
    const image = 'C:\\Users\\anna\\AppData\\Local\\Acme\\sync.exe';
    expect(first({ image, signer: 'ACME', signed: true }, user)).toMatchObject({ strength: 'strong' });
    expect(first({ image, ...untold }, user)).toMatchObject({ state: 'unproven', samePlace: true });
  });

  it('ends, and says so', () => {
    const end = Date.UTC(2026, 6, 1);
    expect(first({ time: end - 1 })).toMatchObject({ state: 'applies' });
    expect(first({ time: end })).toMatchObject({ state: 'expired', since: end });
    // It acts on the past: earlier than its creation as well.
    expect(first({ time: Date.UTC(2020, 0, 1) })).toMatchObject({ state: 'applies' });
  });

  it('has its own hosts, hours and amount', () => {
    const bound = exampleApproval({
      hosts: { names: ['ws1', 'fs*'], groups: ['servers'] },
      bytesPerDay: 5_000_000_000,
      hours: { zone: 'Europe/Berlin', days: [1, 2, 3, 4, 5, 6, 7], from: 60, to: 300, holidays: [] },
    });
    expect(first({}, bound)).toMatchObject({ state: 'applies' });
    expect(first({ hosts: ['fs02.corp.example.org'] }, bound)).toMatchObject({ state: 'applies' });
    expect(first({ hosts: ['ws2'], groups: ['Servers'] }, bound)).toMatchObject({ state: 'applies' });
    expect(first({ hosts: ['ws11'], groups: [] }, bound)).toMatchObject({ differs: ['host'] });
    expect(first({ time: Date.UTC(2026, 2, 1, 12) }, bound)).toMatchObject({ differs: ['hours'] });
    expect(first({ bytesOut: 5_000_000_001 }, bound)).toMatchObject({ differs: ['bytes'] });
    expect(first({ bytesOut: undefined }, bound)).toMatchObject({ state: 'applies' });
  });

  it('of a shared service needs the tenant to show', () => {
    const tenants = exampleApproval({
      destinations: { tenants: ['acme.blob.core.windows.net', 'b2/acme-backup'] },
    });
    expect(first({ name: 'acme.blob.core.windows.net' }, tenants)).toMatchObject({ state: 'applies' });
    expect(first({ name: 'evil.blob.core.windows.net' }, tenants)).toMatchObject({ differs: ['tenant'] });
    const server = { name: 'f004.backblazeb2.com' };
    expect(first(server, tenants)).toMatchObject({ differs: ['tenant-unknown'] });
    expect(first({ ...server, tenant: 'b2/acme-backup' }, tenants)).toMatchObject({ state: 'applies' });
    expect(first({ ...server, tenant: 'b2/evil' }, tenants)).toMatchObject({ differs: ['tenant'] });
    expect(first({ name: 'upload.evil.example' }, tenants)).toMatchObject({ differs: ['destination'] });
    expect(first({ name: undefined, nameIs: undefined }, tenants)).toMatchObject({
      differs: ['tenant-unknown'],
    });
  });

  it('may name addresses', () => {
    const addresses = exampleApproval({ destinations: { addresses: [range('203.0.113.0/28')] } });
    expect(first({ name: undefined, nameIs: undefined }, addresses)).toMatchObject({ state: 'applies' });
    expect(first({ address: '203.0.113.16' }, addresses)).toMatchObject({ differs: ['destination'] });
  });

  it('is of a pack only where that is selected', () => {
    const packed = exampleApproval({ pack: 'backblaze' });
    const states = (packs: string[] | 'all'): string[] =>
      new ApprovalSet([packed], packs).match(exampleFacts()).map(({ state }) => state);
    expect([states([]), states(['backblaze']), states('all')]).toEqual([[], ['applies'], ['applies']]);
  });

  it('answers in the order of ids, whatever the order of approvals', () => {
    const approvals = ['c', 'a', 'b'].map((id) => exampleApproval({ id }));
    expect(
      new ApprovalSet(approvals, 'all').everything(exampleFacts()).map(({ approval }) => approval.id),
    ).toEqual(['a', 'b', 'c']);
  });
});

describe('interpreters', () => {
  it.each([
    'powershell.exe',
    'python3.11',
    'pythonw.exe',
    'bash',
    'osascript',
    'node',
    'ruby2.7',
    'curl',
    'java.exe',
  ])('%s does what others tell it', (name) => {
    expect(isInterpreter(name)).toBe(true);
    const approval = exampleApproval({
      identity: { paths: [`c:\\windows\\system32\\${name}`], signers: ['Microsoft Windows'] },
    });
    expect(refusedBy(approval).map(({ path }) => path)).toEqual([['identity', 'path', 0]]);
    const facts = { image: `C:\\Windows\\System32\\${name}`, signer: 'Microsoft Windows' };
    expect(first(facts, approval)).toMatchObject({ state: 'elsewhere', differs: ['over-broad'] });
  });

  it.each(['*', '*.exe', 'p*', 'python*', '*shell.exe', 'osa*'])('are covered by %s', (pattern) => {
    expect(coveredInterpreter(pattern)).toBeDefined();
  });

  it('are approved with their script where nobody else can write it', () => {
    const script = (path: string, sha256: string[] = []): Approval =>
      exampleApproval({
        identity: { paths: ['c:\\windows\\py.exe'], scriptPaths: [path], scriptSha256: sha256 },
      });
    const good = script('c:\\program files\\acme\\backup.py');
    expect(refusedBy(good)).toEqual([]);
    const facts = { image: 'C:\\Windows\\py.exe', scriptPath: 'C:\\Program Files\\Acme\\backup.py' };
    expect(first(facts, good)).toMatchObject({ state: 'applies', strength: 'strong' });
    expect(first({ ...facts, scriptPath: 'C:\\Temp\\backup.py' }, good)).toMatchObject({ state: 'impostor' });
    expect(first({ ...facts, scriptPath: undefined }, good)).toMatchObject({ differs: ['script'] });
    expect(refusedBy(script('c:\\users\\*\\backup.py'))).toHaveLength(2);
    const hashed = script('c:\\users\\*\\backup.py', ['aa'.repeat(32)]);
    expect(refusedBy(hashed)).toEqual([]);
    const user = { image: 'C:\\Windows\\py.exe', scriptPath: 'C:\\Users\\anna\\backup.py' };
    expect(first({ ...user, scriptSha256: 'AA'.repeat(32) }, hashed)).toMatchObject({ strength: 'strong' });
    expect(first({ ...user, scriptSha256: 'bb'.repeat(32) }, hashed)).toMatchObject({ state: 'impostor' });
  });

  it('that only carry may be held by who starts them', () => {
    const curl = exampleApproval({
      platform: 'linux',
      identity: { paths: ['/usr/bin/curl'], parents: ['/usr/lib/acme/report'] },
    });
    expect(refusedBy(curl)).toEqual([]);
    const facts = {
      platform: 'linux',
      image: '/usr/bin/curl',
      signed: undefined,
      signer: undefined,
    } as const;
    expect(first({ ...facts, parentImage: '/usr/lib/acme/report' }, curl)).toMatchObject({
      state: 'applies',
    });
    expect(first({ ...facts, parentImage: '/usr/bin/bash' }, curl)).toMatchObject({ state: 'impostor' });
    const bash = exampleApproval({
      platform: 'linux',
      identity: { paths: ['/usr/bin/bash'], parents: ['/usr/lib/acme/report'] },
    });
    expect(refusedBy(bash)).toHaveLength(1);
  });

  it('known by hash alone are refused when they are met', () => {
    const hash = 'cd'.repeat(32);
    const approval = exampleApproval({ identity: { sha256: [hash] } });
    expect(refusedBy(approval)).toEqual([]);
    const facts = { sha256: hash, signed: undefined, signer: undefined };
    expect(first({ ...facts, image: 'C:\\Tools\\agent.exe' }, approval)).toMatchObject({ state: 'applies' });
    expect(first({ ...facts, image: 'C:\\Tools\\pwsh.exe' }, approval)).toMatchObject({
      differs: ['over-broad'],
    });
  });
});

describe('what is over-broad', () => {
  const refusals = (changes: Parameters<typeof exampleApproval>[0]): string[] =>
    refusedBy(exampleApproval(changes)).map(({ message }) => message);

  it('binds no destination or no program', () => {
    expect(refusals({ destinations: { ports: [{ from: 443, to: 443 }] } })[0]).toMatch(/no destination/);
    expect(refusals({ identity: {} })[0]).toMatch(/no program/);
    expect(refusals({ identity: { signers: ['Microsoft Windows'] } })[0]).toMatch(/signer only/);
    expect(refusals({ identity: { signingIds: ['com.acme.agent'] } })[0]).toMatch(/anyone can sign/);
  });

  it.each([
    [['c:\\windows\\system32\\*']],
    [['c:\\program files\\acme\\*.exe']],
    [['c:\\users\\*\\agent.exe']],
    [['**\\agent.exe']],
    [['c:\\tools\\agent.exe']],
  ])('names the paths %s without a signer', (paths) => {
    expect(refusals({ identity: { paths } })).not.toEqual([]);
  });

  it.each([
    'amazonaws.com',
    's3.amazonaws.com',
    's3.eu-central-1.amazonaws.com',
    'blob.core.windows.net',
    'windows.net',
    'trafficmanager.net',
    'cloudfront.net',
    'github.io',
    'workers.dev',
    'f004.backblazeb2.com',
    'transfer.sh',
    'up.transfer.sh',
    'ngrok-free.app',
    'x.ngrok-free.app',
    'com',
    'storage.googleapis.com',
    'azure.com',
  ])('names %s, where anyone can have a place', (domain) => {
    expect(refusals({ destinations: { domains: [domain] } })).toHaveLength(1);
    expect(refusals({ destinations: { tenants: [domain] } })).toHaveLength(1);
  });

  it.each([
    'acme.blob.core.windows.net',
    'acme.s3.eu-central-1.amazonaws.com',
    'update.googleapis.com',
    'acme.github.io',
    'example.com',
  ])('does not name %s, which is one party', (domain) => {
    expect(refusals({ destinations: { domains: [domain] } })).toEqual([]);
    expect(sharedName(domain)).toBeUndefined();
  });

  it('names ranges that are too wide', () => {
    const of = (text: string): string[] => refusals({ destinations: { addresses: [range(text)] } });
    expect(
      [of('0.0.0.0/0'), of('10.0.0.0/8'), of('::/0'), of('2001:db8::/20')].map((all) => all.length),
    ).toEqual([1, 1, 1, 1]);
    expect([of('203.0.113.0/24'), of('52.112.0.0/14'), of('2001:db8::/32')]).toEqual([[], [], []]);
  });

  it('is told with a warning where it may hold all the same', () => {
    const warnings = (changes: Parameters<typeof exampleApproval>[0]): string[] =>
      faultsOf(exampleApproval(changes)).map(({ severity, message }) => `${severity}: ${message}`);
    expect(warnings({ destinations: { domains: ['dropbox.com'], ports: [{ from: 443, to: 443 }] } })).toEqual(
      [expect.stringMatching(/^warned: all accounts of dropbox.com/)],
    );
    expect(warnings({ destinations: { domains: ['example.com'] } })).toEqual([
      'warned: holds for every port: give ports',
    ]);
    expect(warnings({ expires: Date.UTC(2029, 0, 1) })).toEqual(['warned: lasts longer than 400 days']);
    expect(warnings({ expires: Date.UTC(2025, 0, 1) })).toContain('refused: ends before it begins');
    expect(warnings({ owner: ' ' })).toEqual(['refused: has no owner']);
  });
});

describe('a path pattern', () => {
  it.each([
    ['c:\\a\\b.exe', 'c:\\a\\b.exe', true],
    ['c:\\a\\b.exe', 'c:\\*\\b.exe', true],
    ['c:\\a\\x\\b.exe', 'c:\\*\\b.exe', false],
    ['c:\\a\\x\\b.exe', 'c:\\**\\b.exe', true],
    ['c:\\b.exe', 'c:\\**\\b.exe', true],
    ['c:\\a\\app-1.2\\b.exe', 'c:\\a\\app-*\\b.exe', true],
    ['/opt/x/a/b/c', '/opt/**/b/*', true],
    ['/opt/x/a/b', '/opt/**/b/*', false],
    ['/opt/b/b/b', '/opt/**/b', true],
    ['/opt', '/opt/**', true],
  ])('%s by %s: %s', (path, pattern, expected) => {
    expect(matchesPath(path, pathGlob(pattern))).toBe(expected);
  });

  it('matches what its wildcards were filled with', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 4 });
    const part = fc.oneof(
      name.map((text) => ({ pattern: text, path: [text] })),
      fc.tuple(name, name).map(([before, filling]) => ({ pattern: `${before}*`, path: [before + filling] })),
      fc.array(name, { maxLength: 3 }).map((folders) => ({ pattern: '**', path: folders })),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const path = parts.flatMap((one) => one.path);
        fc.pre(path.length > 0);
        const pattern = parts.map((one) => one.pattern).join('/');
        expect(matchesPath(path.join('/'), pathGlob(pattern))).toBe(true);
      }),
    );
  });

  it('is done with hostile patterns at once', () => {
    expect(matchesPath('a/'.repeat(3_000), pathGlob(`${'**/a/'.repeat(300)}b`))).toBe(false);
  });
});

describe('a review', () => {
  const day = 86_400_000;
  const asOf = Date.UTC(2026, 4, 1);
  const notes = (approvals: Approval[], usage = usageOf([])): string[][] =>
    reviewApprovals(approvals, usage, asOf).map(({ notes: all }) => all.map(({ kind }) => kind));

  it('finds what is unused, due, expiring and expired', () => {
    const later = { review: Date.UTC(2027, 0, 1), expires: Date.UTC(2027, 1, 1) };
    expect(notes([exampleApproval(later)])).toEqual([['unused']]);
    expect(notes([exampleApproval({ ...later, created: asOf - 10 * day })])).toEqual([[]]);
    expect(notes([exampleApproval()])).toEqual([['unused', 'review-due']]);
    expect(notes([exampleApproval({ ...later, expires: asOf + 20 * day })])[0]).toContain('expiring');
    expect(notes([exampleApproval({ expires: asOf })])[0]).toContain('expired');
  });

  it('counts a finding once and shows what was let pass', () => {
    const hit = { approval: 'backblaze', finding: 'AN1389-1', time: asOf - day, bytes: 500 };
    const usage = usageOf([hit, { ...hit, bytes: 700 }, { ...hit, finding: 'AN1389-2', bytes: undefined }]);
    expect(usage.get('backblaze')).toEqual({ hits: 2, lastHit: asOf - day, bytes: 700 });
    const [review] = reviewApprovals([exampleApproval({ review: asOf + day })], usage, asOf);
    expect(review).toMatchObject({ usage: { hits: 2 }, notes: [] });
  });

  it('does not depend on the order of hits', () => {
    const hits = fc.array(
      fc.record({
        approval: fc.constantFrom('a', 'b'),
        finding: fc.constantFrom('1', '2', '3'),
        time: fc.nat(1_000),
        bytes: fc.option(fc.nat(1_000), { nil: undefined }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(hits, (all) => {
        const sorted = (usage: ReturnType<typeof usageOf>): unknown =>
          [...usage].sort(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(usageOf([...all].reverse()))).toEqual(sorted(usageOf([...all, ...all])));
      }),
    );
  });

  it('finds approvals that overlap', () => {
    const narrow = exampleApproval({
      id: 'narrow',
      created: asOf,
      review: asOf + day,
      expires: asOf + 90 * day,
    });
    const wide = {
      ...exampleApproval({
        id: 'wide',
        identity: {
          paths: ['c:\\program files (x86)\\backblaze\\**\\bztransmit64.exe'],
          signers: ['Backblaze, Inc.'],
        },
        destinations: { domains: ['backblaze.com'] },
      }),
      created: asOf,
      review: asOf + day,
      expires: asOf + 90 * day,
    };
    const elsewhere = {
      ...narrow,
      id: 'other',
      destinations: { ...narrow.destinations, domains: ['example.com'] },
    };
    const all = reviewApprovals([narrow, wide, elsewhere], usageOf([]), asOf);
    const overlaps = all.map(({ notes: found }) =>
      found.flatMap((note) => (note.kind === 'overlapping' ? note.with : [])),
    );
    expect(overlaps).toEqual([['wide'], ['narrow'], []]);
    const onServers = { ...wide, hosts: { names: [], groups: ['servers'] } };
    const onLaptops = { ...narrow, hosts: { names: [], groups: ['laptops'] } };
    expect(notes([onServers, onLaptops]).flat()).not.toContain('overlapping');
  });
});

describe("ATT&CK's names", () => {
  const at = Date.UTC(2026, 1, 1);
  const hours = { zone: 'UTC', days: [1], from: 0, to: 300, holidays: [] };
  const approvals = [
    exampleApproval({ hours }),
    exampleApproval({ id: 'ended', expires: at }),
    exampleApproval({ id: 'broad', destinations: {} }),
  ];

  it('are views of the approvals that hold', () => {
    expect(executableAllowlist(approvals, at)).toEqual([
      {
        executable: 'c:\\program files (x86)\\backblaze\\x64\\bztransmit64.exe',
        knownBy: 'signature',
        platform: 'windows',
        approval: 'backblaze',
        expires: Date.UTC(2026, 6, 1),
      },
    ]);
    expect(applicationProfileBaseline(approvals, at)).toMatchObject([
      { destinations: ['acme.backblaze.com'], ports: ['443'], approval: 'backblaze' },
    ]);
    expect(approvedTimeWindows(approvals, at)).toMatchObject([{ hours, approval: 'backblaze' }]);
  });
});
