import { describe, expect, it } from 'vitest';
import type { ApprovalFacts } from './approval-facts.ts';
import { ApprovalSet } from './approval-set.ts';
import { exampleApproval, exampleFacts } from './example-approval.ts';
import type { ApprovalChanges } from './example-approval.ts';

/** What is told of the genuine program of `approval`, with `facts` changed. */
function told(facts: Partial<ApprovalFacts>, approval: ApprovalChanges = {}): unknown[] {
  return new ApprovalSet([exampleApproval(approval)], 'all')
    .match(exampleFacts(facts))
    .map((match) => [match.state, 'differs' in match ? match.differs : []]);
}

const ELSEWHERE = { name: 'www.example.org', address: '198.51.100.7' };
const UNKNOWN = { signed: undefined, signer: undefined };
const inFolder = (folder: string, name = 'bztransmit64.exe'): Partial<ApprovalFacts> => ({
  image: `${folder}\\${name}`,
  ...UNKNOWN,
});

describe('an approval is told', () => {
  it.each<[string, Partial<ApprovalFacts>, ApprovalChanges, unknown[]]>([
    ['where it holds', {}, {}, ['applies', []]],
    ['on another port', { port: 8080 }, {}, ['elsewhere', ['port']]],
    ['where the name is unproven', { nameIs: 'reverse' }, {}, ['elsewhere', ['name-unproven']]],
    [
      'of another tenant of its service',
      { name: 'evil.blob.core.windows.net' },
      { destinations: { tenants: ['acme.blob.core.windows.net'] } },
      ['elsewhere', ['tenant']],
    ],
    [
      'of a host that it names',
      ELSEWHERE,
      { hosts: { names: ['ws1'], groups: [] } },
      ['elsewhere', ['destination']],
    ],
    [
      'where only a signature could tell',
      inFolder('C:\\Users\\anna\\AppData\\Local\\Acme', 'agent.exe'),
      { identity: { paths: ['c:\\users\\*\\appdata\\local\\acme\\agent.exe'], signers: ['Acme'] } },
      ['unproven', []],
    ],
    [
      'of an installation in another protected folder',
      inFolder('D:\\Program Files\\Backblaze'),
      {},
      ['elsewhere', ['path']],
    ],
    [
      'of what passes for its program',
      { ...inFolder('C:\\Users\\eve\\Downloads'), ...ELSEWHERE },
      {},
      ['impostor', ['path', 'signature-unknown']],
    ],
    [
      'of a program under another signature',
      { signer: 'Evil Ltd', ...ELSEWHERE },
      {},
      ['impostor', ['signature']],
    ],
    ['of a tool under its name', { disguised: true, ...ELSEWHERE }, {}, ['impostor', ['disguised']]],
    ['of a driven browser at its place', { driven: true }, {}, ['impostor', ['driven']]],
  ])('%s', (_, facts, approval, expected) => {
    expect(told(facts, approval)).toEqual([expected]);
  });

  const updater = { identity: { paths: ['c:\\program files\\acme\\updater.exe'], signers: ['Acme Inc.'] } };
  const curl = {
    platform: 'linux',
    identity: { paths: ['/usr/bin/curl'], parents: ['/usr/lib/acme/report'] },
  } as const;
  const ofShell = {
    platform: 'linux',
    image: '/usr/bin/curl',
    parentImage: '/usr/bin/bash',
    ...UNKNOWN,
  } as const;

  it.each<[string, Partial<ApprovalFacts>, ApprovalChanges]>([
    ['of its program at any other place', ELSEWHERE, {}],
    [
      'of a program that may be its own, at another place',
      { ...inFolder('C:\\Users\\anna\\AppData\\Local\\Acme', 'agent.exe'), ...ELSEWHERE },
      { identity: { paths: ['c:\\users\\*\\appdata\\local\\acme\\agent.exe'], signers: ['Acme'] } },
    ],
    [
      'of a name that many bear',
      { ...inFolder('C:\\Users\\anna\\AppData\\Local\\Opera', 'updater.exe'), ...ELSEWHERE },
      updater,
    ],
    ['of another use of a tool', { ...ofShell, ...ELSEWHERE }, curl],
    ['of such a tool elsewhere', { ...ofShell, image: '/opt/bin/curl', ...ELSEWHERE }, curl],
    ['of a driven browser at another place', { driven: true, ...ELSEWHERE }, {}],
    ['of another installation at another place', { ...inFolder('D:\\Program Files\\B'), ...ELSEWHERE }, {}],
  ])('and nothing is told %s', (_, facts, approval) => {
    expect(told(facts, approval)).toEqual([]);
  });

  it('of another use of a tool where the place is its own', () => {
    expect(told(ofShell, curl)).toEqual([['impostor', ['parent']]]);
  });
});
