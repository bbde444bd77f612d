import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { postern } from './run-cli.ts';

const stories = fileURLToPath(new URL('../../content/stories/windows', import.meta.url));
const good = join(stories, 'openssl-then-curl.yaml');

describe('postern validate', () => {
  it('exits with 0 where every story passes', async () => {
    const { code, stdout, stderr } = await postern(['validate', good]);
    expect(stdout).toContain('1 of 1 stories passed');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('exits with 1 where one fails, and says in which shape and why', async () => {
    const text = readFileSync(good, 'utf8')
      .replace('id: openssl-then-curl', 'id: wrong-story')
      .replace('atLeast: high', 'atLeast: info\n      atMost: info');
    const folder = temporaryFolder({ 'wrong-story.yaml': text });
    const { code, stdout } = await postern(['validate', '--shape', 'nxlog', good, 'wrong-story.yaml'], {
      cwd: folder,
    });
    expect(stdout).toContain('FAIL  wrong-story');
    expect(stdout).toContain('nxlog: wrong-level');
    expect(stdout).toContain('1 of 2 stories passed');
    expect(code).toBe(1);
  });

  it('exits with 3 where a story cannot be read and the others pass', async () => {
    const folder = temporaryFolder({ 'bad.yaml': 'id: bad\ntitel: typo\n' });
    const { code, stdout, stderr } = await postern(['validate', '--shape', 'evtx', 'bad.yaml', good], {
      cwd: folder,
    });
    expect(stderr).toContain('bad.yaml:2');
    expect(stdout).toContain('1 of 1 stories passed');
    expect(code).toBe(3);
  });

  it('exits with 2 for a shape that does not exist', async () => {
    const { code, stderr } = await postern(['validate', '--shape', 'evtz', good]);
    expect(stderr).toContain('--shape evtz is no telemetry shape; known: evtx');
    expect(code).toBe(2);
  });

  it('gives the whole report with --json', async () => {
    const { code, stdout } = await postern(['validate', '--json', '--shape', 'evtx', good]);
    expect(JSON.parse(stdout)).toMatchObject({ passed: 1, failed: 0, checks: 1, checksPassed: 1 });
    expect(code).toBe(0);
  });
});
