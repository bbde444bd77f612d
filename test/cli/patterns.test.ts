import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import { runPostern } from '../../src/cli/run-postern.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const shipped = fileURLToPath(new URL('../../content/patterns', import.meta.url));
const story = fileURLToPath(new URL('../../content/stories/windows/openssl-then-curl.yaml', import.meta.url));
const LOCKIT = `id: lockit
title: A locker
source: Its manual
tool:
  names: [lockit]
  encrypts: [seal]
  key: { password: [-p] }
  inputs: [1]
  outputSuffix: .lck
examples:
  - { text: lockit seal a, platform: windows, class: symmetric, operation: encrypt }
not:
  - { text: lockit list, platform: windows }
`;

async function run(...argv: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write(text: string): void {
      written[name] += text;
    },
  });
  const code = await runPostern(argv, { stdout: stream('stdout'), stderr: stream('stderr'), env: {} });
  return { code, ...written };
}

describe('--patterns', () => {
  it('makes recognise read what a pattern describes', async () => {
    const folder = temporaryFolder({ 'lockit.yaml': LOCKIT });
    const line = ['recognise', '--json', '--platform', 'windows', 'lockit.exe seal -p hunter2 C:\\a.txt'];
    const without = await run(...line);
    expect(JSON.parse(without.stdout)).toMatchObject({ verdict: { class: 'none' } });
    const { code, stdout } = await run(...line.slice(0, 2), '--patterns', folder, ...line.slice(2));
    expect(code).toBe(0);
    expect(stdout).not.toContain('hunter2');
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: { class: 'symmetric', operation: 'encrypt', rule: 'pattern/lockit' },
      operations: [{ rule: 'pattern/lockit', outputs: ['C:\\a.txt.lck'] }],
    });
  });

  it('stops with every problem and its line when a pattern is wrong', async () => {
    const folder = temporaryFolder({
      'a.yaml': LOCKIT.replace('outputSuffix', 'outputSufix'),
      'b.yaml': LOCKIT.replace('[lockit]', '[openssl]'),
    });
    const { code, stdout, stderr } = await run('recognise', '--patterns', folder, 'x');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(
      'a.yaml:9: tool.outputSufix unknown key "outputSufix"; did you mean "outputSuffix"?',
    );
    expect(stderr).toContain('b.yaml:5: tool.names[0] Postern reads "openssl" by itself (rule tool/openssl)');
    expect((await run('hunt', '--patterns', join(folder, 'a.yaml'), folder)).code).toBe(2);
    expect((await run('recognise', '--patterns', join(folder, 'none'), 'x')).stderr).toContain(
      'does not exist',
    );
  });

  it('keeps control characters of a file from the terminal', async () => {
    const folder = temporaryFolder({ 'a.yaml': `${LOCKIT}"\\e[31mkey": 1\n` });
    const { code, stderr } = await run('recognise', '--patterns', folder, 'x');
    expect(code).toBe(2);
    expect(stderr).not.toContain('\u001b');
  });

  it('may stand in the configuration, from its own folder', async () => {
    const folder = temporaryFolder({ 'postern.yaml': 'encryption: { patterns: [own] }\n' });
    mkdirSync(join(folder, 'own'));
    writeFileSync(join(folder, 'own', 'lockit.yaml'), LOCKIT);
    const { code, stdout } = await run('validate', '--config', join(folder, 'postern.yaml'));
    expect(stdout).toContain('pass  pattern lockit (1 examples, 1 not)');
    expect(code).toBe(0);
  });
});

describe('postern validate --patterns', () => {
  it('runs the examples, with and without stories', async () => {
    const alone = await run('validate', '--patterns', shipped);
    expect(alone.stdout).toContain('3 of 3 patterns passed');
    expect(alone.code).toBe(0);
    const both = await run('validate', '--patterns', shipped, '--shape', 'evtx', story);
    expect(both.stdout).toContain('3 of 3 patterns passed');
    expect(both.stdout).toContain('1 of 1 stories passed');
    expect(both.code).toBe(0);
  });

  it('exits with 1 where an example fails, and says how', async () => {
    const folder = temporaryFolder({ 'a.yaml': LOCKIT.replace('operation: encrypt', 'operation: both') });
    const { code, stdout } = await run('validate', '--patterns', folder);
    expect(stdout).toContain('FAIL  pattern lockit: A locker');
    expect(stdout).toContain('example 1: operation is encrypt, not both');
    expect(stdout).toContain('0 of 1 patterns passed (1 of 2 examples)');
    expect(code).toBe(1);
  });

  it('exits with 3 where a file cannot be read, and with 2 where none can', async () => {
    const folder = temporaryFolder({ 'a.yaml': LOCKIT, 'b.yaml': 'id: [' });
    const some = await run('validate', '--patterns', folder);
    expect(some.stderr).toContain('b.yaml:1');
    expect(some.stdout).toContain('1 of 1 patterns passed');
    expect(some.code).toBe(3);
    const none = await run('validate', '--patterns', join(folder, 'b.yaml'));
    expect(none.stderr).toContain('No pattern could be read');
    expect(none.code).toBe(2);
    expect((await run('validate')).stderr).toContain('There is nothing to validate');
  });

  it('gives the whole report with --json', async () => {
    const { code, stdout } = await run('validate', '--json', '--patterns', shipped);
    expect(JSON.parse(stdout)).toMatchObject({ stories: [], patterns: { passed: 3, failed: 0 } });
    expect(code).toBe(0);
  });
});
