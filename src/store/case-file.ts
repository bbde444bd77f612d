/**
 * Judged cases as a file of lines: a first line that names the file, then one case a line, secrets masked as in the hunt.
 *
 *     {"postern":"cases","format":1,"baseline":"9f0c...","history":[]}
 *     {"facts":{...},"reasons":[...],"encrypts":true,"asked":{...},"askedAlso":[],"judged":{"score":75,"level":"high"}}
 */
import type { Case } from '../findings/case.ts';
import type { Decision } from '../findings/decide.ts';
import { readLines } from './read-lines.ts';
import { isStoredCase } from './stored-case.ts';
import type { StoredCase } from './stored-case.ts';

const FORMAT = 1;

export interface CaseFileHeader {
  /** Version of the baseline they were judged with; `null` without one. */
  readonly baseline: string | null;
  /** Reasons for which changes were forced that silenced something, earliest first. */
  readonly history: readonly { readonly reason: string; readonly at: string }[];
}

/** A file that is none of cases; the message says which and what to do. */
export class CaseFileError extends Error {}

/** A line that is no case, and where. */
export interface CaseFileProblem {
  readonly line: number;
}

export interface CaseVisitor {
  /** Before the first case. */
  readonly onHeader?: (header: CaseFileHeader) => void;
  readonly onCase: (line: CaseLine) => void;
  readonly onProblem?: (problem: CaseFileProblem) => void;
}

/** A line as it stands in the file, for writing it again with another judgement. */
export interface CaseLine {
  readonly stored: StoredCase;
  readonly fields: object;
}

export function* caseLines(
  header: CaseFileHeader,
  cases: Iterable<{ readonly case: Case; readonly decision: Pick<Decision, 'score' | 'level'> }>,
): Generator<string, void, undefined> {
  yield headerLine(header);
  for (const { case: one, decision } of cases) {
    const judged = { score: decision.score, level: decision.level };
    yield `${JSON.stringify({ ...one, judged })}\n`;
  }
}

export function headerLine(header: CaseFileHeader): string {
  return `${JSON.stringify({ postern: 'cases', format: FORMAT, ...header })}\n`;
}

/**
 * Reads cases one after the other; memory does not grow with their number. Lines that are none are told.
 * @throws CaseFileError when it is no file of cases at all.
 */
export async function readCases(
  path: string,
  { onHeader, onCase, onProblem }: CaseVisitor,
): Promise<CaseFileHeader> {
  let header: CaseFileHeader | undefined;
  let number = 0;
  try {
    for await (const lines of readLines(path)) {
      for (const line of lines) {
        number++;
        if (number === 1) {
          header = headerOf(line);
          if (header === undefined) break;
          onHeader?.(header);
        } else if (line !== '') {
          const fields = parsed(line);
          if (isStoredCase(fields)) onCase({ stored: fields, fields });
          else onProblem?.({ line: number });
        }
      }
      if (header === undefined) break;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CaseFileError(`The file of cases ${path} cannot be read.`, { cause: error });
  }
  if (header === undefined)
    throw new CaseFileError(`${path} is no file of cases; make one with \`postern hunt --save\`.`);
  return header;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function headerOf(line: string): CaseFileHeader | undefined {
  const value = parsed(line);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('postern' in value) || value.postern !== 'cases' || !('format' in value) || value.format !== FORMAT)
    return undefined;
  const baseline = 'baseline' in value && typeof value.baseline === 'string' ? value.baseline : null;
  const history = 'history' in value && Array.isArray(value.history) ? value.history : [];
  return { baseline, history: history.flatMap(forcedChange) };
}

function forcedChange(value: unknown): { reason: string; at: string }[] {
  if (typeof value !== 'object' || value === null || !('reason' in value) || !('at' in value)) return [];
  const { reason, at } = value;
  return typeof reason === 'string' && typeof at === 'string' ? [{ reason, at }] : [];
}
