import { describe, expect, it } from 'vitest';
import { newProcess } from './new-process.ts';
import { impostorName, isSessionRoot, isUserWritable, processRole, stem } from './process-role.ts';
import type { Process } from './process.ts';

function process(image: string | undefined, more: Partial<Process> = {}): Process {
  return { ...newProcess('key', undefined, 1, 0), image, ...more };
}

describe('the role of a process', () => {
  it.each([
    ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'browser'],
    ['C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.EXE', 'script-host'],
    ['\\windows\\system32\\wscript.exe', 'script-host'],
    ['C:\\Python\\python3.11.exe', 'script-host'],
    ['C:\\Windows\\System32\\curl.exe', 'dual-use-transfer'],
    ['C:\\Windows\\System32\\cmd.exe', 'shell'],
    ['C:\\Windows\\System32\\svchost.exe', 'os-service'],
    ['System', 'os-service'],
    ['/usr/bin/python3', 'script-host'],
    ['C:\\Program Files\\Vendor\\agent.exe', 'unknown'],
    ['C:\\Tools\\curlier.exe', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is %s', (image, role) => {
    expect(processRole(process(image))).toBe(role);
  });

  it('of a renamed tool is the tool’s', () => {
    const renamed = (image: string, originalName: string): string =>
      processRole(process(image, { originalName }));
    expect(renamed('C:\\Users\\ann\\svc.exe', 'PowerShell.EXE')).toBe('script-host');
    expect(renamed('C:\\Users\\ann\\svc.exe', 'pwsh.dll')).toBe('script-host');
    expect(renamed('C:\\Users\\ann\\svc.exe', 'powershell.exe.mui')).toBe('script-host');
    expect(renamed('C:\\Users\\ann\\svchost.exe', 'rclone.exe')).toBe('dual-use-transfer');
    expect(renamed('C:\\Users\\ann\\chrome.exe', 'PowerShell.EXE')).toBe('script-host');
    expect(renamed('C:\\Users\\ann\\cmd.exe', 'curl.exe')).toBe('dual-use-transfer');
  });

  it('is no browser’s when the version data name no browser', () => {
    expect(processRole(process('C:\\Users\\ann\\chrome.exe', { originalName: 'agent.exe' }))).toBe('unknown');
    expect(processRole(process('C:\\x\\brave.exe', { originalName: 'chrome.exe' }))).toBe('browser');
    expect(processRole(process('C:\\x\\iexplore.exe', { originalName: 'IEXPLORE.EXE.MUI' }))).toBe('browser');
  });

  it.each([
    'chrome.exe --headless=new --dump-dom https://drop.example',
    '"C:\\x\\chrome.exe" --remote-debugging-port=9222',
    'msedge.exe -headless https://drop.example',
    'chrome.exe /headless',
    'chrome.exe --HEADLESS',
    'firefox.exe -marionette',
  ])('of a browser that a program drives is that of a tool: %s', (commandLine) => {
    expect(processRole(process('C:\\x\\chrome.exe', { commandLine }))).toBe('dual-use-transfer');
  });

  it.each([
    'chrome.exe https://docs.example/--headless',
    'chrome.exe --headlessness-check',
    'chrome.exe --profile="x--headless"',
  ])('of a browser somebody only reads in stays: %s', (commandLine) => {
    expect(processRole(process('C:\\x\\chrome.exe', { commandLine }))).toBe('browser');
  });

  it('is a script host’s wherever PowerShell runs', () => {
    expect(processRole(process('C:\\x\\notepad.exe', { hostsPowerShell: true }))).toBe('script-host');
    expect(processRole(process('C:\\x\\chrome.exe', { hostsPowerShell: true }))).toBe('script-host');
    expect(processRole(process(undefined, { hostsPowerShell: true }))).toBe('script-host');
  });
});

describe('the role of a process on Linux, macOS or ESXi', () => {
  const posix = (image: string, more: Partial<Process> = {}): Process =>
    process(image, { platform: 'linux', ...more });

  it.each([
    ['/usr/bin/curl', 'dual-use-transfer'],
    ['/usr/bin/nc.openbsd', 'dual-use-transfer'],
    ['/usr/bin/tnftp', 'dual-use-transfer'],
    ['/usr/bin/rsync', 'dual-use-transfer'],
    ['/usr/lib/git-core/git-remote-https', 'dual-use-transfer'],
    ['/usr/bin/perl5.36-x86_64-linux-gnu', 'script-host'],
    ['/usr/bin/perl', 'script-host'],
    ['/usr/bin/python3.11', 'script-host'],
    ['/usr/bin/python2.7', 'script-host'],
    [
      '/Library/Frameworks/Python.framework/Versions/3.12/Resources/Python.app/Contents/MacOS/Python',
      'script-host',
    ],
    ['/usr/bin/ruby3.1', 'script-host'],
    ['/usr/bin/php8.2', 'script-host'],
    ['/usr/bin/node', 'script-host'],
    ['/usr/bin/osascript', 'script-host'],
    ['/usr/bin/dash', 'shell'],
    ['/usr/bin/ksh93', 'shell'],
    ['/usr/bin/fish', 'shell'],
    ['/bin/tcsh', 'shell'],
    ['-zsh', 'shell'],
    ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'browser'],
    ['/Applications/x/Google Chrome Helper (Renderer)', 'browser'],
    ['/Applications/x/Google Chrome Helper', 'browser'],
    ['/Applications/x/Chromium Helper', 'browser'],
    ['/Applications/Safari.app/Contents/MacOS/Safari', 'browser'],
    [
      '/System/Library/Frameworks/WebKit.framework/XPCServices/com.apple.WebKit.Networking.xpc/Contents/MacOS/com.apple.WebKit.Networking',
      'browser',
    ],
    ['/usr/lib/firefox-esr/firefox-esr', 'browser'],
    ['/usr/lib/apt/methods/http', 'os-service'],
    ['/usr/lib/apt/methods/https', 'os-service'],
    ['/usr/lib/systemd/systemd-resolved', 'os-service'],
    ['/tmp/systemd-resolved', 'unknown'],
    ['/opt/vendor/http', 'unknown'],
    ['/usr/local/bin/system', 'unknown'],
    ['/usr/bin/services', 'unknown'],
    ['/usr/bin/sudo', 'unknown'],
    ['/usr/bin/perlbug', 'unknown'],
  ])('%s is %s', (image, role) => {
    expect(processRole(posix(image))).toBe(role);
  });

  it.each([
    ['nc 203.0.113.9 80', 'dual-use-transfer'],
    ['busybox wget http://h.example/', 'dual-use-transfer'],
    ['/bin/busybox sh -c id', 'shell'],
    ['sh', 'shell'],
    ['crond -f', 'unknown'],
    [undefined, 'shell'],
  ])('of BusyBox is that of its applet: %s', (commandLine, role) => {
    expect(processRole(posix('/bin/busybox', { commandLine }))).toBe(role);
  });

  it('of what was deleted under its feet stays', () => {
    expect(processRole(posix('/usr/bin/python3.11 (deleted)'))).toBe('script-host');
  });

  it('on Windows is not that of its namesake', () => {
    expect(processRole(process('C:\\Tools\\rsync.exe'))).toBe('unknown');
    expect(processRole(process('C:\\Tools\\git.exe'))).toBe('unknown');
  });
});

describe('an impostor', () => {
  it('hides a tool under another name', () => {
    expect(impostorName(process('C:\\x\\svc.exe', { originalName: 'rclone.exe' }))).toBe('rclone.exe');
    expect(impostorName(process('C:\\x\\chrome.exe', { originalName: 'PowerShell.EXE' }))).toBe(
      'PowerShell.EXE',
    );
  });

  it.each([
    ['C:\\x\\PowerShell.exe', 'PowerShell.EXE'],
    ['C:\\x\\pwsh.exe', 'pwsh.dll'],
    ['C:\\x\\curl.exe', 'curl.exe.mui'],
    ['C:\\x\\python3.11.exe', 'python.exe'],
    ['C:\\x\\agent.exe', 'vendor-agent.exe'],
    ['C:\\x\\agent.exe', '?'],
    [undefined, 'rclone.exe'],
    ['C:\\x\\rclone.exe', undefined],
  ])('is not %s of %s', (image, originalName) => {
    expect(impostorName(process(image, { originalName }))).toBeUndefined();
  });
});

describe('a session root', () => {
  it.each([
    'C:\\Windows\\explorer.exe',
    'C:\\Windows\\System32\\services.exe',
    'System',
    '\\windows\\system32\\svchost.exe',
  ])('%s starts everybody’s programs', (image) => {
    expect(isSessionRoot(process(image))).toBe(true);
  });

  it.each([
    '/usr/lib/systemd/systemd',
    '/sbin/init',
    '/sbin/launchd',
    '/usr/sbin/sshd',
    '/usr/lib/openssh/sshd-session',
    '/bin/login',
    '/usr/sbin/cron',
    '/usr/sbin/crond',
    '/usr/sbin/anacron',
    '/usr/sbin/atd',
    '/usr/libexec/gnome-session-binary',
    '/usr/libexec/gnome-terminal-server',
    '/System/Applications/Utilities/Terminal.app/Contents/MacOS/Terminal',
    '/Applications/iTerm.app/Contents/MacOS/iTerm2',
    '/usr/bin/tmux',
    '/usr/bin/screen',
    '/usr/bin/containerd-shim-runc-v2',
    '/usr/sbin/runc',
  ])('%s starts everybody’s programs', (image) => {
    expect(isSessionRoot(process(image, { platform: 'linux' }))).toBe(true);
  });

  it('may be an applet of BusyBox', () => {
    const busybox = (commandLine: string): boolean =>
      isSessionRoot(process('/bin/busybox', { platform: 'esxi', commandLine }));
    expect([busybox('init'), busybox('/bin/busybox crond'), busybox('sh -c x')]).toEqual([true, true, false]);
  });

  it.each([
    '/usr/bin/sudo',
    '/usr/bin/su',
    '/usr/bin/bash',
    '/tmp/systemd',
    '/home/ann/.local/bin/cron',
    '/dev/shm/sshd',
    '/usr/bin/system',
    '/usr/bin/explorer',
  ])('is not %s on Linux', (image) => {
    expect(isSessionRoot(process(image, { platform: 'linux' }))).toBe(false);
  });

  it('is unknown parents too', () => {
    expect(isSessionRoot(undefined)).toBe(true);
  });

  it.each([
    'C:\\Windows\\System32\\cmd.exe',
    'C:\\Users\\ann\\AppData\\explorer.exe',
    'C:\\Temp\\svchost.exe',
    undefined,
  ])('is not %s', (image) => {
    expect(isSessionRoot(process(image))).toBe(false);
  });
});

describe('a folder', () => {
  it.each([
    'C:\\Users\\ann\\a.exe',
    '\\users\\ann\\a.exe',
    'c:\\programdata\\x\\a.exe',
    'C:\\Windows\\Temp\\a.exe',
    '/tmp/a',
    '/var/tmp/a',
    '/dev/shm/a',
    '/private/tmp/a',
    '/private/var/folders/xx/yy/T/AppTranslocation/z/d/A.app/Contents/MacOS/A',
    '/Users/Shared/a',
    '/Users/ann/Downloads/a',
    '/Users/ann/Library/Application Support/a',
    '/home/ann/a',
    '/run/user/1000/a',
    '/Volumes/Installer/A.app/Contents/MacOS/A',
    '/memfd:a (deleted)',
  ])('any user can write to: %s', (image) => {
    expect(isUserWritable(image)).toBe(true);
  });
  it.each([
    'C:\\Windows\\System32\\a.exe',
    'C:\\Program Files\\users.exe',
    '/usr/bin/tmp',
    '/opt/tmp/a',
    '/usr/lib/home/a',
    '/Applications/A.app/a',
    '/Users/ann/Library/Containers/com.example.a/Data/a',
    undefined,
  ])('only administrators write to: %s', (image) => {
    expect(isUserWritable(image)).toBe(false);
  });
});

describe('the stem of a path', () => {
  it.each([
    ['C:\\x\\PowerShell.EXE', 'powershell'],
    ['a.b.exe', 'a.b'],
    ['python3.9', 'python3'],
    ['python3.9.exe', 'python3'],
    ['/usr/bin/python2.7', 'python2'],
    ['/usr/bin/perl5.36-x86_64-linux-gnu', 'perl'],
    ['/usr/bin/ruby3.1', 'ruby'],
    ['/usr/bin/php8.2', 'php'],
    ['lua5.4', 'lua'],
    ['perlbrew', 'perlbrew'],
    ['node_exporter', 'node_exporter'],
    ['/tmp/a (deleted)', 'a'],
    ['', ''],
    [undefined, ''],
  ])('%s is %s', (path, expected) => {
    expect(stem(path)).toBe(expected);
  });
});

describe('pid 1', () => {
  it('is a root of sessions also where its start was never recorded', () => {
    expect(isSessionRoot(newProcess('pid-1-0', undefined, 1, 0, 'linux'))).toBe(true);
    expect(isSessionRoot(newProcess('pid-2-0', undefined, 20, 0, 'linux'))).toBe(false);
    expect(isSessionRoot(newProcess('pid-1-0', undefined, 1, 0, 'windows'))).toBe(false);
  });
});
