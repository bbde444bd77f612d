/**
 * The recogniser against labelled real command lines, scripts and log texts, asked as `postern recognise --batch` is
 * asked: nobody says what a text is. Recall, precision, and every miss by name.
 */
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { beforeAll, expect, it } from 'vitest';

import { runRecognise } from '../../src/cli/run-recognise.ts';
import { describeWithData } from '../real-data.ts';

interface LabelledText {
  readonly id: string;
  /** One system, several joined by `+`, or `any`. */
  readonly platform: string;
  readonly tool: string;
  readonly command: string;
  readonly symmetric: boolean | string;
  readonly operation: string;
  readonly grade: string;
  readonly kind: string;
  readonly note: string;
}

interface Answer {
  readonly id: string;
  readonly class: string;
  readonly operation: string;
  readonly tool: string | null;
  readonly tier: number;
  readonly reason: string | null;
}

interface Judged {
  readonly row: LabelledText;
  readonly answer: Answer;
}

interface Figures {
  readonly rows: number;
  readonly positive: number;
  readonly missed: readonly Judged[];
  readonly wrong: readonly Judged[];
  readonly recall: number;
  readonly precision: number;
}

const LEAST_RECALL = 0.97;
const LEAST_PRECISION = 0.98;
/** Systems with fewer positive rows are listed, and counted in the total: one miss would be a verdict on one row. */
const LEAST_ROWS = 5;

async function askBatch(rows: readonly LabelledText[]): Promise<Judged[]> {
  let answered = '';
  let complained = '';
  const questions = rows.map(
    ({ id, platform, command }) => `${JSON.stringify({ id, platform, text: command })}\n`,
  );
  const context = {
    process: {
      stdout: { write: (text: string): void => void (answered += text) },
      stderr: { write: (text: string): void => void (complained += text) },
      env: {},
    },
    input: Readable.from(questions),
  };
  await runRecognise.call(context, { batch: true });
  expect(complained).toBe('');
  const answers = new Map(
    answered
      .trimEnd()
      .split('\n')
      .map((line): Answer => JSON.parse(line))
      .map((answer) => [answer.id, answer]),
  );
  return rows.flatMap((row) => {
    const answer = answers.get(row.id);
    return answer === undefined ? [] : [{ row, answer }];
  });
}

function figuresOf(judged: readonly Judged[]): Figures {
  const positive = judged.filter(({ row }) => row.symmetric === true);
  const missed = positive.filter(({ answer }) => answer.class !== 'symmetric');
  const wrong = judged.filter(({ row, answer }) => row.symmetric !== true && answer.class === 'symmetric');
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

const COLUMNS = [12, 13, 6, 10, 8, 7, 8, 10];

function tableRow(cells: readonly (string | number)[]): string {
  const padded = cells.map((cell, index) =>
    index < 2 ? String(cell).padEnd(COLUMNS[index] ?? 0) : String(cell).padStart(COLUMNS[index] ?? 0),
  );
  return `| ${padded.join(' | ')} |`;
}

function figuresRow(platform: string, kind: string, figures: Figures): string {
  const { rows, positive, missed, wrong, recall, precision } = figures;
  const rates = [recall, precision].map((rate) => rate.toFixed(3));
  return tableRow([platform, kind, rows, positive, missed.length, wrong.length, ...rates]);
}

/** Why a row may have been missed or wrongly taken, as far as the row and the answer tell. */
function reasonOf({ row, answer }: Judged): string {
  const read =
    answer.reason === null ? 'nothing was read' : `read as: ${answer.reason} (tier ${answer.tier})`;
  const note = row.note === '' ? '' : ` (${row.note})`;
  return `${row.id} [${row.platform}, ${row.kind}, ${row.grade}] labelled ${row.tool} ${row.operation}${note}; ${read}`;
}

/** A row counts for every system it names. */
function byPlatform(judged: readonly Judged[]): [string, Judged[]][] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged)
    for (const name of one.row.platform.split('+')) groups.set(name, [...(groups.get(name) ?? []), one]);
  return [...groups].sort(([a], [b]) => a.localeCompare(b));
}

function byKind(judged: readonly Judged[]): [string, Judged[]][] {
  const kinds = [...new Set(judged.map(({ row }) => row.kind))].sort();
  return kinds.map((kind) => [kind, judged.filter(({ row }) => row.kind === kind)]);
}

function print(lines: readonly string[]): void {
  // oxlint-disable-next-line no-console -- the figures are what the run is for
  console.info(lines.join('\n'));
}

describeWithData('labelled real texts', 'crypto-commands.jsonl', (path) => {
  const rows = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): LabelledText => JSON.parse(line));
  let judged: Judged[];
  let clear: Judged[];

  beforeAll(async () => {
    judged = await askBatch(rows);
    clear = judged.filter(({ row }) => row.grade === 'clear');
  });

  it('are all answered', () => {
    expect(judged).toHaveLength(rows.length);
    expect(clear.filter(({ row }) => row.symmetric === true).length).toBeGreaterThan(100);
  });

  it('are read with few misses and fewer false alarms, in total and on every system', () => {
    const total = figuresOf(clear);
    const lines = [
      tableRow(['system', 'kind', 'rows', 'symmetric', 'missed', 'wrong', 'recall', 'precision']),
      tableRow(
        COLUMNS.map((width, index) => '-'.repeat(index < 2 ? width : width - 1) + (index < 2 ? '' : ':')),
      ),
      figuresRow('all', 'all', total),
      ...byKind(clear).map(([kind, group]) => figuresRow('all', kind, figuresOf(group))),
    ];
    const platforms = byPlatform(clear).map(([name, group]) => ({ name, group, figures: figuresOf(group) }));
    for (const { name, group, figures } of platforms) {
      lines.push(figuresRow(name, 'all', figures));
      if (byKind(group).length > 1)
        lines.push(...byKind(group).map(([kind, part]) => figuresRow(name, kind, figuresOf(part))));
    }
    lines.push(...total.missed.map((one) => `MISSED ${reasonOf(one)}`));
    lines.push(...total.wrong.map((one) => `WRONG ${reasonOf(one)}`));
    print(lines);
    expect(total.recall).toBeGreaterThanOrEqual(LEAST_RECALL);
    expect(total.precision).toBeGreaterThanOrEqual(LEAST_PRECISION);
    const weak = platforms.filter(
      ({ figures: { positive, recall, precision } }) =>
        positive >= LEAST_ROWS && (recall < LEAST_RECALL || precision < LEAST_PRECISION),
    );
    expect(weak.map(({ name, figures }) => figuresRow(name, 'all', figures))).toEqual([]);
    const alarms = platforms.filter(
      ({ figures: { positive, wrong } }) => positive < LEAST_ROWS && wrong.length > 0,
    );
    expect(alarms.map(({ name }) => name)).toEqual([]);
  });

  it('that are open to dispute are listed and not asserted', () => {
    const borderline = figuresOf(judged.filter(({ row }) => row.grade === 'borderline'));
    print([
      figuresRow('all', 'borderline', borderline),
      ...borderline.missed.map((one) => `MISSED ${reasonOf(one)}`),
      ...borderline.wrong.map((one) => `WRONG ${reasonOf(one)}`),
    ]);
    expect(borderline.rows).toBeGreaterThan(0);
  });

  it('tell tools that encrypt from tools that decrypt', () => {
    const turned = clear.filter(({ row, answer }) => {
      // A fragment of a script shows one line of several.
      if (row.symmetric !== true || answer.class !== 'symmetric' || row.kind === 'script') return false;
      return row.operation === 'encrypt'
        ? answer.operation === 'decrypt-claimed'
        : row.operation === 'decrypt' && answer.operation === 'encrypt';
    });
    expect(turned.map(reasonOf)).toEqual([]);
  });
});
