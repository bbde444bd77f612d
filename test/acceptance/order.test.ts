import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readMembers } from '../../src/intake/read-members.ts';
import { hunt } from '../../src/run/hunt.ts';
import { describeWithData } from '../real-data.ts';
import { findingEssence } from './finding-essence.ts';
import { labelSettings } from './hunt-label.ts';
import { readLabels } from './label.ts';
import type { Label } from './label.ts';
import { seededShuffle } from './seeded-shuffle.ts';

/** The smaller recordings, so that every order can be tried; each has another way in or other sensors. */
const SETS = [
  'sd-empire_persistence_registry_modification_run_keys_elevated_user',
  'sd-empire_launcher_sct_regsvr32',
  'sd-empire_launcher_vbs',
  'sd-empire_psremoting_stager',
  'sd-empire_psexec_dcerpc_tcp_svcctl',
  'sd-empire_uac_shellapi_fodhelper',
  'sd-psh_cmstp_execution_bypassuac',
  'sd-empire_shell_rubeus_asktgt_ptt',
];

describeWithData('order and repetition of the records of', 'labels.jsonl', (path) => {
  const labels = readLabels(path).filter(({ id }) => SETS.includes(id));

  it('finds every chosen set among the labels', () => {
    expect(labels.map(({ id }) => id).sort()).toEqual([...SETS].sort());
  });

  describe.each(labels)('$id', (label) => {
    let lines: readonly string[] = [];
    let original: unknown;

    beforeAll(async () => {
      lines = await recordsOf(path, label);
      original = await answer(label, { 'a.json': file(lines) });
    });

    it('are many', () => {
      expect(lines.length).toBeGreaterThan(500);
    });

    it.each([1, 2, 3])('change nothing when shuffled (seed %i)', async (seed) => {
      expect(await answer(label, { 'a.json': file(seededShuffle(lines, seed)) })).toEqual(original);
    });

    it('change nothing when reversed', async () => {
      expect(await answer(label, { 'a.json': file(lines.toReversed()) })).toEqual(original);
    });

    it('change nothing when every record comes twice', async () => {
      const twice = seededShuffle([...lines, ...lines], 4);
      expect(await answer(label, { 'a.json': file(twice) })).toEqual(original);
    });

    it('change nothing when the same file is given twice', async () => {
      expect(await answer(label, { 'a.json': file(lines), 'b.json': file(lines) })).toEqual(original);
    });

    it('change nothing when split over several files', async () => {
      const parts: Record<string, string> = {};
      const shuffled = seededShuffle(lines, 5);
      for (let part = 0; part < 5; part++)
        parts[`${5 - part}.json`] = file(shuffled.filter((_, index) => index % 5 === part));
      expect(await answer(label, parts)).toEqual(original);
    });
  });

  it('gives recordings of one network together the same answer in any order', async () => {
    const [first, ...more] = labels.filter(({ expected }) => expected === 'positive');
    if (first === undefined) throw new Error('no positive set');
    const recordings = await Promise.all([first, ...more].map((label) => recordsOf(path, label)));
    const files = Object.fromEntries(recordings.map((lines, index) => [`${index}.json`, file(lines)]));
    const original = await answer(first, files);
    const shuffled = seededShuffle(recordings.flat(), 6);
    expect(await answer(first, { 'all.json': file(shuffled) })).toEqual(original);
  });
});

/** Everything a hunt says of the lines but places and amounts. */
async function answer(label: Label, files: Readonly<Record<string, string>>): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-order-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const result = await hunt({ paths: [folder], settings: labelSettings(label), showSecrets: false });
    const { findings, observations, coverage } = result;
    return { findings: findings.map(findingEssence), observations, coverage };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function recordsOf(labels: string, label: Label): Promise<readonly string[]> {
  const paths = [labels.replace(/[^/\\]+$/, label.file)];
  const lines: string[] = [];
  for await (const member of readMembers(paths, () => {})) {
    const chunks: Buffer[] = [];
    // A chunk is valid until the next one is asked for.
    for await (const chunk of member.open()) chunks.push(Buffer.from(chunk));
    lines.push(...Buffer.concat(chunks).toString('utf8').split('\n'));
  }
  return lines.filter((line) => line.trim() !== '');
}

function file(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
