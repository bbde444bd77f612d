import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { sourcesIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

describe('postern sources', () => {
  it('gives an object for each source with --json', async () => {
    const { code, stdout, stderr } = await postern(['sources', '--json', EXAMPLE]);
    const sources = sourcesIn(stdout);
    expect(sources.map(({ format }) => format).toSorted()).toEqual([
      'event-xml',
      'evtx',
      'evtx',
      'json-lines',
      'json-lines',
    ]);
    for (const { records, kinds } of sources) {
      expect(records).toBeGreaterThan(0);
      expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(records);
    }
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('names formats, counts and hosts for people', async () => {
    const { code, stdout } = await postern(['sources', EXAMPLE]);
    expect(stdout).toContain('evtx');
    expect(stdout).toContain('hosts: fs02.corp.example.org');
    expect(code).toBe(0);
  });

  it('says what a named file is that it cannot understand, and goes on', async () => {
    const folder = temporaryFolder({ 'photo.png': Buffer.from('\x89PNG\r\n\x1a\nabc', 'latin1') });
    const { code, stdout, stderr } = await postern(['sources', '--json', 'photo.png', EXAMPLE], {
      cwd: folder,
    });
    expect(stderr).toContain('photo.png was not read');
    expect(sourcesIn(stdout)).toHaveLength(6);
    expect(code).toBe(3);
  });
});
