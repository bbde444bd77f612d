/** Precision and recall on labelled recordings: the bundled example with labels of its own. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../temporary-folder.ts';
import { EXAMPLE } from './run-cli.ts';
import { runHere } from './run-here.ts';

const rate = z.object({ right: z.number(), of: z.number(), lower: z.number(), upper: z.number() });
const figures = z.looseObject({
  acts: z.number(),
  byLevel: z.array(z.object({ level: z.string(), precision: rate, recall: rate })),
  byClaim: z.array(z.object({ claim: z.string(), precision: rate, recall: rate })),
  missed: z.array(z.string()),
  unlabelled: z.array(z.string()),
});

async function labelled(positives: readonly object[]): Promise<z.infer<typeof figures>> {
  const folder = temporaryFolder();
  cpSync(EXAMPLE, join(folder, 'case'), { recursive: true });
  writeFileSync(
    join(folder, 'labels.jsonl'),
    `${JSON.stringify({ id: 'one', file: 'case/lt07.events.xml', positives })}\n`,
  );
  const { code, stdout, stderr } = await runHere('calibrate', join(folder, 'labels.jsonl'), '--json');
  expect([code, stderr]).toEqual([0, '']);
  return figures.parse(JSON.parse(stdout));
}

async function laptopPid(): Promise<number> {
  const { stdout } = await runHere('explain', 'e430bd9ee5896e88', EXAMPLE, '--json');
  return z.looseObject({ process: z.looseObject({ pid: z.number() }) }).parse(JSON.parse(stdout)).process.pid;
}

describe('postern calibrate', () => {
  it('counts what is found and right, with bounds that one act cannot narrow', async () => {
    const act = { pid: String(await laptopPid()), image: 'curl.exe', dest: '93.184.216.112', dport: '8080' };
    const { acts, byLevel, missed, unlabelled } = await labelled([act]);
    expect([acts, missed, unlabelled]).toEqual([1, [], []]);
    const high = byLevel.find(({ level }) => level === 'high');
    expect(high).toMatchObject({ precision: { right: 1, of: 1 }, recall: { right: 1, of: 1 } });
    expect(high?.recall.lower).toBeLessThan(0.5);
  });

  it('names what was missed and what no label knows', async () => {
    const { byLevel, missed, unlabelled } = await labelled([
      { pid: 1, image: 'never.exe', dest: '203.0.113.1', dport: 443 },
    ]);
    expect(missed).toEqual(['one: never.exe (1) to 203.0.113.1:443']);
    expect(unlabelled).toHaveLength(1);
    expect(byLevel.find(({ level }) => level === 'high')).toMatchObject({ precision: { right: 0, of: 1 } });
  });

  it.each([
    ['labels that are none', 'x\n', 'cannot be read'],
    ['a label without its parts', '{"id":"a"}\n', 'is no label'],
    ['recordings that are absent', '{"id":"a","file":"b"}\n', 'None of the labelled recordings'],
  ])('refuses %s', async (_, text, says) => {
    const folder = temporaryFolder({ 'labels.jsonl': text });
    const { code, stderr } = await runHere('calibrate', join(folder, 'labels.jsonl'));
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});

describe('postern hunt --json-entities', () => {
  it('tells the risk of hosts, users and destinations, and nothing else', async () => {
    const { code, stdout } = await runHere('hunt', EXAMPLE, '--json-entities');
    expect(code).toBe(0);
    const entity = z.looseObject({
      kind: z.enum(['host', 'user', 'destination']),
      name: z.string(),
      risk: z.number(),
    });
    const risks = stdout
      .trimEnd()
      .split('\n')
      .map((line) => entity.parse(JSON.parse(line)));
    expect(risks.find(({ name }) => name === 'lt07')).toMatchObject({ kind: 'host', risk: 75 });
  });
});
