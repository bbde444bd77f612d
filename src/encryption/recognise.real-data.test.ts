/** The recogniser against the labelled command lines, scripts and log texts of the real data. */
import { readFileSync } from 'node:fs';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { describeWithData } from '../../test/real-data.ts';
import type { Recognition } from './encryption-operation.ts';
import { createRecogniser } from './recognise.ts';

interface LabelledText {
  readonly id: string;
  readonly platform: string;
  readonly tool: string;
  readonly command: string;
  readonly symmetric: boolean | string;
  readonly operation: string;
  readonly grade: string;
  readonly kind: string;
}

/** Tools and languages that have no grammar yet. */
const NOT_COVERED = new Set(['python', 'applescript', 'hdiutil', 'ansible-vault', 'lrzip', 'encrypt']);

const recogniser = createRecogniser({
  inflate: (bytes, format, maxOutputLength) => {
    try {
      return { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format](bytes, { maxOutputLength });
    } catch {
      return undefined;
    }
  },
});

function recognise({ kind, tool, platform, command }: LabelledText): Recognition {
  if (kind === 'log:4103') return recogniser.recogniseBindings(command);
  const script = kind === 'log:4104' || (tool === 'powershell' && kind !== 'log:process');
  if (script) return recogniser.recogniseScript(command, 'powershell');
  return recogniser.recogniseCommandLine(command, platform === 'windows' ? 'windows' : 'posix');
}

function isSymmetric(row: LabelledText): boolean {
  return recognise(row).operations.some((operation) => operation.class === 'symmetric');
}

describeWithData('labelled real texts', 'crypto-commands.jsonl', (path) => {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LabelledText => JSON.parse(line))
    .filter((row) => row.grade === 'clear');
  const covered = rows.filter((row) => !NOT_COVERED.has(row.tool));

  it('has no false positive and misses at most one in fifty of what is covered', () => {
    const positive = covered.filter((row) => row.symmetric === true);
    const missed = positive.filter((row) => !isSymmetric(row));
    const wrong = rows.filter((row) => row.symmetric !== true && isSymmetric(row));
    const recall = 1 - missed.length / positive.length;
    const found = positive.length - missed.length;
    const precision = found / (found + wrong.length);
    // oxlint-disable-next-line no-console -- the figures are what the run is for
    console.info(
      `covered: ${positive.length} positive, recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)}`,
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(positive.length).toBeGreaterThan(100);
    expect(missed.map(({ id }) => id).slice(positive.length / 50)).toEqual([]);
  });

  it('tells tools that encrypt from tools that decrypt', () => {
    const commands = covered.filter((row) => row.symmetric === true && row.kind === 'command');
    const turned = commands.filter((row) => {
      const directions = recognise(row).operations.map(({ direction }) => direction);
      return row.operation === 'encrypt'
        ? !directions.includes('encrypt')
        : row.operation === 'decrypt' && directions.includes('encrypt');
    });
    expect(turned.map(({ id }) => id)).toEqual([]);
  });
});
