/** The lines of a file of cases in their order: which of them are cases, and what is wrong with the others. */
import { BEGIN, END, FORMAT } from './case-file.ts';
import type { CaseFileHeader } from './case-file.ts';
import type { CaseFileProblem, CaseProblemKind } from './case-problems.ts';

/** What a line is that is no case. */
export type OtherLine =
  | { readonly kind: 'end'; readonly cases: unknown }
  | { readonly kind: 'begin' }
  | { readonly kind: 'damaged' };

/** Bytes: what is longer is no last line, nor the first of a file that was put after another one. */
const LONGEST_OTHER = 100_000;

/** `line` is `undefined` when it was too long to be held. */
export function otherLine(line: Buffer | undefined): OtherLine {
  const value = line === undefined || line.length > LONGEST_OTHER ? undefined : objectOf(line);
  if (value?.['postern'] === END) return { kind: 'end', cases: value['cases'] };
  return { kind: value?.['postern'] === BEGIN ? 'begin' : 'damaged' };
}

/** The first line: `old` when another version wrote it, `undefined` when it is none. */
export function headerOf(line: Buffer | undefined): CaseFileHeader | 'old' | undefined {
  const value = line === undefined ? undefined : objectOf(line);
  if (value?.['postern'] !== BEGIN) return undefined;
  if (value['format'] !== FORMAT) return 'old';
  const { baseline, history } = value;
  return {
    baseline: typeof baseline === 'string' ? baseline : null,
    history: Array.isArray(history) ? history.flatMap(forcedChange) : [],
  };
}

/** Told of every line after the first, in order. Memory grows with the names of the cases only. */
export class CaseSequence {
  readonly #onProblem: ((problem: CaseFileProblem) => void) | undefined;
  /** Sum of the line by id. */
  readonly #known = new Map<string, number>();
  /** Since the beginning or the last end: lines that are or were cases. */
  #unended = 0;
  #hasEnded = false;

  constructor(onProblem: ((problem: CaseFileProblem) => void) | undefined) {
    this.#onProblem = onProblem;
  }

  /**
   * Is it to be looked at? One case may stand in a file with several judgements, where files were put together; the very
   * same line says nothing new.
   */
  isNew(line: number, id: string, sum: number): boolean {
    if (this.#known.get(id) === sum) {
      this.#tell(line, 'repeated');
      return false;
    }
    this.#known.set(id, sum);
    this.#unended++;
    return true;
  }

  other(line: number, what: OtherLine): void {
    if (what.kind === 'end') {
      if (what.cases !== this.#unended) this.#tell(line, 'incomplete');
      this.#unended = 0;
      this.#hasEnded = true;
    } else if (what.kind === 'begin') this.#tell(line, 'repeated');
    else {
      this.#unended++;
      this.#tell(line, 'damaged');
    }
  }

  /** After the last line. */
  end(line: number): void {
    if (this.#unended > 0 || !this.#hasEnded) this.#tell(line, 'incomplete');
  }

  #tell(line: number, kind: CaseProblemKind): void {
    this.#onProblem?.({ line, kind });
  }
}

function objectOf(line: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function forcedChange(value: unknown): { reason: string; at: string }[] {
  if (!isObject(value)) return [];
  const { reason, at } = value;
  return typeof reason === 'string' && typeof at === 'string' ? [{ reason, at }] : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
