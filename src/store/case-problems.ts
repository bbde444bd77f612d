/** What is wrong with a file of cases: counted, and the first places of each kind. Bounded, however bad the file is. */

/**
 * `damaged`: no case, or not as it was stored. `repeated`: the same case once more. `incomplete`: cases are missing before this
 * line, or were added.
 */
export type CaseProblemKind = 'damaged' | 'repeated' | 'incomplete';

/** Of lines that are `damaged` or `repeated` nothing is told to a reader. */
export interface CaseFileProblem {
  readonly line: number;
  readonly kind: CaseProblemKind;
}

export interface CaseProblems {
  readonly kind: CaseProblemKind;
  readonly count: number;
  /** The first of them, in order. */
  readonly lines: readonly number[];
}

const MOST_LINES = 100;

export class CaseProblemTally {
  readonly #counts = new Map<CaseProblemKind, { count: number; lines: number[] }>();

  add({ kind, line }: CaseFileProblem): void {
    const known = this.#counts.get(kind);
    if (known === undefined) this.#counts.set(kind, { count: 1, lines: [line] });
    else if (++known.count <= MOST_LINES) known.lines.push(line);
  }

  list(): CaseProblems[] {
    return [...this.#counts].map(([kind, told]) => ({ kind, ...told }));
  }
}

/** What is said of one line, and of several. */
const SENTENCES: Readonly<Record<CaseProblemKind, readonly [one: string, several: string]>> = {
  damaged: [
    'line is no case as it was stored and was left out',
    'lines are no cases as they were stored and were left out',
  ],
  repeated: ['line repeats another one and was left out', 'lines repeat others and were left out'],
  incomplete: [
    'line does not end all cases that were stored: some were cut off, taken out or put in',
    'lines do not end all cases that were stored: some were cut off, taken out or put in',
  ],
};
const MOST_NAMED = 10;

/** `2 lines are no cases as they were stored and were left out: 3, 17` */
export function caseProblemText({ kind, count, lines }: CaseProblems): string {
  const named = lines.slice(0, MOST_NAMED).join(', ');
  return `${count} ${SENTENCES[kind][count === 1 ? 0 : 1]}: ${named}${count > MOST_NAMED ? ', ...' : ''}`;
}
