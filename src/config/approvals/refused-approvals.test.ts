/** Approvals as somebody in a hurry writes them: each would cover more than it says. */
import { describe, expect, it } from 'vitest';
import { describeProblem } from './approval-problem.ts';
import { readApprovals } from './read-approvals.ts';

const HEAD =
  'platform: windows\nowner: it\ncreated: 2026-01-01\nreview: 2026-06-01\nexpires: 2026-12-01\napprovals:\n';

describe('an approval that would cover more than it says', () => {
  const attempt = (identity: string, destinations: string, platform = 'windows'): string[] =>
    readApprovals(
      `${HEAD.replace('windows', platform)}  - id: attempt\n    class: backup\n    identity: ${identity}\n` +
        `    destinations: ${destinations}\n    reason: Written by hand in a hurry\n`,
      'hand.yaml',
    ).problems.flatMap((problem) => (problem.severity === 'warned' ? [] : describeProblem(problem)));
  const PLACE = '{ domains: upload.example.com, ports: 443 }';
  const AGENT = "{ path: 'C:\\Program Files\\Acme\\agent.exe', signer: Acme Inc. }";

  it.each<[string, string, string, string?]>([
    ['curl wholesale', "{ path: 'C:\\Windows\\System32\\curl.exe', signer: 'Microsoft Windows' }", PLACE],
    [
      'curl of any shell',
      "{ path: 'C:\\Windows\\System32\\curl.exe', parent: 'C:\\Windows\\System32\\cmd.exe' }",
      PLACE,
    ],
    ['svchost', "{ path: 'C:\\Windows\\System32\\svchost.exe', signer: 'Microsoft Windows' }", PLACE],
    ['a service host', "{ path: 'C:\\Windows\\System32\\*host.exe', signer: Microsoft Windows }", PLACE],
    ['python', '{ path: /usr/bin/python3.11 }', PLACE, 'linux'],
    ['python by user', '{ path: /usr/bin/python3, user: backup }', PLACE, 'linux'],
    ['python by parent', '{ path: /usr/bin/python3, parent: /usr/sbin/cron }', PLACE, 'linux'],
    ['a script anybody writes', '{ path: /usr/bin/bash, script: { path: /home/eve/up.sh } }', PLACE, 'linux'],
    ['any script', "{ path: /usr/bin/bash, script: { path: '/usr/local/sbin/*' } }", PLACE, 'linux'],
    ['osascript by Apple', '{ platformBinary: true, signingId: com.apple.osascript }', PLACE, 'macos'],
    ['nsurlsessiond', '{ platformBinary: true, path: /usr/libexec/nsurlsessiond }', PLACE, 'macos'],
    [
      'the network process of WebKit',
      '{ platformBinary: true, signingId: com.apple.WebKit.Networking }',
      PLACE,
      'macos',
    ],
    ['every program of Apple', "{ platformBinary: true, signingId: 'com.apple.*' }", PLACE, 'macos'],
    ['any program', "{ path: 'C:\\Program Files\\Acme\\*.exe', signer: Acme Inc. }", PLACE],
    ['any folder', "{ path: 'C:\\**\\agent.exe' }", PLACE],
    ['a name without a folder', '{ path: agent.exe, signer: Acme Inc. }', PLACE],
    ['whatever a vendor signs', '{ signer: Acme Inc. }', PLACE],
    ['arguments', "{ path: 'C:\\Program Files\\a.exe', commandLine: '*--backup*' }", PLACE],
    ['a wildcard of a cloud', AGENT, "{ domains: '*.amazonaws.com' }"],
    ['a cloud', AGENT, '{ domains: amazonaws.com }'],
    ['a region of a cloud', AGENT, '{ domains: s3.eu-central-1.amazonaws.com }'],
    ['a cloud as a tenant', AGENT, '{ tenants: blob.core.windows.net }'],
    ['management that anybody rents', AGENT, '{ domains: jamfcloud.com }'],
    ['a file drop', AGENT, '{ domains: acme.transfer.sh }'],
    ['a public suffix', AGENT, '{ domains: co.uk }'],
    ['the whole net', AGENT, '{ addresses: 0.0.0.0/0 }'],
    ['any place', AGENT, '{ ports: 443 }'],
  ])('is refused, with its place: %s', (_, identity, destinations, platform) => {
    const problems = attempt(identity, destinations, platform);
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toMatch(/^hand\.yaml:\d+: approvals\[0\]/);
  });

  it('is not refused where it is bound', () => {
    expect(attempt(AGENT, PLACE)).toEqual([]);
    expect(
      attempt("{ path: 'C:\\Windows\\System32\\curl.exe', parent: 'C:\\Program Files\\Acme\\a.exe' }", PLACE),
    ).toEqual([]);
  });
});
