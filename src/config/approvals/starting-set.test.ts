/** The approvals that are shipped: each holds for the genuine program at its vendor, and for nothing that is not it. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Approval } from '../../baseline/approvals/approval.ts';
import type { ApprovalFacts } from '../../baseline/approvals/approval-facts.ts';
import { ApprovalSet } from '../../baseline/approvals/approval-set.ts';
import { isInterpreter } from '../../baseline/approvals/interpreters.ts';
import { refusedBy } from '../../baseline/approvals/over-broad.ts';
import { reviewApprovals } from '../../baseline/approvals/review-approvals.ts';
import { lastSegment } from '../../baseline/identity/canonical-path.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { loadApprovals } from './load-approvals.ts';
import type { ApprovalReading } from './read-approvals.ts';
import { compiledSetPath, compiledSetText, loadStartingSet } from './starting-set.ts';

const folder = fileURLToPath(new URL('../../../content/approvals', import.meta.url));
let reading: ApprovalReading;
let approvals: readonly Approval[];
let set: ApprovalSet;

beforeAll(async () => {
  reading = await loadApprovals([folder]);
  ({ approvals } = reading);
  set = new ApprovalSet(approvals, 'all');
});

const fill = (pattern: string): string => pattern.replaceAll('**', 'x').replaceAll('*', 'x');

/** What sensors tell of the genuine program. */
function genuine(approval: Approval): ApprovalFacts {
  const { identity, destinations, platform } = approval;
  const own = platform === 'macos' ? '/Applications/Own.app/Contents/MacOS/Own' : 'C:\\x\\own.exe';
  return {
    platform,
    image: identity.paths[0] === undefined ? own : fill(identity.paths[0]),
    signed: platform === 'linux' ? undefined : true,
    signer: identity.signers[0],
    teamId: identity.teamIds[0],
    signingId: identity.signingIds[0],
    platformBinary: identity.platformBinary,
    sha256: identity.sha256[0],
    scriptPath: identity.scriptPaths[0],
    scriptSha256: identity.scriptSha256[0],
    disguised: false,
    user: 'somebody',
    parentImage: identity.parents[0],
    hosts: ['ws1'],
    groups: [],
    name: `a.${destinations.domains[0] ?? 'example.com'}`,
    nameIs: 'observed',
    tenant: undefined,
    address: '203.0.113.9',
    port: destinations.ports[0]?.from ?? 443,
    protocol: destinations.protocols[0] ?? 'tcp',
    time: approval.created,
    bytesOut: 1_000,
  };
}

const holds = (facts: ApprovalFacts): string[] =>
  set.match(facts).flatMap(({ state, approval }) => (state === 'applies' ? approval.id : []));

/** The folder where anyone can put a program of that name. */
const TEMPORARY = {
  windows: 'C:\\Users\\eve\\AppData\\Local\\Temp\\',
  macos: '/tmp/',
  linux: '/tmp/',
  esxi: '/tmp/',
};

describe('the starting set', () => {
  it('is read without errors, and nothing of it is refused', () => {
    expect(reading.problems.filter(({ severity }) => severity !== 'warned')).toEqual([]);
    for (const platform of ['windows', 'macos', 'linux']) {
      expect(approvals.filter((approval) => approval.platform === platform).length).toBeGreaterThan(20);
    }
  });

  it('names a source, an owner and an end for each', () => {
    for (const { id, sources, owner, expires, created, review } of approvals) {
      expect([id, sources.length > 0, owner !== '', created < review && review < expires]).toEqual([
        id,
        true,
        true,
        true,
      ]);
    }
  });

  it('has its packs and numbers in the documentation', () => {
    const page = readFileSync(new URL('../../../docs/approvals.md', import.meta.url), 'utf8');
    const packs = new Set(approvals.flatMap(({ pack }) => pack ?? []));
    expect([...packs].filter((pack) => !page.includes(`\`${pack}\``))).toEqual([]);
    const always = approvals.filter(({ pack }) => pack === undefined).length;
    expect(page.replaceAll(/\s+/g, ' ')).toContain(`${always} of ${approvals.length}`);
  });

  it('covers the classes a site has', () => {
    const classes = new Set(approvals.map((approval) => approval.class));
    for (const one of [
      'browser',
      'updater',
      'security-agent',
      'management',
      'backup',
      'sync',
      'developer-tool',
    ]) {
      expect([one, [...classes].includes(one as never)]).toEqual([one, true]);
    }
  });

  it('holds for every genuine program at its vendor', () => {
    for (const approval of approvals) {
      expect([approval.id, holds(genuine(approval)).includes(approval.id)]).toEqual([approval.id, true]);
    }
  });

  it('holds no longer when an entry has ended', () => {
    for (const approval of approvals)
      expect(holds({ ...genuine(approval), time: approval.expires })).toEqual([]);
  });

  it.each<[string, (facts: ApprovalFacts, approval: Approval) => Partial<ApprovalFacts>]>([
    [
      'the same name in a temporary folder, unsigned',
      (facts) => ({
        image: TEMPORARY[facts.platform] + lastSegment(facts.image ?? ''),
        signed: false,
        signer: undefined,
        teamId: undefined,
        signingId: undefined,
        platformBinary: false,
        scriptPath: facts.scriptPath === undefined ? undefined : `/tmp/${lastSegment(facts.scriptPath)}`,
      }),
    ],
    ['another destination', () => ({ name: 'upload.evil.example' })],
    [
      'a destination that only begins alike',
      (_, { destinations }) => ({ name: `${destinations.domains[0] ?? ''}.evil.example` }),
    ],
    ['a reverse name', () => ({ nameIs: 'reverse' })],
    ['no name', () => ({ name: undefined, nameIs: undefined })],
    ['an odd port', () => ({ port: 4444 })],
    ['another tool under its name', () => ({ disguised: true })],
    ['another operating system', () => ({ platform: 'esxi' })],
    ['file drops', () => ({ name: 'a.transfer.sh' })],
    ["anybody's bucket", () => ({ name: 'evil.s3.eu-central-1.amazonaws.com' })],
    ["anybody's storage account", () => ({ name: 'evil.blob.core.windows.net' })],
  ])('does not hold for %s', (_, change) => {
    for (const approval of approvals) {
      const facts = genuine(approval);
      expect([approval.id, holds({ ...facts, ...change(facts, approval) })]).toEqual([approval.id, []]);
    }
  });

  it('does not hold for another signer where it asks for one', () => {
    for (const approval of approvals.filter(({ platform }) => platform !== 'linux')) {
      const other = { signer: 'Evil Ltd', teamId: 'EVIL000000', platformBinary: false, signed: true };
      const { signers, teamIds, platformBinary } = approval.identity;
      if (signers.length === 0 && teamIds.length === 0 && !platformBinary) continue;
      expect([approval.id, holds({ ...genuine(approval), ...other })]).toEqual([approval.id, []]);
      expect([approval.id, holds({ ...genuine(approval), signed: false })]).toEqual([approval.id, []]);
    }
  });

  it('exempts no interpreter but by a script of the system', () => {
    const bare = approvals.filter(
      ({ identity }) =>
        identity.paths.some((path) => isInterpreter(lastSegment(path))) &&
        identity.scriptPaths.length + identity.scriptSha256.length + identity.parents.length === 0,
    );
    expect(bare).toEqual([]);
    const images = [
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      'C:\\Windows\\System32\\curl.exe',
    ];
    for (const image of images) {
      for (const approval of approvals.filter(({ platform }) => platform === 'windows')) {
        expect(holds({ ...genuine(approval), image, signer: 'Microsoft Windows' })).toEqual([]);
      }
    }
  });

  it('does not contradict itself: no two entries mean the same', () => {
    const overlaps = reviewApprovals(approvals, new Map(), approvals[0]?.created ?? 0).flatMap(
      ({ approval, notes }) =>
        notes.flatMap((note) => (note.kind === 'overlapping' ? `${approval.id} ${note.with}` : [])),
    );
    expect(overlaps).toEqual([]);
    expect(approvals.flatMap(refusedBy)).toEqual([]);
  });
});

describe('the compiled starting set', () => {
  it('is what the files say (POSTERN_UPDATE=1 writes it anew)', async () => {
    const text = await compiledSetText(folder, approvals);
    if (process.env['POSTERN_UPDATE'] === '1') writeFileSync(compiledSetPath(folder), text);
    expect(readFileSync(compiledSetPath(folder), 'utf8')).toBe(text);
    expect((await loadStartingSet(folder)).approvals).toEqual(JSON.parse(JSON.stringify(approvals)));
  });

  it.each<[string, (copy: string) => void]>([
    ['changed', (copy) => writeFileSync(join(copy, 'own.yaml'), 'approvals: []\n')],
    ['fewer', (copy) => rmSync(join(copy, 'linux.yaml'))],
    ['without it', (copy) => rmSync(compiledSetPath(copy))],
    ['beside a damaged one', (copy) => writeFileSync(compiledSetPath(copy), '{"madeOf":')],
  ])('stands back where the files are %s', async (_, change) => {
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    change(copy);
    expect(await loadStartingSet(copy)).toEqual(await loadApprovals([copy]));
  });

  it('holds where a checkout has changed the line ends', async () => {
    const copy = temporaryFolder();
    cpSync(folder, copy, { recursive: true });
    const linux = join(copy, 'linux.yaml');
    writeFileSync(linux, readFileSync(linux, 'utf8').replaceAll('\n', '\r\n'));
    expect(await loadStartingSet(copy)).toEqual(await loadStartingSet(folder));
  });
});
