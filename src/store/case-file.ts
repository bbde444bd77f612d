/**
 * Judged cases as a file of lines: a first line that names the file, then one case a line, secrets masked as in the hunt, and
 * a last line that counts them.
 *
 *     {"postern":"cases","format":2,"baseline":"9f0c...","history":[]}
 *     {"crc32":"9ae0daaf","facts":{...},...,"judged":{"score":75,"level":"high"},"more":{...}}
 *     {"postern":"end of cases","cases":1}
 */
import type { Case } from '../findings/case.ts';
import type { Decision } from '../findings/decide.ts';
import { caseLine } from './case-line.ts';

/** What the first and the last line say of themselves. */
export const BEGIN = 'cases';
export const END = 'end of cases';
export const FORMAT = 2;

export interface CaseFileHeader {
  /** Version of the baseline they were judged with; `null` without one. */
  readonly baseline: string | null;
  /** Reasons for which changes were forced that silenced something, earliest first. */
  readonly history: readonly { readonly reason: string; readonly at: string }[];
}

/** A file that is none of cases; the message says which and what to do. */
export class CaseFileError extends Error {}

export function* caseLines(
  header: CaseFileHeader,
  cases: Iterable<{ readonly case: Case; readonly decision: Pick<Decision, 'score' | 'level'> }>,
): Generator<string, void, undefined> {
  yield headerLine(header);
  let count = 0;
  for (const { case: one, decision } of cases) {
    yield `${caseLine(one, decision)}\n`;
    count++;
  }
  yield endLine(count);
}

export function headerLine(header: CaseFileHeader): string {
  return `${JSON.stringify({ postern: BEGIN, format: FORMAT, ...header })}\n`;
}

export function endLine(cases: number): string {
  return `${JSON.stringify({ postern: END, cases })}\n`;
}
