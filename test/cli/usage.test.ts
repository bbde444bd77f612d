import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE, postern } from './run-cli.ts';

describe('a command line that cannot be carried out', () => {
  it.each([
    [['hunt', '--jsn', EXAMPLE], 'did you mean --json?'],
    [['hunt', '--fial-on', 'high', EXAMPLE], 'No flag registered for --fial-on, did you mean --fail'],
    [['hnut', EXAMPLE], 'did you mean `hunt`?'],
    [['hunt'], 'path'],
    [['explain', 'AN1389-0'], 'argument'],
    [['hunt', '--fail-on', 'hgh', EXAMPLE], 'did you mean "high"?'],
    [['hunt', '--threads', '0', EXAMPLE], '0 is not a number of threads'],
    [['hunt', '--internal', '10.0.0', EXAMPLE], '--internal 10.0.0 is not an address or CIDR range'],
    [['hunt', '--since', 'yesterday', EXAMPLE], '--since yesterday is not a time'],
    [['hunt', '--since', '2026-01-02', '--until', '2026-01-01', EXAMPLE], '--since is not before --until'],
    [['hunt', '--since', '2026-01-02', '--until', '2026-01-02', EXAMPLE], '--since is not before --until'],
    [['hunt', '--config', 'no-such-file.yaml', EXAMPLE], 'no-such-file.yaml does not exist'],
    [['explain', 'AN1389-ffffffffffffffff', EXAMPLE], 'No finding is called AN1389-ffffffffffffffff'],
    [['explain', 'AN1389', EXAMPLE], 'findings are called AN1389'],
    [['validate', 'no-such-folder'], 'No story could be read'],
  ])('%j exits with 2 and says: %s', async (args, sentence) => {
    const { code, stdout, stderr } = await postern(args);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('names file, line and meaning of a typo in the configuration', async () => {
    const folder = temporaryFolder({
      'postern.yaml':
        'networks:\n  internal: [10.0.0.0/8]\nanalytics:\n  AN1389:\n    ExecutableAlowlist: []\n',
    });
    const { code, stdout, stderr } = await postern(['hunt', '--config', 'postern.yaml', EXAMPLE], {
      cwd: folder,
    });
    expect(stderr).toBe(
      'postern.yaml:5: unknown key "ExecutableAlowlist"; did you mean ExecutableAllowlist?\n',
    );
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('refuses to write a report into a folder of somebody else', async () => {
    const folder = temporaryFolder({ 'mine/notes.txt': 'mine' });
    const { code, stderr } = await postern(['hunt', '--out', 'mine', EXAMPLE], { cwd: folder });
    expect(stderr).toContain('mine is not empty and holds no earlier report');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });
});

describe('help and version', () => {
  it.each([[[]], [['--help']], [['hunt', '--help']]])('%j explains on standard output', async (args) => {
    const { code, stdout, stderr } = await postern(args);
    expect(stdout).toContain('postern hunt');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('is the version of the package', async () => {
    const { code, stdout } = await postern(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(code).toBe(0);
  });
});
