import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCases } from '../../test/example-cases.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { CaseFileWriter } from './case-file-writer.ts';
import { CaseFileError, caseLines, headerLine } from './case-file.ts';
import type { CaseFileHeader } from './case-file.ts';
import { leanText, partsOf, storedCaseOf } from './case-line.ts';
import type { CaseFileProblem } from './case-problems.ts';
import { readCases } from './read-cases.ts';
import type { StoredCase } from './stored-case.ts';

const HEADER: CaseFileHeader = { baseline: 'abc', history: [{ reason: 'drill', at: '2026-01-01' }] };
const CASES = exampleCases(7);
const TEXT = [...caseLines(HEADER, CASES)].join('');
const HEAD = headerLine(HEADER);

interface Reading {
  readonly header: CaseFileHeader;
  readonly cases: readonly StoredCase[];
  readonly problems: readonly CaseFileProblem[];
}

async function read(content: Buffer | string): Promise<Reading> {
  const cases: StoredCase[] = [];
  const problems: CaseFileProblem[] = [];
  const header = await readCases(join(temporaryFolder({ file: content }), 'file'), {
    onCase: (stored) => cases.push(stored),
    onProblem: (problem) => problems.push(problem),
  });
  return { header, cases, problems };
}

const lines = (text: string): string[] => text.split('\n').slice(0, -1);
const ids = (cases: readonly StoredCase[]): string[] => cases.map(({ facts }) => facts.id);
function stored(line: string, withQuestions: boolean): StoredCase | undefined {
  const bytes = Buffer.from(line);
  const parts = partsOf(bytes);
  if (parts === undefined) return undefined;
  return storedCaseOf(bytes, withQuestions ? parts : { ...parts, more: parts.questions });
}

const ALL = lines(TEXT)
  .slice(1, -1)
  .flatMap((line) => stored(line, false) ?? []);

describe('a file of cases', () => {
  it('holds all that judgement looks at', async () => {
    const { header, cases, problems } = await read(TEXT);
    expect([header, problems]).toEqual([HEADER, []]);
    expect(cases).toEqual(ALL);
    for (const [at, line] of lines(TEXT).slice(1, -1).entries()) {
      const { facts, ...one } = CASES[at]?.case ?? {};
      const { score, level } = CASES[at]?.decision ?? {};
      expect(JSON.parse(JSON.stringify(stored(line, true)))).toMatchObject({
        ...JSON.parse(JSON.stringify(one)),
        facts: { id: facts?.id, claim: facts?.claim, title: facts?.title, host: facts?.host },
        judged: { score, level },
      });
    }
  });

  it('holds the whole finding beside it, as NDJSON', () => {
    for (const [at, line] of lines(TEXT).slice(1, -1).entries()) {
      const { facts, more } = JSON.parse(line);
      expect({ ...facts, ...more }).toEqual(JSON.parse(JSON.stringify(CASES[at]?.case.facts)));
    }
  });

  it('of another version, or of something else, is refused', async () => {
    await expect(read(TEXT.replace('"format":2', '"format":1'))).rejects.toThrow(/of this version/);
    await expect(read('{"a":1}\n')).rejects.toThrow(CaseFileError);
    await expect(read('')).rejects.toThrow(/is no file of cases; make one/);
    await expect(readCases('/nowhere/cases', { onCase: () => undefined })).rejects.toThrow(/cannot be read/);
  });

  it('may have been through an editor of Windows', async () => {
    expect(await read(TEXT.replaceAll('\n', '\r\n'))).toEqual(await read(TEXT));
  });

  it('may be two of them put together, where the second header is told', async () => {
    const { cases, problems } = await read(TEXT + [...caseLines(HEADER, exampleCases(9))].join(''));
    expect(cases).toHaveLength(16);
    expect(problems).toEqual([{ line: 10, kind: 'repeated' }]);
  });
});

describe('a damaged file of cases', () => {
  it('tells lines that are repeated, and judges them once', async () => {
    const [head, first, ...rest] = lines(TEXT);
    const { cases, problems } = await read([head, first, first, ...rest, ''].join('\n'));
    expect(cases).toEqual(ALL);
    expect(problems).toEqual([{ line: 3, kind: 'repeated' }]);
  });

  it('tells that lines were taken out', async () => {
    const [head, , , ...rest] = lines(TEXT);
    const { cases, problems } = await read([head, ...rest, ''].join('\n'));
    expect(cases).toEqual(ALL.slice(2));
    expect(problems).toEqual([{ line: 7, kind: 'incomplete' }]);
  });

  it('does not care for the order of its cases', async () => {
    const whole = lines(TEXT);
    const { cases, problems } = await read(
      [whole[0], ...whole.slice(1, -1).reverse(), whole.at(-1), ''].join('\n'),
    );
    expect([cases, problems]).toEqual([[...ALL].reverse(), []]);
  });

  it('tells what was edited by hand, where a case with the facts of two would be judged', async () => {
    const [first, second] = [1, 2].map((at) => lines(TEXT)[at] ?? '');
    const mixed = `${first?.slice(0, first.indexOf('"asked"'))}${second?.slice(second.indexOf('"asked"'))}`;
    expect(() => JSON.parse(mixed)).not.toThrow();
    const { cases, problems } = await read(TEXT.replace(`${first}\n${second}`, () => mixed));
    expect(ids(cases)).toEqual(ids(ALL).slice(2));
    expect(problems).toEqual([
      { line: 2, kind: 'damaged' },
      { line: 8, kind: 'incomplete' },
    ]);
  });

  /** Whatever was done: only cases as they were stored come out, and what did not come out was told. */
  const isSafe = async (content: Buffer): Promise<void> => {
    const { cases, problems } = await read(content);
    for (const one of cases) expect(ALL).toContainEqual(one);
    const missing = ALL.length - new Set(ids(cases)).size;
    expect(missing === 0 || problems.length > 0).toBe(true);
  };

  it('tells where it was cut off', async () => {
    const bytes = Buffer.from(TEXT);
    const length = fc.integer({ min: HEAD.length, max: bytes.length - 2 });
    await fc.assert(
      fc.asyncProperty(length, async (end) => {
        const { cases, problems } = await read(bytes.subarray(0, end));
        expect(ALL.slice(0, cases.length)).toEqual(cases);
        expect(problems).not.toEqual([]);
      }),
    );
  });

  it('gives no case that was not stored, whatever was put in, taken out or changed', async () => {
    const edit = fc.record({
      at: fc.nat({ max: TEXT.length }),
      without: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 20_000 })),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom('\n', '}', '{"crc32":"', ',"more":', '"}\n{').map((text) => Buffer.from(text)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        let bytes = Buffer.from(TEXT).subarray(HEAD.length);
        for (const { at, without, put } of edits)
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + without)]);
        await isSafe(Buffer.concat([Buffer.from(HEAD), bytes]));
      }),
      { numRuns: 300 },
    );
  });

  it('gives no case that was not stored, whatever lines were moved, repeated or dropped', async () => {
    const [head, ...rest] = lines(TEXT);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...rest), { maxLength: 20 }), async (some) => {
        await isSafe(Buffer.from([head, ...some, ''].join('\n')));
      }),
    );
  });
});

describe('a file of cases written again', () => {
  const path = (): string => join(temporaryFolder(), 'cases');

  it('keeps all but the judgement and the verdict of a case that has changed', async () => {
    const judged = { score: 3, level: 'info' } as const;
    const file = path();
    const writer = new CaseFileWriter(file);
    writer.writeHeader(HEADER);
    for (const [at, line] of lines(TEXT).slice(1, -1).entries()) {
      const bytes = Buffer.from(line);
      const one = ALL[at];
      if (at !== 1 || one === undefined) writer.writeLines(Buffer.from(`${line}\n`), 1);
      else {
        const lean = leanText({ ...one, judged, verdict: 'confirmed' });
        writer.writeChanged(lean, bytes.subarray(partsOf(bytes)?.questions));
      }
    }
    writer.commit();
    const text = readFileSync(file, 'utf8');
    const { cases, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(cases).toEqual(ALL.map((one, at) => (at === 1 ? { ...one, judged, verdict: 'confirmed' } : one)));
    const before = JSON.parse(lines(TEXT)[2] ?? '');
    const after = JSON.parse(lines(text)[2] ?? '');
    expect([after.questions, after.more]).toEqual([before.questions, before.more]);
  });

  it('takes lines of any length', async () => {
    const file = path();
    const writer = new CaseFileWriter(file);
    writer.writeHeader(HEADER);
    const text = 'x'.repeat(700_000);
    for (const at of [1, 2, 3]) writer.writeLines(Buffer.from(`${at}${text.repeat(at)}\n`), 1);
    writer.commit();
    const written = lines(readFileSync(file, 'utf8'));
    expect(written.map(({ length }) => length)).toEqual([
      HEAD.length - 1,
      700_001,
      1_400_001,
      2_100_001,
      expect.any(Number),
    ]);
    expect(written.at(-1)).toBe('{"postern":"end of cases","cases":3}');
  });

  it('says where it cannot be written', () => {
    expect(() => new CaseFileWriter('/nowhere/at/all')).toThrow(CaseFileError);
  });
});
