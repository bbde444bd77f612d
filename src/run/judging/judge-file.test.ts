import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleCases } from '../../../test/example-cases.ts';
import { NO_NORMALITY } from '../../../test/no-normality.ts';
import { temporaryFolder } from '../../../test/temporary-folder.ts';
import { ApprovalSet } from '../../baseline/approvals/approval-set.ts';
import { exampleApproval } from '../../baseline/approvals/example-approval.ts';
import { parseRange } from '../../event/address.ts';
import { CaseFileWriter } from '../../store/case-file-writer.ts';
import { caseLines } from '../../store/case-file.ts';
import { partsOf } from '../../store/case-line.ts';
import { readCases } from '../../store/read-cases.ts';
import type { StoredCase } from '../../store/stored-case.ts';
import { judgeAgain } from '../judge-again.ts';
import { judgeBatch } from './judge-batch.ts';
import type { BatchJudging } from './judge-batch.ts';
import { judgeFile } from './judge-file.ts';
import type { JudgedFile } from './judge-file.ts';
import { JudgedReading } from './judged-reading.ts';

const HEADER = { baseline: null, history: [] };
/** More than go into one batch. */
const MANY = exampleCases(600);
const LINES = [...caseLines(HEADER, MANY)].map((line) => line.trimEnd());

const ANYWHERE = parseRange('203.0.113.0/24');

/** Holds for the senders that lie in one of the folders. */
const APPROVAL = exampleApproval({
  identity: { paths: ['c:\\program files\\plain\\sender*.exe'] },
  destinations: { addresses: ANYWHERE === undefined ? [] : [ANYWHERE] },
});

async function casesIn(path: string): Promise<StoredCase[]> {
  const cases: StoredCase[] = [];
  await readCases(path, { onCase: (one) => cases.push(one) });
  return cases;
}

interface Judged {
  readonly result: JudgedFile;
  readonly saved: string;
  readonly before: readonly StoredCase[];
}

async function judged(lines: readonly string[], confirmed: readonly string[] = []): Promise<Judged> {
  const folder = temporaryFolder({ cases: `${lines.join('\n')}\n` });
  const [path, saved] = [join(folder, 'cases'), join(folder, 'saved')];
  const writer = new CaseFileWriter(saved);
  const result = await judgeFile(path, {
    approvals: [APPROVAL],
    packs: [],
    learned: undefined,
    confirmed: new Set(confirmed),
    writer,
    onHeader: (header) => writer.writeHeader(header),
  });
  writer.commit();
  return { result, saved, before: await casesIn(path) };
}

describe('a file of cases judged again', () => {
  it('gives every case in order, and writes what has changed anew', async () => {
    const id = MANY[300]?.case.facts.id ?? '';
    const { result, saved, before } = await judged(LINES, [id, 'AN1389-0']);
    const sources = { ...NO_NORMALITY, approvals: new ApprovalSet([APPROVAL], []) };
    const expected = before.map((one) => {
      const verdict = one.facts.id === id ? 'confirmed' : one.verdict;
      return { one, verdict, again: judgeAgain(one, verdict, sources) };
    });
    expect(result.cases).toBe(600);
    expect(result.changes.length).toBeGreaterThan(100);
    expect(result.changes).toEqual(expected.flatMap(({ again }) => again.change ?? []));
    expect([result.problems, result.unknown]).toEqual([[], ['AN1389-0']]);
    expect(await casesIn(saved)).toEqual(
      expected.map(({ one, verdict, again: { score, level } }) => ({
        ...one,
        judged: { score, level },
        ...(verdict === undefined ? {} : { verdict }),
      })),
    );
  });

  it('leaves every line that has not changed as it stands', async () => {
    const { saved, result } = await judged(LINES);
    const changed = new Set(result.changes.map(({ facts }) => facts.id));
    const kept = LINES.filter(
      (_, at) => at > 0 && at <= 600 && !changed.has(MANY[at - 1]?.case.facts.id ?? ''),
    );
    const written = new Set(readFileSync(saved, 'utf8').split('\n'));
    expect(kept.filter((line) => !written.has(line))).toEqual([]);
  });

  it('writes whole files, whatever stood between the cases', async () => {
    const junk = fc.constantFrom('', '{"x', '{"postern":"end of cases","cases":3}', 'x'.repeat(300));
    const place = fc.tuple(fc.nat({ max: 20 }), fc.oneof(junk, fc.constantFrom(...LINES.slice(0, 20))));
    await fc.assert(
      fc.asyncProperty(fc.array(place, { maxLength: 6 }), async (put) => {
        const lines = [...LINES.slice(0, 21), LINES.at(-1) ?? ''];
        for (const [at, line] of put) lines.splice(at + 1, 0, line);
        const { result, saved, before } = await judged(lines);
        expect(result.cases).toBe(before.length);
        const problems: unknown[] = [];
        let again = 0;
        await readCases(saved, { onCase: () => again++, onProblem: (one) => problems.push(one) });
        expect([again, problems]).toEqual([before.length, []]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('batches of cases', () => {
  const judging: BatchJudging = { sources: NO_NORMALITY, confirmed: new Set(), isSaving: false };
  const add = (reading: JudgedReading): void => {
    for (const [at, line] of LINES.slice(1, -1).entries()) {
      const bytes = Buffer.from(line);
      const parts = partsOf(bytes);
      if (parts !== undefined) reading.add(at + 2, bytes, parts);
    }
  };

  it('keep their order, whichever is judged first', async () => {
    const later: (() => void)[] = [];
    const reading = new JudgedReading(
      { confirmed: new Set(), writer: undefined },
      (batch) => new Promise((resolve) => later.unshift(() => resolve(judgeBatch(batch, judging)))),
      false,
    );
    add(reading);
    reading.addOther(602, { kind: 'end', cases: 600 });
    const end = reading.end(602);
    for (const answer of later) answer();
    expect(await end).toMatchObject({ cases: 600, problems: [] });
  });

  it('that fail make the whole fail', async () => {
    const reading = new JudgedReading(
      { confirmed: new Set(), writer: undefined },
      () => Promise.reject(new Error('a thread has died')),
      false,
    );
    add(reading);
    await expect(reading.end(601)).rejects.toThrow('a thread has died');
  });
});
