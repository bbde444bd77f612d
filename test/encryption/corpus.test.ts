/** The recogniser against labelled real command lines, scripts and log texts: recall, precision, every miss by name. */
import { readFileSync } from 'node:fs';
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';

import { recogniseText } from '../../src/encryption/recognise-text.ts';
import type { TextPlatform } from '../../src/encryption/recognise-text.ts';
import { createRecogniser } from '../../src/encryption/recognise.ts';
import { verdictOf } from '../../src/encryption/verdict.ts';
import type { Verdict } from '../../src/encryption/verdict.ts';
import { describeWithData } from '../real-data.ts';

interface LabelledText {
  readonly id: string;
  readonly platform: string;
  readonly tool: string;
  readonly command: string;
  readonly symmetric: boolean | string;
  readonly operation: string;
  readonly grade: string;
  readonly kind: string;
  readonly note: string;
}

/** Texts in a script language: read by the languages, not by the command-line grammars. */
const SCRIPT_TOOLS = new Set(['python', 'applescript', 'powershell']);
const LEAST_RECALL = 0.97;
const LEAST_PRECISION = 0.98;

const recogniser = createRecogniser({
  inflate: (bytes, format, maxOutputLength) => {
    try {
      return { gzip: gunzipSync, zlib: inflateSync, raw: inflateRawSync }[format](bytes, { maxOutputLength });
    } catch {
      return undefined;
    }
  },
});

/** Rows are labelled with one system, with several, or with `any`. */
function platformOf({ platform }: LabelledText): TextPlatform {
  if (platform === 'windows' || platform === 'macos' || platform === 'esxi') return platform;
  return platform === 'azure-ad' || platform === 'office-365' ? 'windows' : 'linux';
}

interface Judged {
  readonly row: LabelledText;
  readonly verdict: Verdict;
}

interface Figures {
  readonly rows: number;
  readonly positive: number;
  readonly missed: readonly Judged[];
  readonly wrong: readonly Judged[];
  readonly recall: number;
  readonly precision: number;
}

function figuresOf(judged: readonly Judged[]): Figures {
  const positive = judged.filter(({ row }) => row.symmetric === true);
  const missed = positive.filter(({ verdict }) => verdict.class !== 'symmetric');
  const wrong = judged.filter(({ row, verdict }) => row.symmetric !== true && verdict.class === 'symmetric');
  const found = positive.length - missed.length;
  return {
    rows: judged.length,
    positive: positive.length,
    missed,
    wrong,
    recall: positive.length === 0 ? 1 : found / positive.length,
    precision: found + wrong.length === 0 ? 1 : found / (found + wrong.length),
  };
}

function lineOf(name: string, { rows, positive, recall, precision }: Figures): string {
  const cells = [
    `${rows} rows`,
    `${positive} symmetric`,
    `recall ${recall.toFixed(3)}`,
    `precision ${precision.toFixed(3)}`,
  ];
  return `${name.padEnd(34)} ${cells.map((cell) => cell.padEnd(16)).join('')}`.trimEnd();
}

/** Why a row may have been missed or wrongly taken, as far as the row and the verdict tell. */
function reasonOf({ row, verdict }: Judged): string {
  const read =
    verdict.operation === undefined
      ? 'nothing was read'
      : `${verdict.operation.rule}: ${verdict.operation.reason}`;
  const label = `${row.tool} ${row.operation}${row.note === '' ? '' : ` (${row.note})`}`;
  return `${row.id} [${row.platform}/${row.kind}/${row.grade}] labelled ${label}; ${read}`;
}

function groupBy(judged: readonly Judged[], key: (row: LabelledText) => string): Map<string, Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const name = key(one.row);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return new Map([...groups].sort(([a], [b]) => a.localeCompare(b)));
}

function print(lines: readonly string[]): void {
  // oxlint-disable-next-line no-console -- the figures are what the run is for
  console.info(lines.join('\n'));
}

describeWithData('labelled real texts', 'crypto-commands.jsonl', (path) => {
  const judged = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LabelledText => JSON.parse(line))
    .map((row): Judged => ({
      row,
      verdict: verdictOf(recogniseText(recogniser, row.command, platformOf(row))),
    }));
  const clear = judged.filter(({ row }) => row.grade === 'clear');
  const isScript = ({ row }: Judged): boolean => SCRIPT_TOOLS.has(row.tool);
  const commands = clear.filter((one) => !isScript(one));
  const scripts = clear.filter(isScript);

  it('reads command lines with few misses and fewer false alarms', () => {
    const figures = figuresOf(commands);
    const lines = [lineOf('command lines, clear', figures)];
    for (const [platform, group] of groupBy(commands, (row) => row.platform))
      lines.push(lineOf(`  on ${platform}`, figuresOf(group)));
    for (const [kind, group] of groupBy(commands, (row) => row.kind))
      lines.push(lineOf(`  kind ${kind}`, figuresOf(group)));
    lines.push(
      ...figures.missed.map((one) => `MISSED ${reasonOf(one)}`),
      ...figures.wrong.map((one) => `WRONG ${reasonOf(one)}`),
    );
    print(lines);
    expect(figures.positive).toBeGreaterThan(50);
    expect(figures.recall).toBeGreaterThanOrEqual(LEAST_RECALL);
    expect(figures.precision).toBeGreaterThanOrEqual(LEAST_PRECISION);
  });

  it('takes no text of any kind for encryption that is none', () => {
    const figures = figuresOf(scripts);
    const borderline = figuresOf(judged.filter(({ row }) => row.grade === 'borderline'));
    const lines = [
      lineOf('everything, clear', figuresOf(clear)),
      lineOf('scripts and their logs, clear', figures),
    ];
    for (const [kind, group] of groupBy(scripts, (row) => `${row.tool} ${row.kind}`))
      lines.push(lineOf(`  ${kind}`, figuresOf(group)));
    lines.push(
      ...figures.missed.map((one) => `MISSED ${reasonOf(one)}`),
      ...figures.wrong.map((one) => `WRONG ${reasonOf(one)}`),
    );
    lines.push(lineOf('borderline (not asserted)', borderline));
    lines.push(
      ...borderline.missed.map((one) => `MISSED ${reasonOf(one)}`),
      ...borderline.wrong.map((one) => `WRONG ${reasonOf(one)}`),
    );
    print(lines);
    expect(figures.precision).toBeGreaterThanOrEqual(LEAST_PRECISION);
  });

  it('tells tools that encrypt from tools that decrypt', () => {
    const turned = commands.filter(({ row, verdict }) => {
      if (row.symmetric !== true || verdict.class !== 'symmetric') return false;
      const direction = verdict.operation?.direction;
      return row.operation === 'encrypt'
        ? direction === 'decrypt-claimed'
        : row.operation === 'decrypt' && direction === 'encrypt';
    });
    expect(turned.map(reasonOf)).toEqual([]);
  });
});
