import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPath } from './canonical-path.ts';
import type { Platform } from './canonical-path.ts';
import { pathClass } from './path-class.ts';
import { identityKey } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { isWritable } from './writable-path.ts';

describe('a canonical path', () => {
  it.each([
    ['C:\\Program Files\\Acme\\a.exe', 'c:\\program files\\acme\\a.exe'],
    ['\\\\?\\C:\\Program Files\\Acme\\a.exe', 'c:\\program files\\acme\\a.exe'],
    ['\\??\\C:\\PROGRA~2\\Acme\\a.exe', 'c:\\program files (x86)\\acme\\a.exe'],
    ['C:/Program Files//Acme/./a.exe', 'c:\\program files\\acme\\a.exe'],
    ['C:\\Program Files\\Acme\\..\\..\\Users\\eve\\a.exe', 'c:\\users\\eve\\a.exe'],
    ['C:\\Program Files \\Acme.\\a.exe. ', 'c:\\program files\\acme\\a.exe'],
    ['"C:\\Windows\\System32\\svchost.exe"', 'c:\\windows\\system32\\svchost.exe'],
    ['\\SystemRoot\\System32\\svchost.exe', 'c:\\windows\\system32\\svchost.exe'],
    ['\\\\?\\UNC\\server\\share\\a.exe', '\\\\server\\share\\a.exe'],
    ['\\Device\\HarddiskVolume3\\Windows\\a.exe', '\\device\\harddiskvolume3\\windows\\a.exe'],
  ])('of %s is %s', (path, expected) => {
    expect(canonicalPath(path, 'windows')).toBe(expected);
  });

  it.each([
    ['/private/tmp/a', 'macos', '/tmp/a'],
    ['/System/Volumes/Data/Users/Anna/a', 'macos', '/users/anna/a'],
    ['/usr/../tmp//./a', 'linux', '/tmp/a'],
    ['/bin/bash', 'linux', '/usr/bin/bash'],
    ['/Bin/bash', 'linux', '/Bin/bash'],
    ['/bin/bash', 'macos', '/bin/bash'],
    ['/../../a', 'linux', '/a'],
  ] as const)('of %s on %s is %s', (path, platform, expected) => {
    expect(canonicalPath(path, platform)).toBe(expected);
  });

  it('is the same whether a path has to be taken apart or is plain', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', '.', ' ', '~', '1'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 5 }), (names) => {
        const path = `C:\\${names.join('\\')}`;
        expect(canonicalPath(path, 'windows')).toBe(canonicalPath(`\\\\?\\${path}`, 'windows'));
      }),
    );
  });

  it('is its own canonical path', () => {
    const segment = fc.string({
      unit: fc.constantFrom('a', 'B', '.', ' ', '~', '1', '\\', '/', '?'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 6 }),
        fc.constantFrom<Platform>('macos', 'linux'),
        (parts, platform) => {
          const once = canonicalPath(`/${parts.join('/')}`, platform);
          expect(canonicalPath(once, platform)).toBe(once);
          const windows = canonicalPath(`C:\\${parts.join('\\')}`, 'windows');
          expect(canonicalPath(windows, 'windows')).toBe(windows);
        },
      ),
    );
  });
});

describe('writable folders', () => {
  it.each([
    ['c:\\windows\\system32\\svchost.exe', 'windows', false],
    ['c:\\windows\\temp\\svchost.exe', 'windows', true],
    ['c:\\program files (x86)\\backblaze\\bztransmit.exe', 'windows', false],
    ['c:\\program filesx\\a.exe', 'windows', true],
    ['d:\\program files\\a\\a.exe', 'windows', false],
    ['c:\\programdata\\acme\\a.exe', 'windows', true],
    ['c:\\programdata\\microsoft\\windows defender\\platform\\4.18\\msmpeng.exe', 'windows', false],
    ['c:\\tools\\a.exe', 'windows', true],
    ['\\\\server\\share\\a.exe', 'windows', true],
    ['/usr/bin/curl', 'linux', false],
    ['/dev/shm/a', 'linux', true],
    ['/usr/local/bin/a', 'linux', false],
    ['/usr/local/bin/a', 'macos', true],
    ['/usr/local/jamf/bin/jamf', 'macos', false],
    ['/applications/slack.app/contents/macos/slack', 'macos', true],
    ['/library/backblaze.bzpkg/bztransmit', 'macos', false],
    ['a.out', 'linux', true],
  ] as const)('%s on %s: %s', (path, platform, expected) => {
    expect(isWritable(path, platform)).toBe(expected);
  });
});

describe('the class of a path', () => {
  it.each([
    [
      'c:\\users\\anna\\appdata\\local\\slack\\app-4.35.126\\slack.exe',
      'windows',
      'c:\\users\\*\\appdata\\local\\slack\\app-*\\slack.exe',
    ],
    [
      'c:\\programdata\\microsoft\\windows defender\\platform\\4.18.2301.6-0\\msmpeng.exe',
      'windows',
      'c:\\programdata\\microsoft\\windows defender\\platform\\*\\msmpeng.exe',
    ],
    ['c:\\windows\\system32\\svchost.exe', 'windows', 'c:\\windows\\system32\\svchost.exe'],
    ['/var/folders/zz/zyxvpxvq6csfxvn_n0/t/a', 'macos', '/var/folders/*/*/t/a'],
    ['/users/anna/library/a', 'macos', '/users/*/library/a'],
    ['/snap/firefox/4173/usr/lib/firefox/firefox', 'linux', '/snap/firefox/*/usr/lib/firefox/firefox'],
    ['/usr/lib/python3.11/a.py', 'linux', '/usr/lib/python*/a.py'],
  ] as const)('of %s on %s is %s', (path, platform, expected) => {
    expect(pathClass(path, platform)).toBe(expected);
  });

  it('is found in linear time', () => {
    expect(pathClass(`c:\\${'1.'.repeat(16_000)}`, 'windows').length).toBeLessThan(20);
    expect(pathClass(`c:\\${'1'.repeat(32_000)}x`, 'windows').length).toBe(32_004);
    expect(pathClass(`c:\\${'a'.repeat(32_000)}x`, 'windows').length).toBe(32_004);
  });
});

describe('an identity', () => {
  const identity: ProcessIdentity = {
    platform: 'windows',
    image: 'C:\\Program Files\\Acme\\1.2.3\\agent.exe',
    signer: 'Acme Inc.',
    signed: true,
    script: undefined,
  };

  it('in a protected folder is the same whether a sensor told the signature or not', () => {
    const key = identityKey(identity);
    expect(key).toBe('c:\\program files\\acme\\*\\agent.exe');
    expect(identityKey({ ...identity, signed: undefined, signer: undefined })).toBe(key);
    expect(identityKey({ ...identity, image: 'c:/program files/acme/2.0.1/AGENT.EXE' })).toBe(key);
    expect(identityKey({ ...identity, signed: false })).not.toBe(key);
  });

  it('in a writable folder depends on who signed it', () => {
    const user = { ...identity, image: 'C:\\Users\\anna\\AppData\\Local\\Acme\\agent.exe' };
    const keys = [
      user,
      { ...user, signer: 'Other' },
      { ...user, signed: undefined },
      { ...user, signed: false },
    ];
    expect(new Set(keys.map(identityKey)).size).toBe(4);
    expect(identityKey({ ...user, image: 'C:\\Users\\bob\\AppData\\Local\\Acme\\agent.exe' })).toBe(
      identityKey(user),
    );
  });

  it('of an interpreter is its script', () => {
    const run = (path: string | undefined, sha256?: string, inline?: string): string =>
      identityKey({ ...identity, image: 'C:\\Windows\\py.exe', script: { path, sha256, inline } });
    expect(run('C:\\Program Files\\Acme\\backup.py', 'aa')).toBe(
      run('C:\\Program Files\\Acme\\backup.py', 'bb'),
    );
    expect(run('C:\\Users\\a\\backup.py', 'aa')).not.toBe(run('C:\\Users\\a\\backup.py', 'bb'));
    expect(run(undefined, undefined, 'print(1)')).not.toBe(run(undefined, undefined, 'print(2)'));
  });
});
