/** A campaign as a user sees it: the bundled example, told of three file servers instead of one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
import { runHere } from './run-here.ts';

const records = gunzipSync(readFileSync(join(EXAMPLE, 'fs02.nxlog.json.gz'))).toString('utf8');
const of = (host: string): string => records.replaceAll(/fs02/gi, host);

const entity = z.looseObject({
  kind: z.string(),
  name: z.string(),
  risk: z.number(),
  campaign: z
    .object({ shares: z.string(), hosts: z.array(z.string()), findings: z.array(z.string()) })
    .optional(),
});

async function entities(...paths: readonly string[]): Promise<z.infer<typeof entity>[]> {
  const { code, stdout } = await runHere('hunt', ...paths, '--json-entities');
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => entity.parse(JSON.parse(line)));
}

describe('a campaign', () => {
  const files = {
    'a.json': of('fs05'),
    'b.json': of('fs06'),
    'c.json': of('fs07'),
    'again.json': of('fs06'),
  };

  it('is told by --json-entities with its hosts and findings, once', async () => {
    const found = (await entities(temporaryFolder(files))).filter(({ campaign }) => campaign !== undefined);
    expect(found).toMatchObject([
      { kind: 'destination', name: 'example.net', risk: 79, campaign: { hosts: ['fs05', 'fs06', 'fs07'] } },
    ]);
    expect(found[0]?.campaign?.findings).toHaveLength(3);
  });

  it('is told on the terminal', async () => {
    const { stdout } = await runHere('hunt', temporaryFolder(files));
    expect(stdout).toContain('example.net  3 hosts sent to it');
    expect(stdout).toContain('fs05, fs06, fs07');
  });

  it('is none where two hosts sent, however often they tell it', async () => {
    const folder = temporaryFolder(files);
    const two = ['a.json', 'b.json', 'again.json'].map((name) => join(folder, name));
    expect((await entities(...two)).filter(({ campaign }) => campaign !== undefined)).toEqual([]);
  });
});
