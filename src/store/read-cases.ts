/** Reads files of cases. */
import { CaseFileError } from './case-file.ts';
import type { CaseFileHeader } from './case-file.ts';
import { partsOf, storedCaseOf } from './case-line.ts';
import type { CaseParts } from './case-line.ts';
import type { CaseFileProblem } from './case-problems.ts';
import { CaseSequence, headerOf, otherLine } from './case-sequence.ts';
import { readLines } from './read-lines.ts';
import type { StoredCase } from './stored-case.ts';

/** Told of every line that is not empty, in order. */
export interface CaseLineVisitor {
  readonly onHeader: (header: CaseFileHeader) => void;
  /** `parts` where the bytes are those of a case as it was stored; they are good only during the call. */
  readonly onLine: (number: number, line: Buffer | undefined, parts: CaseParts | undefined) => void;
  /** Called now and then: reading goes on when it is done. */
  readonly pause?: () => Promise<void> | undefined;
}

/**
 * Reads a file of cases line by line; gives its header and the number of its last line.
 * @throws CaseFileError when it is no file of cases at all.
 */
export async function readCaseLines(
  path: string,
  { onHeader, onLine, pause }: CaseLineVisitor,
): Promise<{ readonly header: CaseFileHeader; readonly last: number }> {
  let number = 0;
  let header: ReturnType<typeof headerOf>;
  const take = (line: Buffer | undefined): boolean => {
    number++;
    if (number === 1) {
      header = headerOf(line);
      if (header === undefined || header === 'old') return false;
      onHeader(header);
    } else if (line?.length !== 0) onLine(number, line, line === undefined ? undefined : partsOf(line));
    return true;
  };
  try {
    await readLines(path, take, pause === undefined ? {} : { pause });
  } catch (error) {
    // Only the system's own: what visitors throw is theirs.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new CaseFileError(`The file of cases ${path} cannot be read.`, { cause: error });
  }
  if (header === undefined || header === 'old')
    throw new CaseFileError(
      `${path} is no file of cases${header === 'old' ? ' of this version' : ''}; make one with \`postern hunt --save\`.`,
    );
  return { header, last: number };
}

export interface CaseVisitor {
  readonly onCase: (stored: StoredCase) => void;
  readonly onProblem?: (problem: CaseFileProblem) => void;
}

/** Reads cases one after the other, without what baselines are asked. What is damaged is told. @throws CaseFileError */
export async function readCases(path: string, { onCase, onProblem }: CaseVisitor): Promise<CaseFileHeader> {
  const sequence = new CaseSequence(onProblem);
  const { header, last } = await readCaseLines(path, {
    onHeader: () => undefined,
    onLine: (number, line, parts) => {
      const stored =
        line === undefined || parts === undefined
          ? undefined
          : storedCaseOf(line, { ...parts, more: parts.questions });
      if (stored === undefined || parts === undefined) sequence.other(number, otherLine(line));
      else if (sequence.isNew(number, stored.facts.id, parts.crc32)) onCase(stored);
    },
  });
  sequence.end(last);
  return header;
}
