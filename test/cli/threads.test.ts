import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadStories } from '../../src/stories/load-stories.ts';
import { nxlog } from '../../src/stories/render/nxlog.ts';
import { winlogbeat } from '../../src/stories/render/winlogbeat.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { findingsIn, sourcesIn } from './json-output.ts';
import { EXAMPLE, postern } from './run-cli.ts';

/** Large enough to be cut into several ranges, whose ends fall inside lines. */
const SIZE = 110 * 1024 * 1024;

const { stories } = await loadStories([
  fileURLToPath(new URL('../../content/stories/windows', import.meta.url)),
]);

describe('any number of threads', () => {
  it('gives the same output for a large file', async () => {
    const folder = temporaryFolder();
    // Every record of many stories, again and again: each copy must be known as the record it repeats.
    const block = Buffer.concat(
      stories.flatMap((story) =>
        [...nxlog.render(story), ...winlogbeat.render(story)].map(({ bytes }) => bytes),
      ),
    );
    const file = openSync(join(folder, 'large.json'), 'w');
    let copies = 0;
    for (; copies * block.length < SIZE; copies++) writeSync(file, block);
    closeSync(file);
    const external = ['203.0.113.0/24', '198.51.100.0/24'].flatMap((range) => ['--external', range]);
    const inputs = [...external, 'large.json', EXAMPLE];

    const run = (...args: string[]): Promise<readonly [number | null, string, string]> =>
      postern([...args, ...inputs], { cwd: folder }).then(({ code, stdout, stderr }) => [
        code,
        stdout,
        stderr,
      ]);
    const one = await run('hunt', '--json', '--observations', '--threads', '1');
    const two = await run('hunt', '--json', '--observations', '--threads', '2');
    expect(findingsIn(one[1]).length).toBeGreaterThan(18);
    expect(one[0]).toBe(0);
    expect(two).toEqual(one);

    const counted = await run('sources', '--json', '--threads', '2');
    const lines = block.toString('utf8').trimEnd().split('\n').length;
    expect(sourcesIn(counted[1]).find(({ source }) => source === 'large.json')).toMatchObject({
      bytes: copies * block.length,
      records: copies * lines,
      rejected: 0,
    });
  });
});
