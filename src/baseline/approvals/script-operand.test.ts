import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scriptOperand } from './script-operand.ts';

const SCRIPT = '/usr/local/sbin/dump.sh';
const operand = (image: string, ...words: readonly string[]): string | undefined => {
  const found = scriptOperand(image, words);
  return found === undefined ? undefined : found.kind === 'file' ? found.path : `code ${found.code}`;
};

describe('the script of an interpreter', () => {
  it.each<[string, readonly string[], string]>([
    ['/usr/bin/bash', [SCRIPT], SCRIPT],
    ['/usr/bin/bash', ['-euo', 'pipefail', SCRIPT, 'now'], SCRIPT],
    ['/usr/bin/dash', ['-e', '--', SCRIPT], SCRIPT],
    ['/usr/bin/python3.11', ['-u', '-W', 'ignore', '/opt/a/b.py', '-c', 'x'], '/opt/a/b.py'],
    ['/usr/libexec/platform-python3.6', ['/usr/bin/dnf', 'update'], '/usr/bin/dnf'],
    ['/usr/bin/perl', ['-wT', '/opt/a.pl'], '/opt/a.pl'],
    ['/usr/bin/java', ['-Xmx512m', '-jar', '/opt/a.jar', '/x.jar'], '/opt/a.jar'],
    ['/usr/bin/php8.2', ['-n', '-f', '/opt/a.php'], '/opt/a.php'],
    ['C:\\Windows\\System32\\cscript.exe', ['//nologo', 'C:\\a\\b.vbs'], 'C:\\a\\b.vbs'],
    [
      'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\PowerShell.exe',
      ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', 'C:\\a\\b.ps1', 'x'],
      'C:\\a\\b.ps1',
    ],
    ['/usr/bin/bash', ['-c', 'true', SCRIPT], 'code true'],
    ['/usr/bin/python3', ['-Ic', 'print(1)', 'x'], 'code print(1)'],
    ['/usr/bin/perl', ['-e', 'print 1'], 'code print 1'],
  ])('%s %j is %s', (image, words, expected) => {
    expect(operand(image, ...words)).toBe(expected);
  });

  it.each<[string, readonly string[]]>([
    ['/usr/bin/bash', []],
    ['/usr/bin/bash', ['-i', SCRIPT]],
    ['/usr/bin/bash', ['-s', SCRIPT]],
    ['/usr/bin/bash', ['--rcfile', '/tmp/evil', SCRIPT]],
    ['/usr/bin/bash', ['/tmp/x/../../usr/local/sbin/dump.sh']],
    ['/usr/bin/python3', ['-m', 'evil', '/usr/bin/dnf']],
    ['/usr/bin/python3', ['-i', '/usr/bin/dnf']],
    ['/usr/bin/perl', ['-Mevil', '/opt/a.pl']],
    ['/usr/bin/perl', ['-I/tmp', '/opt/a.pl']],
    ['/usr/bin/ruby', ['-revil', '/opt/a.rb']],
    ['/usr/bin/node', ['-r', '/tmp/evil.js', '/opt/a.js']],
    ['/usr/bin/node', ['--import=/tmp/evil.js', '/opt/a.js']],
    ['/usr/bin/php', ['-d', 'auto_prepend_file=/tmp/evil', '-f', '/opt/a.php']],
    ['/usr/bin/java', ['-javaagent:/tmp/evil.jar', '-jar', '/opt/a.jar']],
    ['/usr/bin/java', ['-cp', '/opt/a.jar', 'Main']],
    ['C:\\Windows\\powershell.exe', ['C:\\a\\b.ps1']],
    ['C:\\Windows\\powershell.exe', ['-Command', 'evil', '-File', 'C:\\a\\b.ps1']],
    ['/usr/bin/awk', ['-f', '/opt/a.awk']],
  ])('%s %j cannot be told', (image, words) => {
    expect(operand(image, ...words)).toBeUndefined();
  });

  it('is never an argument of another script', () => {
    const word = fc.string({ unit: fc.constantFrom('a', '-', '/', '.', 'c', 'e'), maxLength: 6 });
    const images = fc.constantFrom('/usr/bin/bash', '/usr/bin/python3', '/usr/bin/perl', '/usr/bin/ruby');
    fc.assert(
      fc.property(images, fc.array(word, { maxLength: 3 }), (image, words) => {
        expect(operand(image, ...words, '/tmp/evil', SCRIPT)).not.toBe(SCRIPT);
      }),
    );
  });
});
