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
  ])('any user can write to: %s', (image) => {
    expect(isUserWritable(image)).toBe(true);
  });
  it.each(['C:\\Windows\\System32\\a.exe', 'C:\\Program Files\\users.exe', '/usr/bin/tmp', undefined])(
    'only administrators write to: %s',
    (image) => {
      expect(isUserWritable(image)).toBe(false);
    },
  );
});

describe('the stem of a path', () => {
  it.each([
    ['C:\\x\\PowerShell.EXE', 'powershell'],
    ['a.b.exe', 'a.b'],
    ['python3.9', 'python3'],
    ['python3.9.exe', 'python3'],
    ['', ''],
    [undefined, ''],
  ])('%s is %s', (path, expected) => {
    expect(stem(path)).toBe(expected);
  });
});
