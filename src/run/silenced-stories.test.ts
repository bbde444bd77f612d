import { describe, expect, it } from 'vitest';
import { exampleApproval } from '../baseline/approvals/example-approval.ts';
import type { ApprovalChanges } from '../baseline/approvals/example-approval.ts';
import type { Approval } from '../baseline/approvals/approval.ts';
import { DEFAULT_CONFIG } from '../config/default-config.ts';
import { parseRange } from '../event/address.ts';
import { readStory } from '../stories/read-story.ts';
import type { Story } from '../stories/story.ts';
import { silencedStories } from './silenced-stories.ts';
import type { SilencedStory } from './silenced-stories.ts';

const HASH = 'ab'.repeat(32);

/** A signed synchronisation program where any user can put one, made to carry out what openssl encrypted. */
const WINDOWS = story(`
id: win-sync-carries
title: A sync client carries an encrypted archive
platform: windows
description: Signed by its vendor, in a folder of the user.
hosts:
  ws: { name: WS03, fqdn: ws03.corp.example.org, addresses: [10.20.1.31], user: 'CORP\\carla' }
start: 2026-03-03T18:05:00Z
steps:
  - at: 0s
    process:
      as: openssl
      image: C:\\Program Files\\Git\\usr\\bin\\openssl.exe
      commandLine: openssl enc -aes-256-cbc -in C:\\Data\\all.csv -out C:\\Data\\all.bin -pass pass:Winter2026
  - at: 0.5s
    file: { process: openssl, path: C:\\Data\\all.bin }
  - at: 1s
    end: { process: openssl }
  - at: 2s
    process:
      as: sync
      image: C:\\Users\\carla\\AppData\\Local\\Contoso\\sync.exe
      commandLine: sync.exe push C:\\Data\\all.bin
  - at: 2.1s
    image:
      process: sync
      module: C:\\Users\\carla\\AppData\\Local\\Contoso\\sync.exe
      signed: true
      signature: Contoso Sync GmbH
      status: Valid
  - at: 2.5s
    dns: { process: sync, name: in.contoso-sync.example, addresses: [203.0.113.40] }
  - at: 2.7s
    connect: { process: sync, to: 203.0.113.40, port: 443 }
  - at: 4s
    end: { process: sync }
expect:
  findings:
    - { analytic: AN1389, host: ws, process: sync, destination: 203.0.113.40, atLeast: medium }
  notVisibleIn:
    command-line: The command line is the only sign of the encryption.
`);

/** A program of nobody's, which only Elastic's sensor tells by its hash. */
const MACOS = story(`
id: mac-pushed-away
title: openssl, then a program of the user's own
platform: macos
description: Nothing signs it.
hosts:
  mac: { name: mac-56, addresses: [10.30.0.66], user: ann }
start: 2026-03-03T02:00:00Z
steps:
  - at: 0s
    process:
      as: openssl
      image: /usr/bin/openssl
      arguments: [openssl, enc, -aes-256-cbc, -k, p, -in, /Users/ann/all.csv, -out, /Users/ann/all.bin]
  - at: 0.5s
    file: { process: openssl, path: /Users/ann/all.bin }
  - at: 1s
    end: { process: openssl }
  - at: 2s
    process:
      as: push
      image: /opt/acme/bin/push
      arguments: [push, /Users/ann/all.bin]
      sha256: ${HASH}
  - at: 2.5s
    connect: { process: push, to: 203.0.113.141, port: 443, service: tls, bytesOut: 12000000, bytesIn: 9000, lasts: 3m }
  - at: 4m
    end: { process: push }
expect:
  findings:
    - { analytic: AN1391, host: mac, process: push, destination: 203.0.113.141, atLeast: medium }
`);

function story(text: string): Story {
  const { story: read, problems } = readStory(text, 'story.yaml');
  if (read === undefined) throw new Error(JSON.stringify(problems));
  return read;
}

function at(address: string): Approval['destinations']['addresses'] {
  const range = parseRange(address);
  return range === undefined ? [] : [range];
}

function silencedBy(one: Story, changes: ApprovalChanges): Promise<SilencedStory[]> {
  const approvals = [
    exampleApproval({ platform: one.platform === 'macos' ? 'macos' : 'windows', ...changes }),
  ];
  return silencedStories([one], { config: DEFAULT_CONFIG, approvals, patterns: [] });
}

describe('an approval that silences a story', () => {
  it('only in shapes that tell signatures is told with these', async () => {
    const [silenced] = await silencedBy(WINDOWS, {
      identity: {
        paths: ['c:\\users\\*\\appdata\\local\\contoso\\sync.exe'],
        signers: ['Contoso Sync GmbH'],
      },
      destinations: { addresses: at('203.0.113.40') },
    });
    expect(silenced).toMatchObject({ story: 'win-sync-carries', everywhere: false });
    expect(silenced?.shapes).toContain('sysmon-only');
    expect(silenced?.shapes).not.toContain('security-only');
  });

  it('only in a shape that is not the first of its platform is told with it', async () => {
    const silenced = await silencedBy(MACOS, {
      identity: { paths: ['/opt/acme/bin/push'], sha256: [HASH] },
      destinations: { addresses: at('203.0.113.128/25') },
    });
    expect(silenced).toEqual([{ story: 'mac-pushed-away', shapes: ['elastic-macos'], everywhere: false }]);
  });

  it('only where a name is known is told with these shapes', async () => {
    const [silenced] = await silencedBy(WINDOWS, {
      identity: {
        paths: ['c:\\users\\*\\appdata\\local\\contoso\\sync.exe'],
        signers: ['Contoso Sync GmbH'],
      },
      destinations: { domains: ['contoso-sync.example'] },
    });
    expect(silenced?.shapes).toContain('evtx');
  });

  it.each<[string, ApprovalChanges]>([
    ['of another program', { identity: { paths: ['/opt/acme/bin/pull'], sha256: [HASH] } }],
    ['of another parent', { identity: { paths: ['/opt/acme/bin/push'], parents: ['/opt/acme/agent'] } }],
    ['of another platform', { platform: 'linux' }],
    ['of another place', { destinations: { domains: ['backup.example.org'] } }],
    ['that has ended', { expires: Date.UTC(2026, 1, 1) }],
  ])('is not one %s', async (_, changes) => {
    const push = { identity: { paths: ['/opt/acme/bin/push'], sha256: [HASH] } };
    const there = { destinations: { addresses: at('203.0.113.141') } };
    expect(await silencedBy(MACOS, { ...push, ...there })).not.toEqual([]);
    expect(await silencedBy(MACOS, { ...push, ...there, ...changes })).toEqual([]);
  });
});
