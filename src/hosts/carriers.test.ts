import { describe, expect, it } from 'vitest';
import type { Platform, Signer } from '../event/event.ts';
import { CARRIERS, carriesForOthers } from './carriers.ts';

const APPLE: Signer = { identifier: 'com.apple.x', team: undefined, platformBinary: true };
const OTHER: Signer = { identifier: 'com.apple.nsurlsessiond', team: 'ABCDE12345', platformBinary: false };
const SVCHOST = String.raw`C:\Windows\System32\svchost.exe`;

describe('carriesForOthers', () => {
  it.each<[string, Signer | undefined, Platform | undefined, string | undefined]>([
    ['/usr/libexec/nsurlsessiond', APPLE, 'macos', undefined],
    ['/usr/libexec/nsurlsessiond', undefined, 'macos', undefined],
    ['/usr/sbin/mDNSResponder', APPLE, 'macos', undefined],
    ['/usr/bin/ssh', APPLE, 'macos', 'ssh -fNM host'],
    ['/usr/bin/ssh', undefined, 'linux', 'ssh: /home/ann/.ssh/cm [mux]'],
    ['/usr/bin/ssh', undefined, 'linux', 'ssh -o ControlMaster=auto host'],
    ['/usr/libexec/gvfsd-http', undefined, 'linux', undefined],
    [SVCHOST, undefined, undefined, undefined],
    [SVCHOST, undefined, 'windows', 'svchost.exe -k netsvcs -p -s BITS'],
    [SVCHOST, undefined, 'windows', 'svchost.exe -k netsvcs'],
  ])('%s carries', (image, signer, platform, commandLine) =>
    expect(carriesForOthers(image, signer, platform, commandLine)).toBeDefined(),
  );

  it.each<[string | undefined, Signer | undefined, Platform | undefined, string | undefined]>([
    ['/usr/libexec/nsurlsessiond', OTHER, 'macos', undefined],
    ['/Users/Shared/usr/libexec/nsurlsessiond', undefined, 'macos', undefined],
    ['/tmp/trustd', undefined, 'macos', undefined],
    ['/usr/libexec/trustd', undefined, 'linux', undefined],
    ['/usr/bin/ssh', APPLE, 'macos', 'ssh host tar c'],
    ['/usr/libexec/gvfsd-x/y', undefined, 'linux', undefined],
    [SVCHOST, undefined, 'windows', 'svchost.exe -k netsvcs -p -s Schedule'],
    [String.raw`C:\Windows\Temp\svchost.exe`, undefined, 'windows', undefined],
    [undefined, undefined, 'macos', undefined],
  ])('%s does not', (image, signer, platform, commandLine) =>
    expect(carriesForOthers(image, signer, platform, commandLine)).toBeUndefined(),
  );

  it('lists full paths in lower case, so that no name alone decides', () => {
    for (const { path } of CARRIERS) {
      expect(path).toBe(path.toLowerCase());
      expect(path).toMatch(/^(?:\/|\*:\\)/);
      expect(path.split('*').length).toBeLessThan(3);
    }
  });
});
